// A small disk (tmpfs) that is filled to its last block and freed.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { codeOf, messageOf } from "../runner/sure.js";

export interface Disk {
  fill(): void;
  free(): void;
  /** What was on it is gone. */
  unmount(): void;
}

const ballast = ".ballast-";
/** Processes give blocks back while it is filled: they are taken as well. */
const rounds = 3;

/** Mounts it at `folder`; undefined where this account may not mount, which is said. */
export function mountDisk(folder: string, megabytes: number): Disk | undefined {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0777`, "tmpfs", folder], { stdio: "pipe" });
  } catch (error) {
    console.log(`SKIPPED: no disk is filled, it cannot be mounted here (${messageOf(error).split("\n")[0]})`);
    return undefined;
  }
  let isMounted = true;
  return {
    fill() {
      for (let i = 0; i < rounds; i++) {
        const { bavail, bsize } = statfsSync(folder);
        try {
          if (bavail > 0)
            writeFileSync(path.join(folder, `${ballast}${Date.now()}-${i}`), Buffer.alloc(bavail * bsize));
        } catch (error) {
          if (codeOf(error) !== "ENOSPC") throw error;
        }
      }
    },
    free() {
      for (const name of readdirSync(folder)) if (name.startsWith(ballast)) rmSync(path.join(folder, name));
    },
    unmount() {
      if (isMounted) execFileSync("umount", ["-l", folder], { stdio: "pipe" });
      isMounted = false;
    },
  };
}
