/** The raw program of a model, run and proven; without fillets and chamfers as features where these do not hold. */
import { printRaw } from "../codegen/raw/index.js";
import type { Model, Node } from "../model/types.js";
import { fold } from "../model/visit.js";
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

/**
 * Prints, runs and proves `model`. Where it is not proven and dresses edges, `plain` is asked for a model that cuts fillets
 * and chamfers instead, and the better of the two counts. `onPrinted` gets each program before it is run.
 */
export async function rawProgram(
  bench: Bench,
  clock: Clock,
  model: Model,
  counts: { readonly solids: number; readonly faces: number },
  plain: () => Model | undefined,
  onPrinted: (program: Program) => Promise<void>,
): Promise<RawResult> {
  const first = await proven(bench, clock, model, counts, onPrinted);
  if (first.program?.proof.verified || !model.parts.some((part) => dresses(part.body))) return first;
  const other = plain();
  if (!other) return first;
  const second = await proven(bench, clock, other, counts, onPrinted);
  return second.program?.proof.verified ? second : first;
}

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
const dresses = (node: Node): boolean =>
  fold<boolean>(node, ({ type }, inside) => type === "fillet" || type === "chamfer" || inside.includes(true));
