/** GLB models, made by a child process when they are first asked for, and kept as artefacts until their source changes. */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { ChildPool } from "@unbake/jobs";
import { ConditionMet, failureOfDeath } from "@unbake/jobs";
import { fetchPartFiles, type PartFilesOf, partFileLimits } from "../../conversions/partFiles.js";
import type { Dataset } from "../../db/index.js";
import { type BlobStore, readBlob, stage, writeBlob } from "../../storage/index.js";
import { privateFolder } from "../../storage/modes.js";
import type { Bytes, ConversionKey, Models, Stage } from "../context.js";
import { ApiError } from "../errors.js";

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

/** Models of a service; the same model is made once, however many ask at a time. */
export function createModels(tools: ModelTools): Models {
  const making = new Map<string, Promise<Uint8Array>>();
  return {
    async glb(dataset, conversion, of) {
      const source = await sourceOf(tools, dataset, conversion, of);
      const kind = `glb/${of}/${source.key}`;
      const row = await tools.db
        .selectFrom("artefacts")
        .select("sha256")
        .where("conversion_id", "=", conversion.id)
        .where("kind", "=", kind)
        .executeTakeFirst();
      if (row) return readBlob(tools, dataset.id, row.sha256);
      const name = `${conversion.id}/${kind}`;
      const made = making.get(name) ?? make(tools, dataset, conversion, source).finally(() => making.delete(name));
      making.set(name, made);
      const glb = await made;
      await keep(tools, conversion, of, kind, glb);
      return glb;
    },
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

async function make(tools: ModelTools, dataset: Dataset, { id }: ConversionKey, source: Source) {
  const { pool, scratch } = tools;
  await mkdir(scratch, { recursive: true, mode: privateFolder });
  const folder = await mkdtemp(path.join(scratch, "model-"));
  try {
    const file = path.join(folder, source.fileName);
    const staged = await stage(await source.open(), { folder, maxBytes: Number.POSITIVE_INFINITY });
    await rename(staged.path, file);
    if (source.filePath !== undefined) {
      const row = { file_path: source.filePath };
      await fetchPartFiles(tools.db, {
        row,
        dataset,
        original: { ...staged, path: file },
        fetch: partOf(tools, dataset, folder),
      });
    }
    const outcome = await pool.run({ kind: "model", path: file }, undefined, { tenant: dataset.org_id });
    if (outcome.kind === "done" && outcome.result.kind === "model") return outcome.result.glb;
    if (outcome.kind === "done" && outcome.result.kind === "failure" && outcome.result.condition)
      throw new ConditionMet(outcome.result.condition, outcome.result.failure.message);
    const failure =
      outcome.kind === "died"
        ? failureOfDeath(outcome)
        : outcome.result.kind === "failure"
          ? outcome.result.failure
          : undefined;
    throw new ApiError("conflict", `no model can be made of conversion ${id}: ${failure?.message ?? "canceled"}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The newest model of each stage is kept. */
async function keep(tools: ModelTools, { id, dataset_id }: ConversionKey, stage: Stage, kind: string, glb: Uint8Array) {
  const { sha256, size } = await writeBlob(tools, dataset_id, glb);
  await tools.db.transaction().execute(async (tx) => {
    await tx.deleteFrom("artefacts").where("conversion_id", "=", id).where("kind", "like", `glb/${stage}/%`).execute();
    await tx
      .insertInto("artefacts")
      .values({ conversion_id: id, kind, dataset_id, sha256, mime_type: "model/gltf-binary", size })
      .onConflict((on) => on.doNothing())
      .execute();
  });
}
