/** Phases 4 and 7: the raw program, or a person's own, and the salon program. */
import { UnbakeError } from "@unbake/ground";
import {
  certify,
  convertRaw,
  type FailureReport,
  type Program,
  proveProject,
  proveSalon,
  proveShape,
  type RawConversion,
  reportMismatch,
} from "@unbake/recover";
import { certificateArtefact, jsonArtefact, programArtefacts } from "./artefacts.js";
import type { Context } from "./context.js";
import type { PhaseOutput } from "./types.js";

/** An output, and why the conversion ends with it when it does. */
export interface PhaseEnd {
  readonly output: PhaseOutput;
  readonly failure?: FailureReport;
}

export async function rawKcl(context: Context): Promise<PhaseEnd> {
  const { draft } = context;
  const { model, program, failure } = await (context.job.override === undefined
    ? convert(context)
    : tryOverride(context, context.job.override));
  if (model) draft.model = model;
  if (program) draft.raw = program;
  const output: PhaseOutput = {
    artefacts: [
      ...(program ? programArtefacts("raw_kcl", program) : []),
      ...(model ? [jsonArtefact("feature_tree", model)] : []),
      ...certificateArtefact(draft, failure),
    ],
    ...(program && { rawSimilarity: program.proof.similarity }),
  };
  return { output, ...(failure && { failure }) };
}

async function convert({ tools, clock, job, ...context }: Context): Promise<RawConversion> {
  const { source, shape } = await context.original();
  // The proof may take longer than the limits allow: the text is kept before it begins.
  const onPrinted = (program: Program) => context.keep({ artefacts: programArtefacts("raw_kcl", program) });
  const { searchBudgetMs, search = true } = job;
  return convertRaw(tools, clock, source, shape, { searchBudgetMs, search }, onPrinted);
}

/**
 * A person's program is run and measured like ours. It need not rebuild the original to be a success, unless the dataset asks for that:
 * who overrides decides, and the score says what became of it. Throws UnbakeError when it does not run.
 */
async function tryOverride(context: Context, kcl: string): Promise<RawConversion> {
  const { draft, tools, job } = context;
  const { source, shape } = await context.original();
  const { bodies } = await (await tools.kcl()).execute(kcl, { kernel: tools.kernel });
  if (bodies.length === 0) throw new UnbakeError("kcl_execution", "the program leaves no body");
  const result = tools.kernel.compound(bodies.map((body) => body.shape));
  const proof = certify(
    { text: kcl, features: {} },
    await proveShape(tools.kernel, { original: shape, mesh: source.mesh }, result),
  );
  const program = { kcl, proof };
  if (proof.verified) return { program };
  if (job.mustVerify) return { program, failure: reportMismatch(source, proof) };
  draft.warnings = [...draft.warnings, `the manual program differs from the original: ${proof.reasons.join("; ")}`];
  return { program };
}

/** Nothing when a person wrote the program: there is no feature tree to make parameters of. */
export async function salonKcl(context: Context): Promise<PhaseOutput> {
  const { draft, tools, clock } = context;
  const { model, raw } = draft;
  if (!model || !raw) return {};
  const { shape: original, source } = await context.original();
  const bench = { kernel: tools.kernel, kcl: await tools.kcl(), original, mesh: source.mesh };
  const salon = await proveSalon(bench, clock, model, raw);
  draft.salon = salon.program;
  draft.warnings = [...draft.warnings, ...salon.warnings];
  const made = [...programArtefacts("salon_kcl", salon.program), ...certificateArtefact(draft)];
  if (model.parts.length < 2 || !projectIsCheap(context)) return { artefacts: made };
  // What ends the process over the project costs the project only.
  await context.keep({ artefacts: made });
  const { project, warnings } = await proveProject(bench, clock, model);
  draft.warnings = [...draft.warnings, ...warnings];
  if (!project) return { artefacts: certificateArtefact(draft) };
  draft.project = project;
  return { artefacts: [jsonArtefact("salon_kcl_project", project.files), ...certificateArtefact(draft)] };
}

/** ms. A project takes about as long as both proofs of the conversion did, and their phase has a limit. */
const mostProofMs = 20_000;

function projectIsCheap({ clock }: Pick<Context, "clock">): boolean {
  const { verify_raw: raw = 0, salon = 0, verify_salon: proof = 0 } = clock.timings; // default: an earlier attempt did it
  return raw + salon + proof < mostProofMs;
}
