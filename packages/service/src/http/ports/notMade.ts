import { ConditionMet, failureOfDeath, type JobResult, type Outcome } from "@unbake/jobs";
import { ApiError } from "../errors.js";

/** Why a child made nothing: the fault of what it was given, or of the machine. */
export function notMade(outcome: Outcome<JobResult>, what: string): Error {
  if (outcome.kind === "died")
    return new ApiError("conflict", `${what}: ${failureOfDeath(outcome)?.message ?? "canceled"}`);
  if (outcome.result.kind !== "failure") return new Error(`a child answered with ${outcome.result.kind}`);
  const { condition, failure } = outcome.result;
  return condition
    ? new ConditionMet(condition, failure.message)
    : new ApiError("conflict", `${what}: ${failure.message}`);
}
