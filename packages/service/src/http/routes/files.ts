import { createHash } from "node:crypto";
import type {} from "@fastify/multipart";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Dataset } from "../../db/index.js";
import type { App } from "../app.js";
import type { ApiContext, StoredFile } from "../context.js";
import { ApiError } from "../errors.js";
import { strongTag } from "../etag.js";
import { attachment, checkedPath } from "../filePath.js";
import { keyOf, once } from "../idempotency.js";
import { findConversion, findDataset, findMutableDataset } from "../lookup.js";
import type { OpenAnswers } from "../openAnswers.js";
import { UploadAnswer } from "../schemas/dataset.js";
import { named } from "../schemas/make.js";
import { type ConversionIds, ConversionPath, DatasetPath } from "../schemas/parameters.js";
import { sendFile } from "../sendFile.js";
import { jsonWith, orgs, parts, repeatable } from "./answers.js";

/** Files in and out: uploads, and the original of a conversion. */
export function fileRoutes(app: App, context: ApiContext, answers: OpenAnswers): void {
  const { actions } = context;

  app.post(
    "/org/datasets/:id/uploads",
    {
      config: { access: "admin", multipart: true },
      schema: {
        ...orgs,
        operationId: "upload_org_dataset_files",
        summary: "Upload files. The file name of each part is its path in the dataset, slashes kept.",
        description: repeatable,
        params: DatasetPath,
        response: jsonWith(202, named(UploadAnswer)),
      },
    },
    async (request, reply) => {
      const dataset = await findMutableDataset(context, request, request.params.id);
      if (dataset.storage_provider !== "zoo_managed")
        throw new ApiError("conflict", "the files of this dataset are in a bucket: put them there");
      // Before the files, which may be many.
      keyOf(request);
      if (!request.isMultipart()) throw new ApiError("unsupported_media_type", "send multipart/form-data");
      const files = await storeParts(context, dataset, request).catch((error: unknown) => {
        // The rest of the body has to go somewhere: unread, it would hold up the next request of the same connection.
        request.raw.unpipe();
        request.raw.resume();
        throw isMultipartFault(error) ? new ApiError("bad_upload", error.message, { cause: error }) : error;
      });
      if (files.size === 0) throw new ApiError("bad_upload", "there is no file in it");
      // Parts may be cut otherwise and come in another order when they are sent again.
      const said = [...files.values()].map(({ path, sha256 }) => [path, sha256]).sort();
      const answer = await actions.registerFiles(dataset, [...files.values()], (register) =>
        once(context.db, request, reply, said, register),
      );
      const { uploadedFiles, queuedConversions } = answer;
      return reply.code(202).send({ uploaded_files: uploadedFiles, queued_conversions: queuedConversions });
    },
  );

  const original = "/org/datasets/:id/conversions/:conversion_id/original";
  const sendOriginal = async (request: FastifyRequest<{ Params: ConversionIds }>, reply: FastifyReply) => {
    const dataset = await findDataset(context, request, request.params.id);
    const conversion = await findConversion(context, request, request.params);
    const { file_path, file_size: size, file_sha256, file_etag } = conversion;
    if (request.method !== "HEAD") answers.admit(request, reply);
    return sendFile(request, reply, {
      type: "application/octet-stream",
      disposition: attachment(file_path),
      size,
      // A bucket's own tag may have any characters.
      tag: strongTag(file_sha256 ?? createHash("sha256").update(file_etag).digest("hex")),
      open: () => context.bytes.openOriginal(dataset, conversion),
      onError: (error) => context.log.error("a download broke off", { request_id: request.id, error }),
    });
  };
  app.head(original, { config: { access: "member" }, schema: { params: ConversionPath, hide: true } }, sendOriginal);
  app.get(
    original,
    {
      config: { access: "member" },
      exposeHeadRoute: false,
      schema: {
        ...orgs,
        operationId: "download_org_dataset_conversion_original",
        summary: "The file as it was uploaded.",
        description: "With `Range` a part of it, also on condition that it is still the same (`If-Range`).",
        params: ConversionPath,
        response: parts("The file.", ["application/octet-stream"]),
      },
    },
    sendOriginal,
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
