/** What comes of a conversion, whatever happened to its process. */

import type { JobResult, Outcome, PipelineFailure } from "@unbake/jobs";
import { ConditionMet, failureOfDeath, phaseIndex, phases } from "@unbake/jobs";

export interface Ending {
  /** Absent: success. */
  readonly failure?: PipelineFailure;
  /** Said beside a success. */
  readonly warning?: string;
}

/**
 * The end of a conversion whose child was at phase `doing`. A verified raw program outlives the child: when it died over the salon
 * program, the conversion is a success without one. Undefined when it was cancelled from outside. Throws `ConditionMet`.
 */
export function endingOf(outcome: Outcome<JobResult>, doing: number): Ending | undefined {
  if (outcome.kind === "done") {
    const { result } = outcome;
    if (result.kind === "failure") {
      if (result.condition) throw new ConditionMet(result.condition, result.failure.message);
      return { failure: result.failure };
    }
    if (result.kind !== "pipelineDone") throw new Error(`a conversion answered with a ${result.kind} result`);
    return result.failure ? { failure: result.failure } : {};
  }
  const failure = failureOfDeath({ ...outcome, detail: `${outcome.detail}, in phase ${phases[doing]}` });
  if (!failure) return undefined;
  if (doing >= phaseIndex("salon")) return { warning: `the salon program was given up: ${failure.message}` };
  return { failure };
}
