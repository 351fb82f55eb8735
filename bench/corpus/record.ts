// What is recorded of a file of the corpus.
import type { ConvertRecord } from "@unbake/cli";
import type { Conversion } from "@unbake/recover";

/** The line that `unbake convert --json` prints, with what the bench knows besides. */
export interface CorpusRecord extends ConvertRecord {
  readonly stratum: string;
  readonly feature_counts: Readonly<Record<string, number>> | null;
  /** Distinct solids that are put together from cells or slices; null where no model was made, absent in lines from before it was counted. */
  readonly cell_parts?: number | null;
  readonly cpu_ms: number | null;
  readonly phases: Conversion["timings"];
  readonly warnings: readonly string[];
}

/** The short line of a file in bench/results/corpus.json. */
export interface CorpusRow {
  readonly file: string;
  readonly status: string;
  readonly code: string | null;
  readonly faces: number | null;
  /** Of the raw program, verified or not. */
  readonly features: number | null;
  readonly cell_parts: number | null;
  readonly ms: number;
  readonly cpu_ms: number | null;
  readonly verified: boolean;
  readonly exact: boolean;
  /** Of the raw program, verified or not; null where there is none. */
  readonly similarity: number | null;
  readonly salon: boolean | null;
  readonly phases: Conversion["timings"];
}

export function rowOf(record: CorpusRecord): CorpusRow {
  const { file, status, code, faces, cell_parts, ms, cpu_ms, phases, raw, salon } = record;
  return {
    file,
    status,
    code,
    faces,
    features: raw?.features ?? null,
    cell_parts: cell_parts ?? null,
    ms,
    cpu_ms,
    verified: raw?.verified ?? false,
    exact: raw?.exact ?? false,
    similarity: raw?.similarity ?? null,
    salon: salon?.verified ?? null,
    phases,
  };
}
