/**
 * What the interpreter throws is a plain object {error: {kind, details: {msg, sourceRanges, backtrace}}, ...};
 * here it becomes an error of the table.
 */
import { UnbakeError } from "@unbake/ground";
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

/** Codes of commands that say more than that the program does not execute. */
const passed: ReadonlySet<string> = new Set(["unsupported_command", "timeout", "memory"]);

/**
 * An UnbakeError("kcl_execution") with line and column, and the words of the interpreter or, when a command failed, of what
 * `command` says. An unknown command passes as it is.
 */
export function failureOf(
  source: string,
  thrown: unknown,
  failure?: { readonly error: UnbakeError; readonly range?: SourceRange },
): UnbakeError {
  const command = failure?.error;
  if (thrown instanceof UnbakeError) return thrown;
  if (command && passed.has(command.code)) return command;
  const details = detailsOf(thrown);
  if (!details) return command ?? new UnbakeError("kcl_execution", String(thrown), { cause: thrown });
  // Fillets are sent late, in a batch without a place: then the command's own place counts.
  const own = failure?.range;
  const range = own && own[2] === 0 && own[1] > 0 ? own : rangeInProgram(details);
  const { line, column } = placeOfRange(source, range);
  const where = range ? `line ${line}, column ${column}: ` : "";
  const words = command ? (command.code === "kcl_execution" ? command.detail : command.message) : details.msg;
  return new UnbakeError("kcl_execution", `${where}${words ?? "no message"}`, command ? { cause: command } : undefined);
}
