/**
 * What the HTTP edge works with: the database for reading, ports for everything that writes or moves bytes.
 */
import type { Readable } from "node:stream";
import type { KclReport, OutputFormat, RunReport, ViewName } from "@unbake/jobs";
import type { Kysely, Transaction } from "kysely";
import type { ConversionRow, Dataset, StorageProvider, Tables } from "../db/index.js";
import type { Logger } from "../log/index.js";
import type { PageTokens } from "./pageToken.js";

interface DatasetInput {
  readonly name: string;
  readonly description: string | null;
  readonly requireScore: boolean;
  readonly provider: StorageProvider;
  /** Of `s3` only. */
  readonly uri: string;
  readonly roleArn: string;
}

/** Absent: stays. */
interface DatasetChange {
  readonly name?: string;
  readonly description?: string | null;
  readonly requireScore?: boolean;
  readonly uri?: string;
  readonly roleArn?: string;
}

/** A file whose bytes are in storage and that no row names yet. */
export interface StoredFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly etag: string;
  /** Its first bytes: what it is shows there better than in its name. */
  readonly head: Uint8Array;
}

interface UploadResult {
  readonly uploadedFiles: number;
  readonly queuedConversions: number;
}

/** Runs the work in a transaction, or returns what came of it before. */
type InTransaction = (work: (tx: Transaction<Tables>) => Promise<UploadResult>) => Promise<UploadResult>;

/** What of a model: the file as it came, or the result of a program. */
export const stages = ["original", "raw_kcl", "salon_kcl"] as const;
export type Stage = (typeof stages)[number];

/** What changes datasets and conversions; each is one transaction. */
export interface Actions {
  createDataset(orgId: string, input: DatasetInput, tx: Transaction<Tables>): Promise<Dataset>;
  updateDataset(dataset: Dataset, change: DatasetChange): Promise<Dataset>;
  /** Marks it `deleting`; rows and artefacts are gone when the promise resolves. */
  deleteDataset(dataset: Dataset): Promise<void>;
  setLookup(dataset: Dataset, enabled: boolean): Promise<Dataset>;
  /** Asks for a sync at once. */
  rescan(dataset: Dataset): Promise<void>;
  /** Streams one file into storage. */
  storeFile(dataset: Dataset, path: string, bytes: Readable): Promise<StoredFile>;
  /** Makes files part of the dataset, and conversions of the CAD files that are new or changed. */
  registerFiles(dataset: Dataset, files: readonly StoredFile[], inTransaction: InTransaction): Promise<UploadResult>;
  /** Undefined: the default set of statuses. */
  retriggerDataset(dataset: Dataset, statuses: readonly string[] | undefined): Promise<void>;
  retriggerConversion(conversion: ConversionKey): Promise<void>;
  /** Proves the override again, without changing it. */
  verifyOverride(conversion: ConversionKey): Promise<void>;
  /** False when it has ended already. */
  cancelConversion(conversion: ConversionKey): Promise<boolean>;
  /** Undefined clears it. Queues the conversion again from the phase that reads it. */
  overrideKcl(conversion: ConversionKey, kcl: string | undefined): Promise<void>;
}

export type ConversionKey = Pick<ConversionRow, "id" | "dataset_id" | "org_id">;

/** Bytes that the service keeps or reaches. */
export interface Bytes {
  /** The bytes of an artefact or upload, checked against their hash. */
  readBlob(datasetId: string, sha256: string): Promise<Uint8Array>;
  /** The original as a stream. Throws ApiError("conflict") when it is gone from its source or changed there. */
  openOriginal(
    dataset: Dataset,
    conversion: Pick<ConversionRow, "file_path" | "file_etag" | "file_sha256">,
  ): Promise<Readable>;
}

/** What is made of the models of a conversion, when first asked for. */
export interface Models {
  glb(dataset: Dataset, conversion: ConversionKey, stage: Stage): Promise<Uint8Array>;
  /** The same in a format of exchange. */
  exported(dataset: Dataset, conversion: ConversionKey, stage: Stage, format: OutputFormat): Promise<Uint8Array>;
  /** What the original and a result have in common, and what each has alone: a GLB. */
  overlay(dataset: Dataset, conversion: ConversionKey, stage: Stage): Promise<Uint8Array>;
  /** An SVG file; with a section, cut open in the middle across an axis. */
  drawing(
    dataset: Dataset,
    conversion: ConversionKey,
    stage: Stage,
    view: ViewName,
    section: SectionAxis | undefined,
  ): Promise<Uint8Array>;
}

type SectionAxis = "x" | "y" | "z";

/** Programs that somebody is writing: run by a child, kept nowhere. */
export interface Programs {
  /** What the official linter and formatter say. */
  read(orgId: string, kcl: string, signal: AbortSignal): Promise<KclReport>;
  /** Its model as a GLB, and its measures. Throws ApiError("conflict") with what is wrong with it. */
  run(orgId: string, kcl: string, signal: AbortSignal): Promise<RunReport>;
}

interface SemanticMatchRow {
  readonly conversionId: string;
  readonly filePath: string;
  readonly chunkIndex: number;
  readonly similarity: number;
}

/** Searches the chunks of a dataset by meaning and by words. */
interface SemanticSearch {
  search(datasetId: string, question: string, limit: number): Promise<readonly SemanticMatchRow[]>;
}

/** Tells of changes in a dataset as they happen. */
export interface Changes {
  /** Calls `onChange` after rows of the dataset's events were written; returns how to stop. */
  watch(datasetId: string, onChange: () => void): () => void;
}

export interface ApiSetting {
  readonly version: string;
  /** The version of the contract that is served when a request names none. */
  readonly apiVersion: "2026-02" | "2026-08";
  /** The identity that customers' roles trust. */
  readonly awsPrincipalArn: string;
  readonly maxFileBytes: number;
  readonly maxFilesPerUpload: number;
  /** Requests of one token; undefined: no limit. */
  readonly rateLimit?: { readonly perSecond: number; readonly burst: number };
  readonly maxEventStreams: number;
  /** Event streams and downloads of one organisation at a time. */
  readonly maxStreamsPerOrg: number;
  /** From one look at the tokens and readers of open answers to the next. */
  readonly lookAtAnswersMs: number;
  /** A reader that takes nothing for so long is dropped. */
  readonly stalledAfterMs: number;
  /** A body of which nothing comes for so long is given up. */
  readonly bodySilenceMs: number;
  /** Pages of these origins may call the API; `*`: of every one. Absent: of none but its own. */
  readonly corsOrigins?: readonly string[];
}

export interface ApiContext {
  readonly db: Kysely<Tables>;
  readonly hasTrigrams: boolean;
  readonly pageTokens: PageTokens;
  readonly actions: Actions;
  readonly bytes: Bytes;
  readonly models: Models;
  readonly programs: Programs;
  readonly semantic: SemanticSearch;
  readonly changes: Changes;
  readonly setting: ApiSetting;
  readonly log: Logger;
  /** Why the service cannot work now; undefined when it can. */
  readonly unready: () => Promise<string | undefined>;
  /** Hears of errors that are no request's fault: they may come of a condition that others should know of. */
  readonly report: (error: unknown) => void;
}
