/** What a child needs for an attempt: the file, its side files, and what earlier attempts finished. */
import { mkdir, mkdtemp } from "node:fs/promises";
import path from "node:path";
import { UnbakeError } from "@unbake/ground";
import { type Carried, maxSideFileBytes, type PipelineJob, phaseIndex, removeFolder, sideWarning } from "@unbake/jobs";
import { sql } from "kysely";
import { conditionOf } from "../conditions/index.js";
import { type Origin, type OriginalOf, openOriginal, type SourceTools } from "../datasets/bytes.js";
import { closedInBucket, closedUpload } from "../datasets/closedArchives.js";
import { proprietaryAdvice, sidePathsOf } from "../datasets/formats.js";
import { SourceChanged, SourceMissing } from "../datasets/sources.js";
import { prepared } from "../db/index.js";
import {
  DamagedObject,
  MissingObject,
  readBlob,
  type StagedFile,
  type StageOptions,
  stage,
  TooLarge,
} from "../storage/index.js";
import { privateFolder } from "../storage/modes.js";
import type { Claimed } from "./fence.js";
import { fetchPartFiles, type PartFiles } from "./partFiles.js";

export interface InputOptions {
  readonly scratch: string;
  readonly maxFileBytes: number;
  readonly searchBudgetMs: number;
}

export interface Inputs {
  readonly job: PipelineJob;
  readonly partFiles: PartFiles;
  /** Removes the downloaded files. */
  discard(): Promise<void>;
}

/** Downloads what the attempt needs. Throws UnbakeError for files that are not converted, and what storage throws. */
export async function prepare(tools: SourceTools, { row, dataset }: Claimed, options: InputOptions): Promise<Inputs> {
  const advice = proprietaryAdvice(row.file_path) ?? closedInBucket(row);
  if (advice) throw new UnbakeError("unsupported_format", advice);
  if (row.file_size > options.maxFileBytes) {
    throw new UnbakeError("too_large", `${row.file_size} bytes, where ${options.maxFileBytes} are allowed`);
  }
  const folder = await attemptFolder(options.scratch);
  let discard = () => removeFolder(folder);
  try {
    const to = { folder, maxBytes: options.maxFileBytes };
    const original = await fetchFile(tools, dataset, row, to);
    discard = () => removeFolder(folder, [original.path]);
    const closed = await closedUpload(tools.db, row, original.head);
    if (closed) throw new UnbakeError("unsupported_format", closed);
    const { after, carried } = await carriedFrom(tools, row.id, dataset.id, row.checkpoint_phase);
    const job: PipelineJob = {
      kind: "pipeline",
      path: original.path,
      name: path.posix.basename(row.file_path),
      after,
      carried,
      ...(await fetchSideFiles(tools, row.file_path, dataset, to)),
      ...(row.manual_kcl_override !== null && { override: row.manual_kcl_override }),
      mustVerify: dataset.require_raw_kcl_similarity_score_for_success,
      searchBudgetMs: options.searchBudgetMs,
    };
    const fetch = (file: OriginalOf) => fetchIfThere(tools, dataset, file, to);
    const partFiles = await fetchPartFiles(tools.db, { row, dataset, original, fetch });
    return { job, partFiles, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** A folder of its own for an attempt. */
async function attemptFolder(scratch: string): Promise<string> {
  const make = () => mkdtemp(path.join(scratch, "attempt-"));
  return make().catch(async () => {
    await mkdir(scratch, { recursive: true, mode: privateFolder });
    return make();
  });
}

/** The customer's bucket does not answer, or refuses us: nothing that holds up the conversions of others. */
export class SourceAway extends Error {
  override name = "SourceAway";
}

async function fetchFile(tools: SourceTools, dataset: Origin, file: OriginalOf, to: StageOptions): Promise<StagedFile> {
  try {
    return await stage(await openOriginal(tools, dataset, file), to);
  } catch (error) {
    const isSource = file.file_sha256 === null && ["storage_away", "database_away"].includes(conditionOf(error) ?? "");
    throw isSource ? new SourceAway(`${file.file_path} cannot be fetched`, { cause: error }) : error;
  }
}

/** Undefined when it is gone, or another one by now. */
async function fetchIfThere(...file: Parameters<typeof fetchFile>): Promise<StagedFile | undefined> {
  try {
    return await fetchFile(...file);
  } catch (error) {
    if (error instanceof SourceMissing || error instanceof SourceChanged || error instanceof MissingObject)
      return undefined;
    throw error;
  }
}

type SideFiles = Pick<PipelineJob, "sideFiles" | "sideWarnings">;

/** The side files that are still there; a sentence about each other one, which costs the part nothing. */
async function fetchSideFiles(
  tools: SourceTools,
  file: string,
  dataset: Claimed["dataset"],
  to: StageOptions,
): Promise<SideFiles> {
  const { rows } = await sql<{
    path: string;
    etag: string;
    sha256: string | null;
    size: number;
  }>`${prepared("side_files")}
    SELECT path, etag, sha256, size FROM dataset_files
    WHERE dataset_id = ${dataset.id} AND path = ANY(${sidePathsOf(file)}::text[])`.execute(tools.db);
  const sideFiles: SideFiles["sideFiles"][number][] = [];
  const sideWarnings: string[] = [];
  for (const { path: side, etag, sha256, size } of rows) {
    const name = path.posix.basename(side);
    const lost = (why: string) => void sideWarnings.push(`${sideWarning(name)} was not read: ${why}`);
    if (size > maxSideFileBytes) {
      lost(`more than ${maxSideFileBytes} bytes`);
      continue;
    }
    try {
      const origin = { file_path: side, file_etag: etag, file_sha256: sha256 };
      const fetched = await fetchFile(tools, dataset, origin, { ...to, maxBytes: maxSideFileBytes });
      sideFiles.push({ name, path: fetched.path });
    } catch (error) {
      const why = lossOf(error);
      if (why === undefined) throw error;
      lost(why);
    }
  }
  return { sideFiles, sideWarnings };
}

/** Why a side file cannot be had, now or later; undefined for what another attempt may not meet. */
function lossOf(error: unknown): string | undefined {
  if (error instanceof SourceMissing || error instanceof MissingObject) return "it is gone";
  // The next sync finds the new one, and has the conversion read it.
  if (error instanceof SourceChanged) return "it has changed since the bucket was listed";
  if (error instanceof DamagedObject) return "its stored bytes are damaged";
  if (error instanceof TooLarge) return `more than ${maxSideFileBytes} bytes`;
  return undefined;
}

/** What later phases need of earlier ones; the attempt starts from the beginning when any of it is lost. */
export async function carriedFrom(
  tools: SourceTools,
  conversionId: string,
  datasetId: string,
  checkpoint: number,
): Promise<{ after: number; carried: Carried }> {
  if (checkpoint === 0) return { after: 0, carried: {} };
  const rows = await tools.db.selectFrom("artefacts").selectAll().where("conversion_id", "=", conversionId).execute();
  const read = async (kind: string) => {
    const artefact = rows.find((row) => row.kind === kind);
    return artefact && (await readBlob(tools, datasetId, artefact.sha256)).toString("utf8");
  };
  const hasRaw = checkpoint >= phaseIndex("convert_raw_kcl");
  const hasSalon = checkpoint >= phaseIndex("salon");
  try {
    const certificate = await jsonOf(read, "certificate");
    const raw = hasRaw ? await programOf(read, "raw_kcl") : undefined;
    if (!certificate || (hasRaw && !raw)) return { after: 0, carried: {} };
    const model = hasRaw ? await jsonOf(read, "feature_tree") : undefined;
    const salon = hasSalon ? await programOf(read, "salon_kcl") : undefined;
    // We wrote them ourselves, and their hashes were checked.
    const carried = Object.fromEntries(
      Object.entries({ certificate, raw, model, salon }).filter(([, value]) => value !== undefined),
    ) as Carried;
    return { after: checkpoint, carried };
  } catch (error) {
    if (error instanceof MissingObject) return { after: 0, carried: {} };
    throw error;
  }
}

type ReadArtefact = (kind: string) => Promise<string | undefined>;

async function jsonOf(read: ReadArtefact, kind: string): Promise<unknown> {
  const text = await read(kind);
  return text === undefined ? undefined : JSON.parse(text);
}

async function programOf(read: ReadArtefact, kind: string): Promise<unknown> {
  const kcl = await read(kind);
  const report = await jsonOf(read, `${kind}_report`);
  return kcl === undefined || !report ? undefined : { ...report, kcl };
}
