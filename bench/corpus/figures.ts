// The figures of a corpus, or of a stratum of it.
import { countBy, median, percentile, rounded, sum } from "../runner/numbers.js";
import { byName } from "./causes.js";
import type { CorpusRecord } from "./record.js";

export type Figures = ReturnType<typeof figures>;

/** Figures of some records: counts, codes, similarity, time, memory, size. */
export function figures(records: readonly CorpusRecord[]) {
  const programs = records.flatMap(({ raw, ...rest }) => (raw ? [{ ...rest, raw }] : []));
  const verified = programs.filter(({ raw }) => raw.verified);
  const ms = records.map((r) => r.ms);
  const salon = records.flatMap(({ salon: of }) => (of?.verified ? [of] : []));
  // Over all that could be read: a file without a program counts as 0.
  const readable = records.filter((r) => r.status !== "error_user");
  return {
    files: records.length,
    verified: verified.length,
    exact: verified.filter((r) => r.raw.exact).length,
    salon_verified: salon.length,
    refused: codesOf(records, "error_unsupported"),
    error_user: codesOf(records, "error_user"),
    error_internal: codesOf(records, "error_internal"),
    readable: readable.length,
    similarity_mean_readable:
      readable.length > 0 ? sum(readable.map((r) => r.raw?.similarity ?? 0)) / readable.length : null, // default: no program
    without_program: readable.filter((r) => r.raw === null).length,
    similarity_median: median(programs.map((r) => r.raw.similarity)),
    ms_median: median(ms),
    ms_p95: percentile(ms, 0.95),
    ms_max: percentile(ms, 1),
    ms_median_to_200_faces: median(records.filter((r) => r.faces !== null && r.faces <= 200).map((r) => r.ms)),
    cpu_ms_median_to_200_faces: median(
      records.flatMap(({ cpu_ms, faces }) => (cpu_ms !== null && faces !== null && faces <= 200 ? [cpu_ms] : [])),
    ),
    peak_mb_max: percentile(
      records.map((r) => r.peak_mb),
      1,
    ),
    features_median: median(verified.map((r) => r.raw.features)),
    features: sum(verified.map((r) => r.raw.features)),
    parameters: sum(salon.map((s) => s.parameters)),
    faces_per_feature_median: median(
      verified.flatMap(({ faces, raw }) => (faces === null ? [] : [rounded(faces / Math.max(1, raw.features), 2)])),
    ),
    // Over the verified files of which it is known.
    cells_known: verified.filter(({ cell_parts }) => isKnown(cell_parts)).length,
    cells: verified.filter(({ cell_parts }) => isKnown(cell_parts) && cell_parts > 0).length,
    raw_bytes_median: median(verified.map((r) => r.raw.bytes)),
  };
}

const isKnown = (count: number | null | undefined): count is number => count !== null && count !== undefined;

/** How many records of a status have each code, by name. */
function codesOf(records: readonly CorpusRecord[], status: CorpusRecord["status"]): Record<string, number> {
  const ended = records.filter((r) => r.status === status);
  const counts = countBy(ended, (r) => String(r.code));
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => byName(a, b)));
}
