/**
 * What one child has of the disk: a folder of its own, for its temporary files. The parent makes it before the child begins and removes it when the
 * child is gone: in a folder that a hostile process still writes to, nothing can be removed safely (it may put a link where a folder was).
 */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmdirSync } from "node:fs";
import path from "node:path";
import type { Account } from "./accounts.js";

export interface Room {
  readonly folder: string;
  /** Where the child's own view of the disk is put together. */
  readonly root: string;
  /** The only folder that the child may write to. */
  readonly scratch: string;
}

const ours = 0o700;
/** An account of the child's own has to pass through it. */
const passable = 0o711;

/** Throws what the system says when it has no room (ENOSPC, EMFILE). */
export function makeRoom(parent: string, account: Account | undefined): Room {
  const folder = mkdtempSync(path.join(parent, "unbake-"));
  const room = { folder, root: path.join(folder, "root"), scratch: path.join(folder, "scratch") };
  mkdirSync(room.root, { mode: ours });
  mkdirSync(room.scratch, { mode: ours });
  if (account) {
    chownSync(room.scratch, account.uid, account.gid);
    chmodSync(folder, passable);
  }
  return room;
}

/** A folder for one job. */
export function makeJobFolder({ scratch }: Room, id: number, account: Account | undefined): string {
  const folder = path.join(scratch, String(id));
  mkdirSync(folder, { mode: ours });
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

/** False when the job has left something in it: then the child must go before it can be removed. */
export function removeJobFolder(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
