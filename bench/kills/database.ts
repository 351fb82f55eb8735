// The database that the service starts: its address and its main process, as its folder says.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

export async function databaseUrl(folder: string): Promise<string> {
  const { port } = JSON.parse(await readFile(path.join(folder, "postgres.json"), "utf8")) as { readonly port: number };
  const password = await readFile(path.join(folder, "postgres.password"), "utf8");
  return `postgres://unbake:${password}@127.0.0.1:${port}/unbake`;
}

/** undefined while there is none. */
export function databasePid(folder: string): number | undefined {
  try {
    const text = readFileSync(path.join(folder, "postgres.json"), "utf8");
    const { pid } = JSON.parse(text) as { readonly pid: number };
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}
