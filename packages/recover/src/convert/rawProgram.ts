/** The raw program of a model, run and proven; without fillets and chamfers as features where these do not hold; slabs where it is no good at all. */
import { printRaw } from "../codegen/raw/index.js";
import type { Model, Node } from "../model/types.js";
import { fold, isDressing } from "../model/visit.js";
import type { Clock } from "./clock.js";
import { type FailureReport, reportOf } from "./failure.js";
import { type Bench, prove, unproven } from "./program.js";
import type { Program } from "./types.js";

export interface RawResult {
  readonly model: Model;
  readonly program?: Program;
  /** Why it could not be printed or run. */
  readonly failure?: FailureReport;
}

/** Other models of the same original, made when they are asked for. */
export interface OtherModels {
  /** The same, its lengths on their grid; undefined where they are already. */
  onGrid(): Model | undefined;
  /** With the cuts that its shells stand for; undefined where it has none. */
  pocketed(): Model | undefined;
  /** Of features one by one, nothing read off the graph; undefined where it explains less, or is the same. */
  simple(): Model | undefined;
  /** Cuts fillets and chamfers instead of making them on edges; undefined where it explains less. */
  undressed(): Model | undefined;
  /** Slices in the place of what the program did not rebuild; undefined where there are none. */
  slices(best: Program | undefined): Model | undefined;
  /** Slabs in the place of all that the program did not rebuild; undefined where slabs are there already. */
  rough(best: Program | undefined): Model | undefined;
}

/** A program that is not verified and has less than this similarity may be worse than slabs. */
const goodSimilarity = 0.95;

/**
 * Prints, runs and proves `model`. Where it is not proven it is tried with its lengths on their grid: faces that a file's few digits skew against each
 * other are in one plane then. Next a model that was built feature by feature is asked for, and where it dresses edges one without dresses, then one in slices; where nothing comes near the original one of slabs; the best counts. `onPrinted` gets each program before it is run.
 */
export async function rawProgram(
  bench: Bench,
  clock: Clock,
  model: Model,
  counts: { readonly solids: number; readonly faces: number },
  others: OtherModels,
  onPrinted: (program: Program) => Promise<void>,
): Promise<RawResult> {
  const attempt = (one: Model) => proven(bench, clock, one, counts, onPrinted);
  const first = await attempt(model);
  if (first.program?.proof.verified) return first;
  let best = first;
  const undressed = () => (model.parts.some((part) => dresses(part.body)) ? others.undressed() : undefined);
  const more = [
    () => others.pocketed(),
    () => others.onGrid(),
    () => others.simple(),
    undressed,
    () => others.slices(best.program),
  ];
  for (const other of more) {
    const next = other();
    if (!next) continue;
    const result = await attempt(next);
    if (result.program?.proof.verified) return result;
    if (similarityOf(result) > similarityOf(best)) best = result;
  }
  if (similarityOf(best) >= goodSimilarity) return best;
  const rough = others.rough(best.program);
  if (!rough) return best;
  const third = await attempt(rough);
  // Why the program with features failed is what its reader wants to know.
  return similarityOf(third) > similarityOf(best) ? { ...third, ...(best.failure && { failure: best.failure }) } : best;
}

const similarityOf = ({ program }: RawResult): number => program?.proof.similarity ?? -1; // default: it could not be printed

async function proven(
  bench: Bench,
  clock: Clock,
  model: Model,
  { solids, faces }: { readonly solids: number; readonly faces: number },
  onPrinted: (program: Program) => Promise<void>,
): Promise<RawResult> {
  try {
    const printed = clock.time("raw", () => printRaw(model));
    await onPrinted(unproven(printed, solids, faces, "the proof was not finished"));
    try {
      return { model, program: await clock.timeAsync("verify_raw", () => prove(bench, printed)) };
    } catch (error) {
      const failure = reportOf(error);
      return { model, program: unproven(printed, solids, faces, failure.message), failure };
    }
  } catch (error) {
    return { model, failure: reportOf(error) };
  }
}

/** Some feature of the tree is a fillet or chamfer by edges. */
const dresses = (node: Node): boolean => fold<boolean>(node, (one, inside) => isDressing(one) || inside.includes(true));
