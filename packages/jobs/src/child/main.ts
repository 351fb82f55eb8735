/** The child process: does the jobs of `jobs.ts`, one at a time. Started by the pool, never by hand. */
import "./machineCode.js";
import type { Kernel } from "@unbake/kernel";
import { serveJobs } from "../isolation/index.js";
import type { Job, JobResult } from "../jobs.js";
import { handle } from "./handle.js";
import { startTools } from "./tools.js";

serveJobs<Job, JobResult>(async () => {
  const tools = await startTools();
  const atStart = tools.kernel.memoryBytes();
  let tainted = false;
  return {
    async handle(job, context) {
      const result = await handle(tools, job, context);
      // After an error that nobody foresaw, the kernel's memory may be in any state.
      tainted = statusOf(result) === "error_internal";
      return result;
    },
    state: () => ({ retainedBytes: growth(tools.kernel, atStart), tainted }),
  };
});

function statusOf(result: JobResult): string {
  if (result.kind === "failure") return result.failure.status;
  if (result.kind === "pipelineDone") return result.failure?.status ?? "success";
  return result.kind === "convert" ? result.conversion.status : "success";
}

function growth(kernel: Kernel, atStart: number): number {
  return Math.max(0, kernel.memoryBytes() - atStart);
}
