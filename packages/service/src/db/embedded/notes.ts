/** What is written beside a server of our own: by us, who looks after it; by PostgreSQL, what runs. */
import { readFileSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Cluster } from "./cluster.js";

/** Who started the server and where it listens, beside the cluster. */
export interface Running {
  readonly pid: number;
  readonly port: number;
  readonly owner: number;
}

/** Without owner: nobody who lives has started it. */
export type Found = Omit<Running, "owner"> & { readonly owner?: number };

/** There is no such file for this process. Anything else, no descriptor left for one, tells nothing about the file. */
const isMissing = (error: unknown): boolean =>
  ["ENOENT", "ENOTDIR", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "");

/** The text of a note; empty when there is none. Throws when that cannot be told: who looks after a server must not be guessed. */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return "";
    throw error;
  }
}

/** What the state file says; undefined when there is none, or half of one. Throws when it cannot be told. */
export async function readState(file: string): Promise<Running | undefined> {
  const text = await textOf(file);
  try {
    return JSON.parse(text) as Running;
  } catch {
    return undefined;
  }
}

/** Whole or not at all: a process that is killed meanwhile must not leave half a file to the next start. */
export async function writeState(file: string, state: Running): Promise<void> {
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, JSON.stringify(state), { mode: 0o600 });
  await rename(temporary, file);
}

/** PostgreSQL's own note of the server that runs or ran on the cluster: its first line is the process, its fourth the port. Throws as `readState` does. */
export async function readLock(cluster: Cluster): Promise<Found | undefined> {
  const lines = (await textOf(lockOf(cluster))).split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port } : undefined;
}

/** PostgreSQL takes a dead process that nobody has waited for (see `isZombie`) for a running server and refuses to start beside it. */
export async function removeZombieLock(cluster: Cluster): Promise<void> {
  const lock = await readLock(cluster);
  if (lock && isZombie(lock.pid)) await rm(lockOf(cluster), { force: true });
}

function lockOf({ folder }: Cluster): string {
  return path.join(folder, "postmaster.pid");
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Dead, but its parent has not looked: in a container the first process often never does. */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
