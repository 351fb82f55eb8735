import { createKclTools, createSession, type EngineSession, type KclTools } from "@unbake/engine";
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
  /** Remembers what was computed for a program that is executed again and again. */
  session(): Promise<EngineSession>;
}

/** Starts the kernel (about 0.3 s). */
export async function startTools(): Promise<Tools> {
  const kernel = await createKernel();
  let loaded: Promise<KclTools> | undefined;
  let session: EngineSession | undefined;
  const kcl = (): Promise<KclTools> => {
    loaded ??= createKclTools();
    return loaded;
  };
  return {
    kernel,
    files: openJobFiles(),
    startMs: performance.now(),
    kcl,
    async session() {
      const tools = await kcl();
      session ??= createSession(kernel, tools);
      return session;
    },
  };
}
