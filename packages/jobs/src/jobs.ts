/**
 * The jobs that a child does, as plain data, and what each gives back.
 * Every job reads files that somebody else made: nothing of it happens in the caller's process.
 */
import type { Issue, OutputFormat } from "@unbake/engine";
import type { ConversionStatus, ErrorCode } from "@unbake/ground";
import type { Conversion, SalonProgram, Verification } from "@unbake/recover";
import type { Ground, SectionPlane, ViewName } from "@unbake/snapshot";
import type { Condition } from "./condition.js";
import type { PipelineJob, PipelineReport } from "./phases/index.js";

export type Job =
  | {
      readonly kind: "convert";
      readonly path: string;
      readonly name: string;
      readonly rawOnly: boolean;
      readonly searchBudgetMs: number;
      /** false: no features are looked for, slabs stand for every solid. */
      readonly search?: boolean;
      /** Make a project in which solids that are not recovered are imports. */
      readonly keepImports?: boolean;
      /** Make a project with a file for each part, where there are several. */
      readonly project?: boolean;
      /** Change each driving parameter of the salon program, and say what becomes of it. */
      readonly edits?: boolean;
      /** Take down what the search tries. */
      readonly trace?: boolean;
      /** Folder of trees of parts that earlier jobs of the same caller found. */
      readonly partCache?: string;
    }
  /** A KCL program as the original of a conversion. */
  | {
      readonly kind: "polish";
      readonly path: string;
      readonly searchBudgetMs: number;
      readonly edits?: boolean;
    }
  /** Names and comments that a model proposes for a salon program, put to the test. `path`: the original, a CAD file or a program. */
  | {
      readonly kind: "proposal";
      readonly path: string;
      readonly salon: SalonProgram;
      readonly model: string;
      readonly answer: string;
    }
  | {
      readonly kind: "run";
      readonly path: string;
      readonly output?: OutputFormat;
      /** The same file comes again: keep what was computed, so that an edit computes only what depends on it. */
      readonly again?: boolean;
    }
  | { readonly kind: "compare"; readonly original: string; readonly result: string }
  | { readonly kind: "inspect"; readonly path: string }
  | {
      readonly kind: "snapshot";
      readonly path: string;
      readonly views: readonly ViewName[];
      readonly sizePx: number;
      readonly ground: Ground;
      readonly section?: SectionPlane;
    }
  /** Drawings in lines, hidden ones left out. */
  | {
      readonly kind: "drawing";
      readonly path: string;
      readonly views: readonly ViewName[];
      readonly section?: SectionPlane;
    }
  /** What the official linter and formatter say of a program. */
  | { readonly kind: "kcl"; readonly path: string }
  /** What two files have in common, and what only one of them has, as a GLB. */
  | { readonly kind: "overlay"; readonly original: string; readonly result: string }
  | { readonly kind: "selfTest" }
  /** A CAD file or a program as a GLB for viewers, or in another format. */
  | { readonly kind: "model"; readonly path: string; readonly format?: OutputFormat; readonly name?: string }
  | PipelineJob;

/** A job that ended with an error of the table. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly status: Exclude<ConversionStatus, "success">;
}

export interface RunReport {
  readonly solids: number;
  readonly volumeMm3: number;
  readonly areaMm2: number;
  readonly centerOfMassMm: readonly number[];
  readonly boundingBoxMm: { readonly min: readonly number[]; readonly max: readonly number[] };
  readonly valid: boolean;
  readonly ms: number;
  readonly issues: readonly Issue[];
  /** The bytes of the output format that was asked for. */
  readonly output?: Uint8Array;
}

export interface InspectReport {
  readonly format: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly solids: readonly {
    readonly name: string | null;
    readonly path: readonly string[];
    readonly color: readonly number[] | null;
    readonly faces: number;
    readonly edges: number;
    readonly volumeMm3: number;
    readonly areaMm2: number;
  }[];
  readonly volumeMm3: number;
  readonly areaMm2: number;
  readonly centerOfMassMm: readonly number[];
  readonly boundingBoxMm: { readonly min: readonly number[]; readonly max: readonly number[] };
  readonly warnings: readonly string[];
}

export interface SnapshotReport {
  /** PNG files, in the order in which their views were asked for. */
  readonly pictures: readonly { readonly view: ViewName; readonly png: Uint8Array }[];
  readonly bodies: number;
  readonly triangles: number;
  readonly warnings: readonly string[];
}

export interface DrawingReport {
  /** SVG files, in the order in which their views were asked for. */
  readonly drawings: readonly { readonly view: ViewName; readonly svg: string }[];
  readonly bodies: number;
  readonly warnings: readonly string[];
}

export interface KclReport {
  /** Absent: the program cannot be read. */
  readonly formatted?: string;
  readonly issues: readonly Issue[];
}

export interface SelfTestReport {
  readonly versions: Readonly<Record<string, string>>;
  readonly checks: readonly {
    readonly what: string;
    readonly ok: boolean;
    readonly detail: string;
    readonly ms: number;
  }[];
}

export type JobResult =
  | { readonly kind: "convert"; readonly conversion: Conversion }
  | { readonly kind: "proposal"; readonly salon: SalonProgram }
  | { readonly kind: "run"; readonly report: RunReport }
  | { readonly kind: "compare"; readonly verification: Verification }
  | { readonly kind: "inspect"; readonly report: InspectReport }
  | { readonly kind: "snapshot"; readonly report: SnapshotReport }
  | { readonly kind: "selfTest"; readonly report: SelfTestReport }
  | { readonly kind: "model"; readonly bytes: Uint8Array }
  | { readonly kind: "drawing"; readonly report: DrawingReport }
  | { readonly kind: "kcl"; readonly report: KclReport }
  | { readonly kind: "overlay"; readonly glb: Uint8Array }
  | PipelineReport
  | {
      readonly kind: "failure";
      readonly failure: Failure;
      readonly issues?: readonly Issue[];
      /** It came of the machine, not of the job: the job is worth another try when this has passed. */
      readonly condition?: Condition;
    };
