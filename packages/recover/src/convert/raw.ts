/** From what was read to a raw program that is proven, or to the reason why there is none. */
import type { Shape } from "@unbake/kernel";
import { snapModel } from "../codegen/salon/index.js";
import type { SourceModel } from "../input/index.js";
import type { Model } from "../model/types.js";
import { withShells } from "../recognise/shell/withShells.js";
import {
  type RecoverOptions,
  recoverModel,
  withoutSearch,
  withoutWrong,
  wrongInSlices,
} from "../search/recoverModel.js";
import type { TraceRecorder } from "../search/trace.js";
import { defaultSnapBudgetMm } from "../tolerances.js";
import type { Clock } from "./clock.js";
import { faceCount, solidsWith } from "./faceNumbers.js";
import { type FailureReport, reportMismatch, reportUnexplained } from "./failure.js";
import { rawProgram } from "./rawProgram.js";
import type { ConvertOptions, ConvertTools, Program } from "./types.js";
import { whatIsLeft } from "./whatIsLeft.js";

export interface RawConversion {
  /** What the program was printed from. */
  readonly model?: Model;
  /** The same with cuts in the place of shells, where it has those. */
  readonly pocketed?: Model;
  /** Kept also when it is not verified. */
  readonly program?: Program;
  /** Absent when the program is verified. */
  readonly failure?: FailureReport;
}

/**
 * Searches for a feature tree of `source`, prints it, runs it and proves it against `original`, the compound of the source's solids.
 * `onPrinted` gets each program before it is run.
 */
export async function convertRaw(
  tools: ConvertTools,
  clock: Clock,
  source: SourceModel,
  original: Shape,
  {
    searchBudgetMs,
    cache,
    recorder,
    search = true,
  }: Pick<ConvertOptions, "searchBudgetMs" | "cache" | "search"> & { readonly recorder?: TraceRecorder | undefined },
  onPrinted: (program: Program) => Promise<void>,
): Promise<RawConversion> {
  const { kernel } = tools;
  const limit = { ...(searchBudgetMs !== undefined && { timeoutMs: searchBudgetMs }), trace: recorder, cache };
  const recovery = clock.time("recover", () =>
    search ? recoverModel(kernel, source, limit) : withoutSearch(kernel, source),
  );
  const missing = recovery.unexplained.length > 0 ? reportUnexplained(source, recovery.unexplained) : undefined;
  const bench = { kernel, kcl: await tools.kcl(), original, mesh: source.mesh };
  const solids = source.solids.length;
  // The very same program again would be no better.
  const isNew = (model: Model): boolean => JSON.stringify(model) !== JSON.stringify(recovery.model);
  const otherwise = (options: Pick<RecoverOptions, "dress" | "simple">) => () => {
    const other = clock.time("recover", () => recoverModel(kernel, source, { ...limit, ...options }));
    return isNew(other.model) && other.unexplained.length <= recovery.unexplained.length ? other.model : undefined;
  };
  const onGrid = (): Model | undefined => {
    if (missing) return undefined;
    const { model } = snapModel(recovery.model, defaultSnapBudgetMm);
    return isNew(model) ? model : undefined;
  };
  // Where something is not explained the search has been all the way already.
  const simple = recovery.unexplained.length > 0 ? () => undefined : otherwise({ simple: true });
  const wrongOf = (best: Program | undefined): readonly number[] =>
    best && best.proof.similarity > 0
      ? solidsWith(source, best.proof.unmatchedOriginal)
      : source.solids.map((_, solid) => solid);
  const slices = (best: Program | undefined) => {
    if (recovery.unexplained.length > 0) return undefined;
    const wrong = new Set(wrongOf(best));
    const other = clock.time("recover", () => wrongInSlices(kernel, source, recovery.model, wrong, limit));
    return other.unexplained.length > 0 || !isNew(other.model) ? undefined : other.model;
  };
  const slabs = new Set(recovery.unexplained.flatMap(({ solid, inPart }) => (inPart ? [] : [solid])));
  const rough = (best: Program | undefined) => {
    const wrong = wrongOf(best);
    // Slabs are there already.
    if (wrong.every((solid) => slabs.has(solid))) return undefined;
    return clock.time("recover", () => withoutWrong(kernel, source, recovery.model, new Set(wrong)));
  };
  // What is delivered of a part is not made nicer.
  const shelled = missing ? recovery.model : clock.time("recover", () => withShells(kernel, recovery.model));
  const pocketed = shelled === recovery.model ? undefined : recovery.model;
  const { model, program, failure } = await rawProgram(
    bench,
    clock,
    shelled,
    { solids, faces: faceCount(source) },
    { pocketed: () => pocketed, onGrid, simple, slices, undressed: otherwise({ dress: false }), rough },
    onPrinted,
  );
  const mismatch = program && !program.proof.verified ? reportMismatch(source, program.proof) : undefined;
  const why = missing ?? failure ?? mismatch;
  if (!why) return { model, ...(pocketed && model === shelled && { pocketed }), ...(program && { program }) };
  const left = program && program.proof.similarity > 0 ? program.proof.unmatchedOriginal : [];
  const told =
    left.length > 0
      ? { ...why, faces: left, message: `${why.message}; not rebuilt: ${whatIsLeft(kernel, source, left)}` }
      : why;
  return { model, ...(program && { program }), failure: told };
}
