/** GLB models, made by a child process when they are first asked for, and kept as artefacts until their source changes. */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { ChildPool, Job, JobResult, OutputFormat } from "@unbake/jobs";
import { fetchPartFiles, type PartFilesOf, partFileLimits } from "../../conversions/partFiles.js";
import type { Dataset } from "../../db/index.js";
import { type BlobStore, readBlob, stage, writeBlob } from "../../storage/index.js";
import { privateFolder } from "../../storage/modes.js";
import type { Bytes, ConversionKey, Models, Stage } from "../context.js";
import { ApiError } from "../errors.js";
import { mimeTypeOfFormat } from "./mimeTypes.js";
import { notMade } from "./notMade.js";

export interface ModelTools extends BlobStore {
  readonly bytes: Bytes;
  readonly pool: ChildPool;
  readonly scratch: string;
}

/** What a model is made of. */
interface Source {
  /** Changes when the model must be made anew. */
  readonly key: string;
  readonly fileName: string;
  /** Of an original: its path in the dataset, where its parts may be. */
  readonly filePath?: string;
  open(): Promise<Readable>;
}

/** Something to be made of sources by a child. */
interface Wanted {
  /** Kind of the artefact, before the key of its sources. */
  readonly prefix: string;
  readonly mimeType: string;
  readonly sources: readonly Source[];
  job(files: readonly string[]): Job;
  bytesOf(result: JobResult): Uint8Array | undefined;
}

/** Models of a service; the same model is made once, however many ask at a time. */
export function createModels(tools: ModelTools): Models {
  const making = new Map<string, Promise<Uint8Array>>();
  const had = async (dataset: Dataset, conversion: ConversionKey, wanted: Wanted): Promise<Uint8Array> => {
    const kind = `${wanted.prefix}/${wanted.sources.map(({ key }) => key).join("-")}`;
    const row = await tools.db
      .selectFrom("artefacts")
      .select("sha256")
      .where("conversion_id", "=", conversion.id)
      .where("kind", "=", kind)
      .executeTakeFirst();
    if (row) return readBlob(tools, dataset.id, row.sha256);
    const name = `${conversion.id}/${kind}`;
    const made = making.get(name) ?? make(tools, dataset, conversion, wanted).finally(() => making.delete(name));
    making.set(name, made);
    const bytes = await made;
    await keep(tools, conversion, wanted, kind, bytes);
    return bytes;
  };
  const source = (dataset: Dataset, conversion: ConversionKey, stage: Stage) =>
    sourceOf(tools, dataset, conversion, stage);
  return {
    glb: async (dataset, conversion, stage) =>
      had(dataset, conversion, modelWanted("glb", stage, await source(dataset, conversion, stage))),
    exported: async (dataset, conversion, stage, format) =>
      had(dataset, conversion, modelWanted(format, stage, await source(dataset, conversion, stage))),
    async overlay(dataset, conversion, stage) {
      const sources = [await source(dataset, conversion, "original"), await source(dataset, conversion, stage)];
      return had(dataset, conversion, {
        prefix: `overlay/${stage}`,
        mimeType: "model/gltf-binary",
        sources,
        job: ([original = "", result = ""]) => ({ kind: "overlay", original, result }),
        bytesOf: (result) => (result.kind === "overlay" ? result.glb : undefined),
      });
    },
    async drawing(dataset, conversion, stage, view, section) {
      return had(dataset, conversion, {
        prefix: `drawing/${stage}/${view}${section === undefined ? "" : `-${section}`}`,
        mimeType: "image/svg+xml",
        sources: [await source(dataset, conversion, stage)],
        job: ([path = ""]) => ({
          kind: "drawing",
          path,
          views: [view],
          ...(section && { section: { axis: section } }),
        }),
        bytesOf: (result) =>
          result.kind === "drawing" ? Buffer.from(result.report.drawings[0]?.svg ?? "") : undefined, // default: no view was drawn
      });
    },
  };
}

function modelWanted(format: OutputFormat, stage: Stage, source: Source): Wanted {
  return {
    prefix: `${format}/${stage}`,
    mimeType: mimeTypeOfFormat[format],
    sources: [source],
    job: ([path = ""]) => ({ kind: "model", path, format, name: stage }),
    bytesOf: (result) => (result.kind === "model" ? result.bytes : undefined),
  };
}

async function sourceOf(
  { db, bytes }: ModelTools,
  dataset: Dataset,
  { id }: ConversionKey,
  stage: Stage,
): Promise<Source> {
  const row = await db.selectFrom("conversions").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new ApiError("not_found", `no conversion ${id}`);
  if (stage === "original") {
    const key = keyOf(row.file_sha256 ?? row.file_etag);
    return { key, fileName: "original.cad", filePath: row.file_path, open: () => bytes.openOriginal(dataset, row) };
  }
  if (stage === "raw_kcl" && row.manual_kcl_override !== null) {
    const text = Buffer.from(row.manual_kcl_override);
    return { key: keyOf(text), fileName: "override.kcl", open: async () => Readable.from([text]) };
  }
  const text = await db
    .selectFrom("artefacts")
    .select("sha256")
    .where("conversion_id", "=", id)
    .where("kind", "=", stage)
    .executeTakeFirst();
  if (!text) throw new ApiError("not_found", `conversion ${id} has no ${stage}`);
  const open = async () => Readable.from([await bytes.readBlob(dataset.id, text.sha256)]);
  return { key: keyOf(text.sha256), fileName: `${stage}.kcl`, open };
}

const keyOf = (content: string | Buffer) => createHash("sha256").update(content).digest("hex").slice(0, 16);

/** What cannot be had of a customer's bucket is missed by the child, which says so. */
function partOf({ bytes }: ModelTools, dataset: Dataset, folder: string): PartFilesOf["fetch"] {
  return async (file) => {
    const stream = await bytes.openOriginal(dataset, file).catch((error: unknown) => {
      if (error instanceof ApiError) return undefined;
      throw error;
    });
    return stream && stage(stream, { folder, maxBytes: partFileLimits.maxTotalBytes });
  };
}

async function make(tools: ModelTools, dataset: Dataset, { id }: ConversionKey, wanted: Wanted) {
  const { pool, scratch } = tools;
  await mkdir(scratch, { recursive: true, mode: privateFolder });
  const folder = await mkdtemp(path.join(scratch, "model-"));
  try {
    const files: string[] = [];
    for (const source of wanted.sources) files.push(await place(tools, dataset, source, folder));
    const outcome = await pool.run(wanted.job(files), undefined, { tenant: dataset.org_id });
    const bytes = outcome.kind === "done" ? wanted.bytesOf(outcome.result) : undefined;
    if (bytes) return bytes;
    throw notMade(outcome, `no model can be made of conversion ${id}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The file of a source in a folder, with what its assembly needs beside it. */
async function place(tools: ModelTools, dataset: Dataset, source: Source, folder: string): Promise<string> {
  const file = path.join(folder, source.fileName);
  const staged = await stage(await source.open(), { folder, maxBytes: Number.POSITIVE_INFINITY });
  await rename(staged.path, file);
  if (source.filePath !== undefined)
    await fetchPartFiles(tools.db, {
      row: { file_path: source.filePath },
      dataset,
      original: { ...staged, path: file },
      fetch: partOf(tools, dataset, folder),
    });
  return file;
}

/** The newest one of each prefix is kept. */
async function keep(
  tools: ModelTools,
  { id, dataset_id }: ConversionKey,
  { prefix, mimeType }: Wanted,
  kind: string,
  bytes: Uint8Array,
) {
  const { sha256, size } = await writeBlob(tools, dataset_id, bytes);
  await tools.db.transaction().execute(async (tx) => {
    await tx.deleteFrom("artefacts").where("conversion_id", "=", id).where("kind", "like", `${prefix}/%`).execute();
    await tx
      .insertInto("artefacts")
      .values({ conversion_id: id, kind, dataset_id, sha256, mime_type: mimeType, size })
      .onConflict((on) => on.doNothing())
      .execute();
  });
}
