/**
 * Ways to take rights from a child before it begins.
 *
 * - layer: one way, by programs that the system has; whether it works is found out by trying.
 * - command: what to start in the place of a program so that it runs within the layer.
 */
import type { Account } from "./accounts.js";
import type { Room } from "./room.js";
import type { View } from "./view.js";

interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/** Who the child is and what it has. */
export interface Setting {
  readonly room: Room;
  readonly view: View;
  readonly account: Account | undefined;
}

/** What the child cannot do any more. */
export interface Kept {
  /** Reach a network, this machine's own included, or a socket of the file system. */
  readonly network: boolean;
  /** See a file that is not its own. */
  readonly files: boolean;
  /** See or signal a process that is not its own. */
  readonly processes: boolean;
  /** Be the account that started it. */
  readonly account: boolean;
  /** Get rights back, by programs that give them. */
  readonly privileges: boolean;
}

export interface Layer {
  readonly name: "namespaces" | "bubblewrap" | "account" | "privileges" | "none";
  readonly kept: Kept;
  /** A process stands between us and the child, which is the first of its own namespace of processes. */
  readonly hasInit: boolean;
  wrap(command: Command, setting: Setting): Command;
}

export const keptNothing: Kept = { network: false, files: false, processes: false, account: false, privileges: false };

/** Conversions use about a dozen threads, each of which counts. */
export const maxProcesses = 64;
