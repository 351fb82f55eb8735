/**
 * The JSON line that `unbake convert --json` prints for each file; its keys are the command's contract.
 */
import type { ConversionStatus } from "@unbake/ground";
import type { Conversion, Program, SalonProgram } from "@unbake/recover";
import type { WrittenFiles } from "./outputs.js";

interface ProgramRecord {
  readonly path: string | null;
  readonly similarity: number;
  /** Relative and signed. */
  readonly volume_error: number;
  readonly area_error: number;
  /** Millimetres. */
  readonly max_deviation: number;
  readonly verified: boolean;
  readonly exact: boolean;
  readonly features: number;
  readonly bytes: number;
}

interface SalonRecord extends ProgramRecord {
  readonly parameters: number;
  readonly constraints: number;
  /** With `--edits`: how many changes of a parameter were tried, rebuilt, and moved nothing else. */
  readonly edits?: { readonly tried: number; readonly rebuilt: number; readonly faithful: number };
  /** With `--salon-model`: whether its names are in the program. */
  readonly proposal?: { readonly taken: boolean; readonly renamed: number; readonly why: string | null };
}

export interface ConvertRecord {
  readonly file: string;
  readonly status: ConversionStatus;
  readonly code: string | null;
  readonly message: string | null;
  readonly solids: number | null;
  readonly faces: number | null;
  readonly raw: ProgramRecord | null;
  readonly salon: SalonRecord | null;
  /** With `--project`: its main.kcl; null when there is none. */
  readonly project?: { readonly path: string | null; readonly files: number };
  readonly ms: number;
  readonly peak_mb: number;
}

/** The record of one conversion; `ms` and `peakBytes` are those of its process. */
export function recordOf(
  file: string,
  conversion: Conversion,
  written: WrittenFiles,
  { ms, peakBytes }: { readonly ms: number; readonly peakBytes: number },
): ConvertRecord {
  const { status, code, message, solids, faces, raw, salon, project } = conversion;
  return {
    file,
    status,
    code: code ?? null,
    message: message ?? null,
    solids: solids ?? null,
    faces: faces ?? null,
    raw: raw ? programRecord(raw, written.raw) : null,
    salon: salon ? salonRecord(salon, written.salon) : null,
    ...(project && { project: { path: written.project ?? null, files: project.files.length } }),
    ms: Math.round(ms),
    peak_mb: Math.round(peakBytes / 2 ** 20),
  };
}

function programRecord({ proof }: Program, path: string | undefined): ProgramRecord {
  return {
    path: path ?? null,
    similarity: proof.similarity,
    volume_error: proof.volumeError,
    area_error: proof.areaError,
    max_deviation: proof.maxDeviationMm,
    verified: proof.verified,
    exact: proof.exact,
    features: proof.features,
    bytes: proof.bytes,
  };
}

function salonRecord(salon: SalonProgram, path: string | undefined): SalonRecord {
  const { parameters, constraints, edits, proposal } = salon;
  return {
    ...programRecord(salon, path),
    parameters,
    constraints,
    ...(edits && { edits: editCounts(edits) }),
    ...(proposal && { proposal: { taken: proposal.taken, renamed: proposal.renamed, why: proposal.why ?? null } }),
  };
}

function editCounts({ parameters }: NonNullable<SalonProgram["edits"]>): NonNullable<SalonRecord["edits"]> {
  const edits = parameters.flatMap((parameter) => parameter.edits);
  const rebuilt = edits.filter((edit) => edit.rebuilt);
  const faithful = rebuilt.filter(({ moved }) => moved.length === 0);
  return { tried: edits.length, rebuilt: rebuilt.length, faithful: faithful.length };
}
