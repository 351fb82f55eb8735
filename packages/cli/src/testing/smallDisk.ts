/** A small disk that a test can fill, make read-only and free: a tmpfs, where this account may mount one. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface SmallDisk {
  readonly folder: string;
  /** Leaves no room at all. */
  fill(): void;
  free(): void;
  /** False when somebody was writing at this moment. */
  setReadOnly(readOnly: boolean): boolean;
  unmount(): void;
}

/** True where this account may mount. Says so on stderr where not: tests that are skipped prove nothing. */
export function canMount(folder: string): boolean {
  try {
    mountSmallDisk(path.join(folder, "mount-probe"), 1).unmount();
    return true;
  } catch (error) {
    console.error(
      `SKIPPED: small disks cannot be mounted here (${error instanceof Error ? error.message.split("\n")[0] : error})`,
    );
    return false;
  }
}

export function mountSmallDisk(folder: string, megabytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0777`, "tmpfs", folder], { stdio: "pipe" });
  const ballast = path.join(folder, ".ballast");
  return {
    folder,
    fill() {
      // Blocks that processes give back meanwhile are taken as well.
      for (let i = 0; i < 3; i++) {
        const { bavail, bsize } = statfsSync(folder);
        try {
          if (bavail > 0) writeFileSync(`${ballast}${i}`, Buffer.alloc(bavail * bsize));
        } catch (error) {
          // Somebody else was faster: it is full all the same.
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        }
      }
    },
    free() {
      for (let i = 0; i < 3; i++) rmSync(`${ballast}${i}`, { force: true });
    },
    setReadOnly(readOnly) {
      try {
        execFileSync("mount", ["-o", `remount,${readOnly ? "ro" : "rw"}`, folder], { stdio: "pipe" });
        return true;
      } catch {
        return false;
      }
    },
    unmount() {
      execFileSync("umount", ["-l", folder], { stdio: "pipe" });
    },
  };
}
