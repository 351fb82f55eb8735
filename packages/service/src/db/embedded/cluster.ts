/**
 * The files of a PostgreSQL server of our own: where they are, who owns them, and how they are made once.
 */
import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { access, chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type Account, reachable } from "./account.js";
import type { Binaries } from "./binaries.js";

export const superuser = "unbake";

export interface Cluster {
  /** PostgreSQL's data directory. */
  readonly folder: string;
  /** Of the superuser. */
  readonly password: string;
  /** Of the role that the service is. */
  readonly servicePassword: string;
  /** What holds it when the data folder cannot. */
  readonly outside?: string;
}

/** Where root keeps what another account must reach and the data folder cannot hold. */
export const sharedFolder = "/var/lib/unbake";

const run = promisify(execFile);

/**
 * The cluster of the data folder, made when there is none. It lies in the data folder itself unless `account` cannot come there
 * (a folder in root's home): then under /var/lib/unbake.
 */
export async function openCluster(
  dataFolder: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<Cluster> {
  await mkdir(dataFolder, { recursive: true });
  const password = await readPassword(path.join(dataFolder, "postgres.password"));
  const servicePassword = await readPassword(path.join(dataFolder, "postgres.service-password"));
  const home = !account || (await reachable(dataFolder, account)) ? dataFolder : await outside(dataFolder);
  const folder = path.join(home, "postgres");
  const made = await access(path.join(folder, "PG_VERSION")).then(
    () => true,
    () => false,
  );
  if (!made) await initialise(folder, password, binaries, account);
  return { folder, password, servicePassword, ...(home !== dataFolder && { outside: home }) };
}

async function outside(dataFolder: string): Promise<string> {
  await removeAbandoned(sharedFolder);
  const id = createHash("sha256").update(path.resolve(dataFolder)).digest("hex").slice(0, 16);
  const home = path.join(sharedFolder, id);
  await mkdir(home, { recursive: true, mode: 0o755 });
  await writeFile(path.join(home, ownerFile), path.resolve(dataFolder));
  return home;
}

/** Beside a cluster outside its data folder: which one that is. */
const ownerFile = "data-folder";

/**
 * Removes clusters under `shared` whose data folder was temporary and is gone: tests that were killed leave them. A folder anywhere else may
 * be on a disk that is not mounted now, so what belongs to it stays.
 */
export async function removeAbandoned(shared: string, temporary: string = tmpdir()): Promise<void> {
  const entries = await readdir(shared, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((e) => e.isDirectory())) {
    const home = path.join(shared, entry.name);
    const owner = await readFile(path.join(home, ownerFile), "utf8").catch(() => undefined);
    if (owner === undefined || !owner.startsWith(temporary + path.sep)) continue;
    const isThere = await access(owner).then(
      () => true,
      () => false,
    );
    if (!isThere) await rm(home, { recursive: true, force: true });
  }
}

/** Made at random by the first process. */
async function readPassword(file: string): Promise<string> {
  const fresh = randomBytes(24).toString("hex");
  await writeFile(file, fresh, { flag: "wx", mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  return readFile(file, "utf8");
}

/** Made beside its place and moved there whole: a process that dies meanwhile leaves nothing half made. */
async function initialise(folder: string, password: string, binaries: Binaries, account?: Account): Promise<void> {
  const work = await mkdtemp(`${folder}.new-`);
  try {
    const passwordFile = path.join(work, "password");
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account) for (const file of [work, passwordFile]) await chown(file, account.uid, account.gid);
    const fresh = path.join(work, "data");
    await run(
      binaries.initdb,
      [
        ...["-D", fresh, `--username=${superuser}`, "--auth=scram-sha-256", `--pwfile=${passwordFile}`],
        // The same order of texts on every system, whatever its locales.
        ...["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
      ],
      { ...identity(account), cwd: work, env: serverEnvironment },
    );
    await rename(fresh, folder).catch((error: NodeJS.ErrnoException) => {
      // Another process was faster: its cluster is as good.
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The server inherits nothing of our environment: no PG* variable may lead it elsewhere. */
export const serverEnvironment = { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC" };

export function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}
