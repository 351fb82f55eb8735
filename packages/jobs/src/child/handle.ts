import { type Conversion, convertFile, partCache } from "@unbake/recover";
import { systemCondition } from "../condition.js";
import type { JobContext } from "../isolation/index.js";
import type { Job, JobResult } from "../jobs.js";
import { runPipeline } from "../phases/index.js";
import { failureOf } from "../settle.js";
import { filesBeside } from "./beside.js";
import { readBytes } from "./bytes.js";
import { compareFiles } from "./compare.js";
import { inspectFile } from "./inspect.js";
import { readProgram } from "./kclText.js";
import { modelOfFile } from "./model.js";
import { overlayOfFiles } from "./overlay.js";
import { polishFile } from "./polish.js";
import { tryProposal } from "./proposal.js";
import { runFile } from "./run.js";
import { selfTest } from "./selfTest.js";
import { drawFile, snapshotFile } from "./snapshot.js";
import type { Tools } from "./tools.js";

/** Does one job. Never throws for what is in a file: that is a `failure` result. */
export async function handle(tools: Tools, job: Job, context: JobContext<JobResult>): Promise<JobResult> {
  try {
    switch (job.kind) {
      case "convert": {
        const conversion = await convertFile(tools, readBytes(tools.files, job.path), {
          name: job.name,
          beside: filesBeside(tools.files, job.path),
          rawOnly: job.rawOnly,
          searchBudgetMs: job.searchBudgetMs,
          ...(job.search === false && { search: false }),
          ...(job.keepImports && { keepImports: true }),
          ...(job.project && { project: true }),
          ...(job.edits && { edits: true }),
          ...(job.trace && { trace: true }),
          ...(job.partCache !== undefined && { cache: partCache(tools.files) }),
          onCheckpoint: (soFar) => context.checkpoint({ kind: "convert", conversion: soFar }),
        });
        return { kind: "convert", conversion };
      }
      case "polish": {
        const keep = (conversion: Conversion) => context.checkpoint({ kind: "convert", conversion });
        return { kind: "convert", conversion: await polishFile(tools, job, keep) };
      }
      case "proposal":
        return { kind: "proposal", salon: await tryProposal(tools, job) };
      case "run":
        return { kind: "run", report: await runFile(tools, job) };
      case "compare":
        return { kind: "compare", verification: await compareFiles(tools, job.original, job.result) };
      case "inspect":
        return { kind: "inspect", report: await inspectFile(tools, job.path) };
      case "pipeline":
        return await runPipeline(tools, job, (report) => context.checkpoint(report));
      case "model":
        return { kind: "model", bytes: await modelOfFile(tools, job) };
      case "overlay":
        return { kind: "overlay", glb: await overlayOfFiles(tools, job.original, job.result) };
      case "kcl":
        return { kind: "kcl", report: await readProgram(tools, job.path) };
      case "drawing":
        return { kind: "drawing", report: await drawFile(tools, job.path, job) };
      case "snapshot":
        return { kind: "snapshot", report: await snapshotFile(tools, job.path, job) };
      case "selfTest":
        return { kind: "selfTest", report: await selfTest(tools) };
    }
  } catch (error) {
    const condition = systemCondition(error);
    return { kind: "failure", failure: failureOf(error), ...(condition && { condition }) };
  }
}
