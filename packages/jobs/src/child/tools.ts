import { createKclTools, type KclTools } from "@unbake/engine";
import { createKernel, type Kernel } from "@unbake/kernel";
import { type JobFiles, openJobFiles } from "../isolation/index.js";

/** What jobs work with; one of each a process. */
export interface Tools {
  readonly kernel: Kernel;
  /** The files of the job in hand. */
  readonly files: JobFiles;
  /** From the start of the process to a kernel that is ready, ms. */
  readonly startMs: number;
  /** Loads the interpreter the first time (about 0.1 s): reading a file does not need it. */
  kcl(): Promise<KclTools>;
}

/** Starts the kernel (about 0.3 s). */
export async function startTools(): Promise<Tools> {
  const kernel = await createKernel();
  let kcl: Promise<KclTools> | undefined;
  return {
    kernel,
    files: openJobFiles(),
    startMs: performance.now(),
    kcl() {
      kcl ??= createKclTools();
      return kcl;
    },
  };
}
