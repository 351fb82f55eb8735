/**
 * One job that is not a conversion, run in a child; what every such command does with it.
 */

import { access, constants } from "node:fs/promises";
import { UnbakeError } from "@unbake/ground";
import { failureOf, failureOfDeath, type Job, type JobResult, type Outcome } from "@unbake/jobs";
import { fileReason } from "./fileError.js";
import { withPool } from "./session.js";

export type Answer = JobResult | { readonly kind: "interrupted" };

/** Longest time of such a job, ms. */
export const jobTimeoutMs = 120_000;

/** Runs `job` in a child and returns its result; a file of `paths` that cannot be read is a failure without starting one. */
export async function runJob(job: Job, paths: readonly string[], childModule?: string): Promise<Answer> {
  for (const path of paths) {
    try {
      await access(path, constants.R_OK);
    } catch (error) {
      return { kind: "failure", failure: failureOf(new UnbakeError("unreadable", `${path}: ${fileReason(error)}`)) };
    }
  }
  const options = { jobs: 1, timeoutMs: jobTimeoutMs, ...(childModule !== undefined && { childModule }) };
  const { result: outcome } = await withPool(options, (pool) => pool.run(job));
  return answerOf(outcome);
}

/** What an outcome is for a command. */
export function answerOf(outcome: Outcome<JobResult>): Answer {
  if (outcome.kind === "done") return outcome.result;
  const failure = failureOfDeath(outcome);
  return failure ? { kind: "failure", failure } : { kind: "interrupted" };
}
