/**
 * The second layer: node itself refuses files, processes and native code that are not allowed. It guards against JavaScript that does what it
 * should not, not against native code that was taken over. It does not know about the network before Node 25.
 */
import { statSync } from "node:fs";
import path from "node:path";
import type { Room } from "./room.js";

/** What this node calls its permissions; undefined before it had them. */
const flag = ["--permission", "--experimental-permission"].find((name) =>
  process.allowedNodeEnvironmentFlags.has(name),
);

/** True when this node has permissions at all. */
export const hasPermissions = flag !== undefined;

/** Flags for a child that runs what is in the files and folders `code`. */
export function permissionFlags(code: readonly string[], { scratch }: Room): readonly string[] {
  if (flag === undefined) return [];
  const below = (folder: string) => path.join(folder, "*");
  // sharp is native; the watchdog is a worker thread.
  const allowed = ["--allow-addons", "--allow-worker"].filter((name) => process.allowedNodeEnvironmentFlags.has(name));
  return [
    flag,
    "--disable-warning=ExperimentalWarning",
    // Says that native code and threads get around permissions, which is known here.
    "--disable-warning=SecurityWarning",
    ...allowed,
    ...code.map((at) => `--allow-fs-read=${statSync(at).isDirectory() ? below(at) : at}`),
    `--allow-fs-read=${below(scratch)}`,
    `--allow-fs-write=${below(scratch)}`,
  ];
}
