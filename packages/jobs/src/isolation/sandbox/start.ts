/** Starts node within a sandbox. */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { type Account, takeAccount } from "./accounts.js";
import type { Sandbox } from "./choose.js";
import { permissionFlags } from "./permissions.js";
import { makeJobFolder, makeRoom, removeJobFolder } from "./room.js";

export interface Start {
  readonly module: string;
  readonly execArgv: readonly string[];
  /** Where its room is made. */
  readonly parentFolder: string;
  /** Arguments of the module. */
  readonly args: readonly string[];
}

/** A process with a room. */
export interface Inmate {
  readonly process: ChildProcess;
  /** A folder for one job. Throws what the system says when it has no room. */
  jobFolder(id: number): string;
  /** False when something is left in it that only `clear` removes. */
  removeJobFolder(folder: string): boolean;
  /** Removes the room; call it when the process is gone. */
  clear(): Promise<void>;
}

/** Throws what the system says when it has no room for it (ENOSPC, EMFILE). An environment that is empty hides what the parent knows. */
export function startIn(
  { layer, view, code, isolation }: Sandbox,
  { module, execArgv, parentFolder, args }: Start,
): Inmate {
  const account: Account | undefined = layer.kept.account ? takeAccount() : undefined;
  // Without a view of its own another account cannot come into our folders.
  const room = makeRoom(account && !layer.kept.files ? tmpdir() : parentFolder, account);
  try {
    const flags = [...(isolation.permissions ? permissionFlags(code, room) : []), ...execArgv];
    const command = layer.wrap({ file: process.execPath, args: [...flags, module, ...args] }, { room, view, account });
    const child = spawn(command.file, command.args, {
      env: {},
      // Its own folder may be one that it must not see.
      cwd: "/",
      serialization: "advanced",
      // Ctrl-C and `timeout` tell the whole process group to end: the parent decides when a child does, and its watchdog when the parent is gone.
      detached: true,
      // The kernel may print: its words must not mix with our data on stdout.
      stdio: ["ignore", "ignore", "pipe", "ipc", "pipe", "pipe"],
    });
    return {
      process: child,
      jobFolder: (id) => makeJobFolder(room, id, account),
      removeJobFolder,
      clear: () => rm(room.folder, { recursive: true, force: true }),
    };
  } catch (error) {
    rmSync(room.folder, { recursive: true, force: true });
    throw error;
  }
}
