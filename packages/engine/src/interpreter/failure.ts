/**
 * What the interpreter throws is a plain object {error: {kind, details: {msg, sourceRanges, backtrace}}, ...};
 * here it becomes an error of the table.
 */
import { UnbakeError } from "@unbake/kernel";
import type { SourceRange } from "./interpreter.js";
import { placeOfRange } from "./places.js";

interface Details {
  readonly msg?: string;
  readonly sourceRanges?: readonly SourceRange[];
  readonly backtrace?: readonly { readonly sourceRange: SourceRange; readonly fnName: string | null }[];
}

function detailsOf(thrown: unknown): Details | undefined {
  if (typeof thrown !== "object" || thrown === null || !("error" in thrown)) return undefined;
  const { error } = thrown;
  if (typeof error !== "object" || error === null || !("details" in error)) return undefined;
  return error.details as Details;
}

/** The innermost range that lies in the program itself, not in the standard library. */
function rangeInProgram(details: Details): SourceRange | undefined {
  const ranges = [...(details.backtrace ?? []).map((b) => b.sourceRange), ...(details.sourceRanges ?? [])];
  return ranges.find((range) => range[2] === 0);
}

/** An UnbakeError("kcl_execution") with line, column and the interpreter's words; passes UnbakeErrors on. */
export function failureOf(source: string, thrown: unknown): UnbakeError {
  if (thrown instanceof UnbakeError) return thrown;
  const details = detailsOf(thrown);
  if (!details) return new UnbakeError("kcl_execution", String(thrown), { cause: thrown });
  const range = rangeInProgram(details);
  const { line, column } = placeOfRange(source, range);
  const where = range ? `line ${line}, column ${column}: ` : "";
  return new UnbakeError("kcl_execution", `${where}${details.msg ?? "no message"}`);
}
