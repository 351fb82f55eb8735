import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { machineCodeFolder } from "@unbake/ground";
import { openCascadeFile } from "@unbake/kernel";

const maker = fileURLToPath(new URL("./make.js", import.meta.url));

/** Making takes about 15 s of a processor; a lock that is older belongs to a process that died. */
const staleMs = 10 * 60_000;

export type MachineCodeState = "made" | "being_made" | "started" | "no_room";

export interface EnsureOptions {
  /** Where machine code is kept; beside the packages by default. */
  readonly folder?: string;
  /** Starts the process that makes it. */
  readonly start?: (folder: string) => void;
}

/** Its marker is written when the code of this build of Node is there, or when it was found that none can be had. */
export const markerIn = (folder: string): string =>
  path.join(folder, `made-${process.version}-${process.arch}-${statSync(openCascadeFile()).size}`);

export const lockIn = (folder: string): string => path.join(folder, "making");

/**
 * Makes sure that there is machine code some day: where there is none, one process is started that makes it in the background, with the
 * lowest priority. Returns at once. Without the code everything works, more slowly, so where the folder cannot be written to nothing is
 * done.
 */
export function ensureMachineCode({
  folder = machineCodeFolder(openCascadeFile()),
  start = startMaker,
}: EnsureOptions = {}): MachineCodeState {
  if (existsSync(markerIn(folder))) return "made";
  const state = takeLock(folder);
  if (state === "taken") start(folder);
  return state === "taken" ? "started" : state;
}

/** The lock is a file that only one process can create. */
function takeLock(folder: string): "taken" | "being_made" | "no_room" {
  const lock = lockIn(folder);
  try {
    mkdirSync(folder, { recursive: true });
    if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > staleMs) rmSync(lock, { force: true });
    closeSync(openSync(lock, "wx"));
    return "taken";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EEXIST" ? "being_made" : "no_room";
  }
}

function startMaker(folder: string): void {
  const child = spawn(process.execPath, [maker, folder], { detached: true, stdio: "ignore", env: {} });
  // Whatever goes wrong here costs speed only.
  child.once("error", () => rmSync(lockIn(folder), { force: true }));
  child.unref();
}
