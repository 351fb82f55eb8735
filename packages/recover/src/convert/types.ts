/**
 * What a conversion of one file hands back.
 *
 * - conversion: everything that could be learnt and made of one file, whether it succeeded or not.
 * - program: KCL text with what is proven about it.
 * - phase: a step of the pipeline; its name is in the timings.
 */
import type { KclTools } from "@unbake/engine";
import type { ConversionStatus, ErrorCode } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import type { FilesBeside } from "../input/index.js";
import type { PartCache } from "../search/partCache.js";
import type { SearchTrace } from "../search/trace.js";
import type { Certificate, EditTable, ProgramCertificate, ProposalOutcome, Snap } from "../verify/types.js";
import type { KeptProject } from "./kept.js";
import type { Project } from "./project/project.js";

export interface ConvertTools {
  readonly kernel: Kernel;
  /** Loads the interpreter; asked for only when there is a program to run. */
  kcl(): Promise<KclTools>;
}

export type Phase =
  | "read"
  | "measure"
  | "recover"
  | "raw"
  | "verify_raw"
  | "salon"
  | "verify_salon"
  | "project"
  | "edits";

export interface Program {
  readonly kcl: string;
  readonly proof: ProgramCertificate;
}

export interface SalonProgram extends Program {
  readonly snaps: readonly Snap[];
  readonly parameters: number;
  readonly constraints: number;
  /** True when it is the parameterised raw form because the designer's form failed. */
  readonly fallback: boolean;
  /** Where it was asked for. */
  readonly edits?: EditTable;
  /** Where a model was asked for names. */
  readonly proposal?: ProposalOutcome;
}

export interface Conversion {
  readonly status: ConversionStatus;
  /** Absent on success. */
  readonly code?: ErrorCode;
  readonly message?: string;
  /** Of the original; absent when it could not be read. */
  readonly solids?: number;
  readonly faces?: number;
  readonly raw?: Program;
  /** Distinct solids that the raw program puts together from cells or slices, not from features that somebody drew. */
  readonly cellParts?: number;
  readonly salon?: SalonProgram;
  /** Where it was asked for and there are several parts: each in a file of its own. */
  readonly project?: Project;
  /** Where it was asked for and only some of the solids are recovered: a project with the others as imports. */
  readonly kept?: KeptProject;
  /** Absent when the file could not be read. */
  readonly certificate?: Certificate;
  readonly warnings: readonly string[];
  /** Of a checkpoint: the phase that begins now. */
  readonly phase?: Phase;
  /** Milliseconds of each phase that ran. */
  readonly timings: Readonly<Partial<Record<Phase, number>>>;
  /** What the search did, where it was asked for. */
  readonly trace?: SearchTrace;
}

export interface ConvertOptions {
  /** Name of the file, for messages, the certificate and the model's name. */
  readonly name: string;
  /** Files that lie beside it: parts of an assembly may be in them. */
  readonly beside?: FilesBeside;
  /** Stop after the raw program. */
  readonly rawOnly?: boolean;
  /** Time that the search may take, ms. */
  readonly searchBudgetMs?: number;
  /** false: no features are looked for, slabs stand for every solid. For a file whose search came to the limits of its process. */
  readonly search?: boolean;
  /** Make a project in which solids that are not recovered are imports of STEP files cut out for them. */
  readonly keepImports?: boolean;
  /** Make a project with a file for each part, where there are several. */
  readonly project?: boolean;
  /** Change each driving parameter of the salon program, and say what becomes of it. */
  readonly edits?: boolean;
  /** Take down what the search tries and why. */
  readonly trace?: boolean;
  /** What earlier searches made of the same parts; the result does not depend on it. */
  readonly cache?: PartCache;
  /** Gets what is there so far, each time that something worth keeping is added. */
  readonly onCheckpoint?: (conversion: Conversion) => Promise<void>;
}
