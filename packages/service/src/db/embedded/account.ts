/**
 * PostgreSQL refuses to run as root: as root, the server runs as another account of the system that owns nothing but the data.
 */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** `postgres` where a package made it, else the account that every system has. */
const candidates = ["postgres", "nobody"];

/** The account that the server runs as; undefined: as we are. Throws when we are root and there is none. */
export async function serverAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const candidate of candidates) {
    const [name, , uid, gid] = lines.find(([name]) => name === candidate) ?? [];
    if (name && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("PostgreSQL does not run as root and there is no account `postgres` or `nobody`: set DATABASE_URL");
}

const othersMayEnter = 0o001;
const groupMayEnter = 0o010;
const ownerMayEnter = 0o100;

/** Whether `account` can come to `folder`: every folder on the way lets it pass. */
export async function reachable(folder: string, account: Account): Promise<boolean> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const bit = uid === account.uid ? ownerMayEnter : gid === account.gid ? groupMayEnter : othersMayEnter;
    if (!(mode & bit)) return false;
    if (at === path.dirname(at)) return true;
  }
}
