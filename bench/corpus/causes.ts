// Why files are not verified.
import { median } from "../runner/numbers.js";
import type { CorpusRecord } from "./record.js";

export const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export interface Cause {
  readonly cause: string;
  readonly files: number;
  readonly faces_median: number | null;
  readonly strata: readonly string[];
}

/** A failure without its names and numbers, so that the same cause counts as the same. */
function causeOf({ code, message }: CorpusRecord): string {
  const [reason = ""] = (message ?? "")
    .replace(/ at file:.*| at [A-Za-z.]+ \(file:.*/g, "")
    .replace(/\((?:solids?|faces?)[^()]*(?:\([^()]*\)[^()]*)*\)/g, "")
    .replace(/"[^"]*"/g, "…")
    .replace(/\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/g, "n")
    .split(";");
  return `${code}: ${reason.replace(/\s+/g, " ").trim()}`;
}

/** What keeps files from being verified: causes, how many files each, and where. */
export function causesOf(records: readonly CorpusRecord[]): Cause[] {
  const groups = new Map<string, CorpusRecord[]>();
  for (const record of records.filter((r) => !r.raw?.verified)) {
    const cause = causeOf(record);
    groups.set(cause, [...(groups.get(cause) ?? []), record]);
  }
  return [...groups]
    .map(([cause, files]) => ({
      cause,
      files: files.length,
      faces_median: median(files.flatMap(({ faces }) => (faces === null ? [] : [faces]))),
      strata: [...new Set(files.map((r) => r.stratum))].sort(byName),
    }))
    .sort((a, b) => b.files - a.files || byName(a.cause, b.cause));
}
