import path from "node:path";
import type { Verification } from "@unbake/recover";
import { exit, exitStatusOf } from "./exit.js";
import { runJob } from "./job.js";
import { facts, short } from "./terminal/table.js";
import type { Terminal } from "./terminal/terminal.js";

export interface CompareCommandOptions {
  readonly json: boolean;
  readonly childModule?: string;
}

/** `unbake compare`: proves B against A; exit status 0 when they are the same within the proof's tolerance, 1 when not. */
export async function compare(
  a: string,
  b: string,
  options: CompareCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const job = { kind: "compare", original: path.resolve(a), result: path.resolve(b) } as const;
  const answer = await runJob(job, [a, b], options.childModule);
  if (answer.kind === "interrupted") return exit.interrupted;
  if (answer.kind === "failure") {
    const { code, message, status } = answer.failure;
    if (options.json) terminal.data(JSON.stringify({ a, b, status, code, message }));
    terminal.note(message);
    return exitStatusOf(code);
  }
  if (answer.kind !== "compare") throw new Error(`a comparison answered with ${answer.kind}`);
  const { verification } = answer;
  if (options.json) terminal.data(JSON.stringify({ a, b, ...recordOf(verification) }));
  else terminal.data(describe(verification));
  return verification.verified ? exit.ok : exit.someFailed;
}

/** The certificate's numbers, with the same names as `convert --json` where both have them. */
function recordOf(v: Verification) {
  return {
    verified: v.verified,
    exact: v.exact,
    approximate: v.approximate,
    method: v.method,
    similarity: v.similarity,
    volume_error: v.volumeError,
    area_error: v.areaError,
    centroid_error: v.centroidErrorMm,
    max_deviation: v.maxDeviationMm,
    delta: v.deltaMm,
    solids: v.solids,
    faces: v.faces,
    unmatched_a: v.unmatchedOriginal,
    unmatched_b: v.unmatchedResult,
    approximate_faces: v.approximateFaces,
    reasons: v.reasons,
  };
}

function describe(v: Verification): string {
  const verdict = v.exact ? "the same, exactly" : v.verified ? "the same within the tolerance" : "not the same";
  return facts([
    ["verdict", verdict],
    ["similarity", v.similarity.toFixed(9)],
    ["volume error", `${short(v.volumeError)} (relative)`],
    ["area error", `${short(v.areaError)} (relative)`],
    ["centroid error", `${short(v.centroidErrorMm)} mm`],
    ["largest deviation", `${short(v.maxDeviationMm)} mm`],
    ["tolerance", `${short(v.deltaMm)} mm`],
    ["solids", `${v.solids.original} and ${v.solids.result}`],
    ["faces", `${v.faces.original} and ${v.faces.result}, ${v.faces.matched} matched (${v.method})`],
    ...v.reasons.map((reason) => ["because", reason] as const),
  ]);
}
