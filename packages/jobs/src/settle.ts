import { type ErrorCode, errorTable, UnbakeError } from "@unbake/ground";
import type { Conversion, Phase } from "@unbake/recover";
import type { DeathCause, Outcome } from "./isolation/index.js";
import type { Failure, JobResult } from "./jobs.js";

const codeOfDeath: Record<Exclude<DeathCause, "cancelled">, ErrorCode> = {
  timeout: "timeout",
  memory: "memory",
  crash: "crash",
  stopped: "crash",
};

/** Error of the table as plain data; anything that is not an UnbakeError is `internal`, a bug of ours. */
export function failureOf(error: unknown): Failure {
  const known = error instanceof UnbakeError ? error : new UnbakeError("internal", describe(error), { cause: error });
  const { status } = errorTable[known.code];
  return { code: known.code, message: known.message, status };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The failure that a child's death means for its job; undefined when the caller cancelled it. */
export function failureOfDeath(outcome: Extract<Outcome<unknown>, { kind: "died" }>): Failure | undefined {
  if (outcome.cause === "cancelled") return undefined;
  return failureOf(new UnbakeError(codeOfDeath[outcome.cause], outcome.detail));
}

/** What the process was doing when it died. */
const phaseInWords: Record<Phase, string> = {
  read: "reading the file",
  measure: "measuring the original",
  recover: "searching for a program",
  raw: "printing the raw program",
  verify_raw: "executing and proving the raw program",
  salon: "making the salon program",
  verify_salon: "proving the salon program",
  project: "making the project",
  edits: "trying edits of the salon program",
};

/**
 * What came of a conversion, whatever happened to its process. A checkpoint outlives its process: when the raw program was already
 * verified the conversion is a success without salon; otherwise all it had is kept beside the failure. Undefined when cancelled.
 */
export function settle(outcome: Outcome<JobResult>): Conversion | undefined {
  if (outcome.kind === "done") return conversionOf(outcome.result);
  const saved = outcome.checkpoint && conversionOf(outcome.checkpoint);
  const doing = phaseInWords[saved?.phase ?? "read"];
  const failure = failureOfDeath({ ...outcome, detail: `${outcome.detail}, while ${doing}` });
  if (!failure) return undefined;
  if (!saved) return failed(failure);
  if (saved.status === "success") {
    const lost = saved.salon ? "what was asked for beside the programs" : "the salon program";
    const warning = `${lost} was given up: ${failure.message}`;
    const warnings = [...saved.warnings, warning];
    return {
      ...withoutPhase(saved),
      warnings,
      ...(saved.certificate && { certificate: { ...saved.certificate, warnings } }),
    };
  }
  const { code, message, status } = failure;
  const certificate = saved.certificate && {
    ...saved.certificate,
    failure: { code, message, solids: [], faces: [] },
  };
  return { ...withoutPhase(saved), code, message, status, ...(certificate && { certificate }) };
}

function withoutPhase({ phase: _, ...conversion }: Conversion): Conversion {
  return conversion;
}

function conversionOf(result: JobResult): Conversion {
  if (result.kind === "convert") return result.conversion;
  if (result.kind === "failure") return failed(result.failure);
  throw new UnbakeError("internal", `a conversion answered with a ${result.kind} result`);
}

function failed({ code, message, status }: Failure): Conversion {
  return { code, message, status, warnings: [], timings: {} };
}

/** The process came to a limit of its own, and not while it read the file: without a search there may be a program. */
export const deservesStandIn = (outcome: Outcome<unknown>): boolean =>
  outcome.kind === "died" && ["timeout", "memory", "crash"].includes(outcome.cause);

/**
 * What a conversion that died is told as, with the program that a second process made without a search: why it failed stays what the first one met.
 */
export function withStandIn(first: Conversion, second: Conversion): Conversion {
  const { code, message, status } = first;
  const { raw, certificate } = second;
  if (!raw || !code || message === undefined) return first;
  if ((first.raw?.proof.similarity ?? 0) >= raw.proof.similarity) return first; // default: no program, no similarity
  const { solids = [], faces = [] } = certificate?.failure ?? {};
  return {
    ...second,
    code,
    message,
    status,
    ...(certificate && { certificate: { ...certificate, failure: { code, message, solids, faces } } }),
    timings: { ...second.timings, ...first.timings },
  };
}
