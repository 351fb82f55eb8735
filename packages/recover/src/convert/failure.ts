/**
 * Why a conversion failed, in the words of the error table, with the solids and faces that it is about.
 */
import { at, type ConversionStatus, type ErrorCode, UnbakeError } from "@unbake/ground";
import type { SourceModel } from "../input/index.js";
import type { Recovery } from "../search/recoverModel.js";
import type { Verification } from "../verify/types.js";
import { facesOf, solidsWith } from "./faceNumbers.js";

export interface FailureReport {
  readonly code: ErrorCode;
  readonly status: Exclude<ConversionStatus, "success">;
  readonly message: string;
  readonly solids: readonly number[];
  readonly faces: readonly number[];
}

/** An error as a report. Anything that is no UnbakeError is a bug of ours: it keeps the place it came from. */
export function reportOf(error: unknown): FailureReport {
  const known = error instanceof UnbakeError ? error : new UnbakeError("internal", describe(error), { cause: error });
  return { code: known.code, status: known.kind.status, message: known.message, solids: [], faces: [] };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place =
    error.stack
      ?.split("\n")
      .find((line) => line.trimStart().startsWith("at "))
      ?.trim() ?? "";
  return `${error.name}: ${error.message} ${place}`.trim();
}

/** Solids without a program. The report has the code of the first; reasons that several solids share are said once. */
export function reportUnexplained(source: SourceModel, unexplained: Recovery["unexplained"]): FailureReport {
  const byReason = new Map<string, number[]>();
  for (const { solid, reason } of unexplained) byReason.set(reason, [...(byReason.get(reason) ?? []), solid]);
  const detail = [...byReason].map(([reason, solids]) => `${reason} (${nameSolids(source, solids)})`).join("; ");
  const { code } = at(unexplained, 0);
  const error = new UnbakeError(code, detail);
  const solids = unexplained.map(({ solid }) => solid).sort((a, b) => a - b);
  return { code, status: error.kind.status, message: error.message, solids, faces: facesOf(source, solids) };
}

/** A program that ran and is not the original. */
export function reportMismatch(source: SourceModel, { reasons, unmatchedOriginal }: Verification): FailureReport {
  const solids = solidsWith(source, unmatchedOriginal);
  const faces = unmatchedOriginal.length > 0 ? ` (${listed("face", unmatchedOriginal)})` : "";
  const error = new UnbakeError("geometry_mismatch", `${reasons.join("; ")}${faces}`);
  return { code: error.code, status: error.kind.status, message: error.message, solids, faces: unmatchedOriginal };
}

/** Messages are read by people: a few numbers, then how many more. */
const maxListed = 8;

function listed(what: string, ids: readonly number[]): string {
  const shown = ids.slice(0, maxListed).join(", ");
  const more = ids.length - maxListed;
  return `${what}${ids.length === 1 ? "" : "s"} ${shown}${more > 0 ? ` and ${more} more` : ""}`;
}

function nameSolids(source: SourceModel, solids: readonly number[]): string {
  const [only] = solids;
  const name = only === undefined ? undefined : source.solids[only]?.name;
  return solids.length === 1 && name ? `solid ${only} "${name}"` : listed("solid", solids);
}
