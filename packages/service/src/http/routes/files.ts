import { Readable } from "node:stream";
import type {} from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import type { Dataset } from "../../db/index.js";
import type { App } from "../app.js";
import type { ApiContext, StoredFile } from "../context.js";
import { ApiError } from "../errors.js";
import { checkedPath } from "../filePath.js";
import { findConversion, findDataset, findMutableDataset } from "../lookup.js";
import { UploadAnswer } from "../schemas/dataset.js";
import { named } from "../schemas/make.js";
import { ConversionPath, DatasetPath } from "../schemas/parameters.js";
import { type ZipEntry, zipStream } from "../zipStream.js";
import { bytes, jsonWith, orgs } from "./answers.js";

/** Files in and out: uploads, the original of a conversion, all programs of a dataset. */
export function fileRoutes(app: App, context: ApiContext): void {
  const { actions } = context;

  app.post(
    "/org/datasets/:id/uploads",
    {
      config: { access: "admin", multipart: true },
      schema: {
        ...orgs,
        operationId: "upload_org_dataset_files",
        summary: "Upload files. The file name of each part is its path in the dataset, slashes kept.",
        params: DatasetPath,
        response: jsonWith(202, named(UploadAnswer)),
      },
    },
    async (request, reply) => {
      const dataset = await findMutableDataset(context, request, request.params.id);
      if (dataset.storage_provider !== "zoo_managed")
        throw new ApiError("conflict", "the files of this dataset are in a bucket: put them there");
      if (!request.isMultipart()) throw new ApiError("unsupported_media_type", "send multipart/form-data");
      const files = await storeParts(context, dataset, request).catch((error: unknown) => {
        // The rest of the body has to go somewhere: unread, it would hold up the next request of the same connection.
        request.raw.unpipe();
        request.raw.resume();
        throw isMultipartFault(error) ? new ApiError("bad_upload", error.message, { cause: error }) : error;
      });
      if (files.size === 0) throw new ApiError("bad_upload", "there is no file in it");
      const { uploadedFiles, queuedConversions } = await actions.registerFiles(dataset, [...files.values()]);
      return reply.code(202).send({ uploaded_files: uploadedFiles, queued_conversions: queuedConversions });
    },
  );

  app.get(
    "/org/datasets/:id/conversions/:conversion_id/original",
    {
      config: { access: "member" },
      schema: {
        ...orgs,
        operationId: "download_org_dataset_conversion_original",
        summary: "The file as it was uploaded.",
        params: ConversionPath,
        response: bytes("The file.", ["application/octet-stream"]),
      },
    },
    async (request, reply) => {
      const dataset = await findDataset(context, request, request.params.id);
      const conversion = await findConversion(context, request, request.params);
      const stream = await context.bytes.openOriginal(dataset, conversion);
      return reply
        .header("content-type", "application/octet-stream")
        .header("x-content-type-options", "nosniff")
        .header("content-disposition", attachment(conversion.file_path))
        .send(stream);
    },
  );

  app.get(
    "/org/datasets/:id/bulk-download/kcl",
    {
      config: { access: "member" },
      schema: {
        ...orgs,
        operationId: "download_org_dataset_successful_kcl_bulk",
        summary: "The programs of all successful conversions as a ZIP file.",
        params: DatasetPath,
        response: bytes("A ZIP file of `<file_path>.kcl`.", ["application/zip"]),
      },
    },
    async (request, reply) => {
      const dataset = await findDataset(context, request, request.params.id);
      return reply
        .header("content-type", "application/zip")
        .header("content-disposition", attachment(`${dataset.id}.kcl.zip`))
        .send(Readable.from(zipStream(programsOf(context, dataset))));
    },
  );
}

/** Files of an upload on their way to the disk: enough to wait for its flushes together. */
const storedAtOnce = 16;

/** Stores every part under its path. Throws ApiError for paths and sizes that are refused. */
async function storeParts(
  { actions, setting }: ApiContext,
  dataset: Dataset,
  request: FastifyRequest,
): Promise<ReadonlyMap<string, StoredFile>> {
  // Longer files are refused while they are stored, by name.
  const limits = { files: setting.maxFilesPerUpload, fileSize: Infinity, fields: 100, fieldSize: 2 ** 16 };
  const files = new Map<string, StoredFile>();
  const paths = new Set<string>();
  const storing = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for await (const part of request.files({ limits })) {
    const path = checkedPath(part.filename);
    if (paths.has(path)) throw new ApiError("bad_upload", `${path} is there twice`);
    paths.add(path);
    // The next part comes when this one has been read; it is read while the bytes of this one are brought to the disk.
    const stored: Promise<void> = actions
      .storeFile(dataset, path, part.file)
      .then(
        (file) => void files.set(path, file),
        (error: unknown) => void failures.push(error),
      )
      .finally(() => storing.delete(stored));
    storing.add(stored);
    if (storing.size >= storedAtOnce) await Promise.race(storing);
    if (failures.length > 0) throw failures[0];
  }
  await Promise.all(storing);
  if (failures.length > 0) throw failures[0];
  return files;
}

/** The parser of multipart data tells by words alone that the data are at fault. */
function isMultipartFault(error: unknown): error is Error {
  return error instanceof Error && !("code" in error) && /multipart|boundary|needle/i.test(error.message);
}

/** ASCII only: headers know nothing else everywhere. */
export function attachment(path: string): string {
  const name = path.split("/").at(-1) ?? "";
  const ascii = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^ -~]|["\\%]/g, "_");
  return `attachment; filename="${ascii.trim() || "file"}"`;
}

/** Rows at a time: a handful of small texts is in memory at once. */
const batchSize = 50;

async function* programsOf({ db, bytes: stored }: ApiContext, { id: datasetId }: Dataset): AsyncGenerator<ZipEntry> {
  for (let last = ""; ; ) {
    const rows = await db
      .selectFrom("conversions")
      .leftJoin("artefacts as raw", (join) =>
        join.onRef("raw.conversion_id", "=", "conversions.id").on("raw.kind", "=", "raw_kcl"),
      )
      .leftJoin("artefacts as salon", (join) =>
        join.onRef("salon.conversion_id", "=", "conversions.id").on("salon.kind", "=", "salon_kcl"),
      )
      .select(["file_path", "updated_at", "manual_kcl_override", "raw.sha256 as raw", "salon.sha256 as salon"])
      .where("conversions.dataset_id", "=", datasetId)
      .where("status", "=", "success")
      .where("file_path", ">", last)
      .orderBy("file_path")
      .limit(batchSize)
      .execute();
    for (const row of rows) {
      const hash = row.salon ?? row.raw;
      const override = row.manual_kcl_override;
      if (override === null && hash === null) continue;
      const data = override !== null ? Buffer.from(override) : await stored.readBlob(datasetId, hash ?? "");
      yield { name: `${row.file_path}.kcl`, data, modified: row.updated_at };
    }
    const final = rows.at(-1);
    if (!final || rows.length < batchSize) return;
    last = final.file_path;
  }
}
