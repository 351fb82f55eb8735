import { type FailureReport, reportOf } from "@unbake/recover";
import type { Tools } from "../child/tools.js";
import { systemCondition } from "../condition.js";
import { certificateArtefact } from "./artefacts.js";
import { type Context, startContext } from "./context.js";
import { originalMetadata, originalPictures, userMetadata } from "./original.js";
import { type PhaseEnd, rawKcl, salonKcl } from "./programs.js";
import { programPictures, rawMetadata, salonMetadata } from "./results.js";
import { phaseIndex } from "./steps.js";
import type { PhaseOutput, PipelineJob, PipelineReport } from "./types.js";

type Step = (context: Context) => Promise<PhaseEnd>;

const always =
  (body: (context: Context) => Promise<PhaseOutput>): Step =>
  async (context) => ({ output: await body(context) });

/** In order; the last phase, `completed`, is the parent's word. */
const steps: readonly (readonly [phase: number, step: Step])[] = [
  [phaseIndex("zoo_generated_original_metadata"), always(originalMetadata)],
  [phaseIndex("snapshot_original"), always(originalPictures)],
  [phaseIndex("user_provided_metadata"), always(userMetadata)],
  [phaseIndex("convert_raw_kcl"), rawKcl],
  [phaseIndex("zoo_generated_raw_kcl_metadata"), always(rawMetadata)],
  [phaseIndex("snapshot_raw_kcl"), always((context) => programPictures(context, "raw_kcl", "raw"))],
  [phaseIndex("salon"), always(salonKcl)],
  [phaseIndex("zoo_generated_salon_kcl_metadata"), always(salonMetadata)],
  [phaseIndex("snapshot_salon_kcl"), always((context) => programPictures(context, "salon_kcl", "salon"))],
];

/**
 * Does the phases of one conversion in order, from the one after the last that an earlier attempt finished, and reports each as it
 * begins and ends. Never throws for what is in a file: the last report says why the conversion failed, and everything that was made
 * before is kept.
 */
export async function runPipeline(
  tools: Tools,
  job: PipelineJob,
  report: (report: PipelineReport) => Promise<void>,
): Promise<PipelineReport> {
  const context = startContext(tools, job, (output) => report({ kind: "kept", output }));
  const failure = await tools.kernel.scope(async () => {
    try {
      return await runSteps(context, report);
    } catch (error) {
      // No word about the file: nothing of it is written down.
      if (systemCondition(error)) throw error;
      return reportOf(error);
    }
  });
  const { warnings } = context.draft;
  if (!failure) return { kind: "pipelineDone", warnings };
  await context.keep({ artefacts: certificateArtefact(context.draft, failure) });
  const { code, status, message } = failure;
  return { kind: "pipelineDone", failure: { code, status, message }, warnings };
}

async function runSteps(
  context: Context,
  report: (report: PipelineReport) => Promise<void>,
): Promise<FailureReport | undefined> {
  for (const [phase, step] of steps.filter(([phase]) => phase > context.job.after)) {
    await report({ kind: "phaseBegun", phase });
    const began = performance.now();
    const { output, failure } = await step(context);
    if (failure) {
      await context.keep(output);
      await showStandIn(context);
      return failure;
    }
    await report({ kind: "phaseDone", phase, output, ms: Math.round(performance.now() - began) });
  }
  return undefined;
}

/** A program that is no success is still looked at: its measures and pictures, as far as they can be made. */
async function showStandIn(context: Context): Promise<void> {
  if (!context.draft.raw?.proof.similarity) return;
  for (const make of [rawMetadata, (c: Context) => programPictures(c, "raw_kcl", "raw")]) {
    try {
      await context.keep(await make(context));
    } catch (error) {
      if (systemCondition(error)) throw error;
    }
  }
}
