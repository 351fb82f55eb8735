/**
 * Temporary files of this process, in a folder of its own: what a process that was killed has left behind is known and removed by the next
 * one that starts.
 */
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { privateFolder } from "../storage/modes.js";

export interface Scratch {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Makes the folder below `root`, and removes those of processes of this machine that are gone. */
export async function openScratch(root: string): Promise<Scratch> {
  await mkdir(root, { recursive: true, mode: privateFolder });
  await removeAbandoned(root);
  const folder = path.join(root, `${hostname()}-${process.pid}-${await startOf(process.pid)}`);
  await mkdir(folder, { recursive: true, mode: privateFolder });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function removeAbandoned(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const [, host, pid, start] = /^(.+)-(\d+)-(\d+)$/.exec(name) ?? [];
    if (host !== hostname() || start === (await startOf(Number(pid)))) continue;
    await rm(path.join(root, name), { recursive: true, force: true });
  }
}

/** Where /proc counts from: numbers of processes are used again, moments are not. */
const startField = 22;
const unknownStart = "0";

/** When the process was started, in the system's own units; undefined when there is none. Systems without /proc do not tell: "0". */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in brackets and may hold spaces.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[startField - 3];
  } catch {
    if (process.platform === "linux") return undefined;
  }
  try {
    process.kill(pid, 0);
    return unknownStart;
  } catch {
    return undefined;
  }
}
