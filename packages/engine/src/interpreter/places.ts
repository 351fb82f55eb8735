import type { Issue } from "../api.js";
import type { Complaint, LintFinding, SourceRange } from "./interpreter.js";

export interface Place {
  /** 1-based; columns count UTF-16 units, as editors do. */
  readonly line: number;
  readonly column: number;
}

/** Turns a byte offset of the interpreter into a place in the text. */
function placeOf(source: string, byteOffset: number): Place {
  const before = Buffer.from(source, "utf8").subarray(0, byteOffset).toString("utf8");
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: before.length - lineStart + 1 };
}

/** Place of a range; the start of the text when the range is in another module (a standard library file or an import). */
export function placeOfRange(source: string, range: SourceRange | undefined): Place {
  return range && range[2] === 0 ? placeOf(source, range[0]) : { line: 1, column: 1 };
}

export function issueOfComplaint(source: string, complaint: Complaint): Issue {
  return {
    severity: complaint.severity === "Warning" ? "warning" : "error",
    message: complaint.message,
    ...placeOfRange(source, complaint.sourceRange),
  };
}

export function issueOfFinding(source: string, finding: LintFinding): Issue {
  return {
    severity: "lint",
    code: finding.finding.code,
    message: `${finding.finding.title}: ${finding.description}`,
    ...placeOfRange(source, finding.pos),
  };
}
