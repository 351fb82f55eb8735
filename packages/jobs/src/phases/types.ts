/**
 * A conversion as a child does it, phase by phase.
 *
 * - output: what a phase leaves behind: metadata, artefacts, scores. The parent stores it before the phase counts as done.
 * - carried: outputs of phases that an earlier attempt finished, which later phases need.
 * - side file: a file beside the CAD file with the same stem, from which the user's metadata come.
 */
import type { ErrorCode } from "@unbake/ground";
import type { Certificate, Model, Program, SalonProgram } from "@unbake/recover";

export interface PipelineJob {
  readonly kind: "pipeline";
  readonly path: string;
  /** The file's own name, for messages and the model's name. */
  readonly name: string;
  /** Index of the last phase that an earlier attempt finished; 0 when there is none. */
  readonly after: number;
  readonly carried: Carried;
  readonly sideFiles: readonly { readonly name: string; readonly path: string }[];
  /** A sentence for each side file that could not be fetched. */
  readonly sideWarnings: readonly string[];
  /** KCL of a person, taken instead of what conversion would make. */
  readonly override?: string;
  /** An override that is not verified is no success. */
  readonly mustVerify: boolean;
  readonly searchBudgetMs: number;
  /** false: no features are looked for, slabs stand for every solid. */
  readonly search?: boolean;
}

export interface Carried {
  readonly certificate?: Certificate;
  readonly model?: Model;
  readonly raw?: Program;
  readonly salon?: SalonProgram;
  readonly warnings?: readonly string[];
}

export interface ArtefactBytes {
  readonly kind: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

/** Sections of a conversion's metadata; a section is replaced whole. */
export type Section = "original" | "user" | "raw_kcl" | "salon_kcl";

export interface PhaseOutput {
  /** Keys without the section's name. */
  readonly metadata?: { readonly section: Section; readonly values: Readonly<Record<string, string>> };
  readonly artefacts?: readonly ArtefactBytes[];
  readonly rawSimilarity?: number;
  readonly salonSimilarity?: number;
}

export interface PipelineFailure {
  readonly code: ErrorCode;
  readonly status: "error_user" | "error_unsupported" | "error_internal";
  readonly message: string;
}

export type PipelineReport =
  | { readonly kind: "phaseBegun"; readonly phase: number }
  /** Something worth keeping whatever becomes of the phase. */
  | { readonly kind: "kept"; readonly output: PhaseOutput }
  | { readonly kind: "phaseDone"; readonly phase: number; readonly output: PhaseOutput; readonly ms: number }
  | { readonly kind: "pipelineDone"; readonly failure?: PipelineFailure; readonly warnings: readonly string[] };
