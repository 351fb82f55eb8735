import { Readable } from "node:stream";
import { faultOfPath, maxStoredPathBytes } from "../../datasets/filePath.js";
import type { Dataset } from "../../db/index.js";
import { MissingObject } from "../../storage/index.js";
import type { App } from "../app.js";
import type { ApiContext } from "../context.js";
import { isLost } from "../errors.js";
import { attachment } from "../filePath.js";
import { findDataset } from "../lookup.js";
import type { OpenAnswers } from "../openAnswers.js";
import { partFilesKind, partFilesOf } from "../project.js";
import { DatasetPath } from "../schemas/parameters.js";
import { type ZipEntry, zipStream } from "../zipStream.js";
import { bytes, orgs } from "./answers.js";

/** All programs of a dataset. */
export function bulkRoutes(app: App, context: ApiContext, answers: OpenAnswers): void {
  app.get(
    "/org/datasets/:id/bulk-download/kcl",
    {
      config: { access: "member" },
      // Without its body nothing is known of it.
      exposeHeadRoute: false,
      schema: {
        ...orgs,
        operationId: "download_org_dataset_successful_kcl_bulk",
        summary: "The programs of all successful conversions as a ZIP file.",
        description: `A program that cannot be read from storage is left out, and the last entry, \`${manifestName}\`, names it and says why.`,
        params: DatasetPath,
        response: bytes(
          "A ZIP file of `<file_path>.kcl`, and of `<file_path>.project/` with a file for each part where there are several.",
          ["application/zip"],
        ),
      },
    },
    async (request, reply) => {
      const dataset = await findDataset(context, request, request.params.id);
      answers.admit(request, reply);
      const left: LeftOut[] = [];
      const stream = Readable.from(zipStream(withManifest(programsOf(context, dataset, left), left)));
      stream.once("error", (error) => context.log.error("a download broke off", { request_id: request.id, error }));
      return reply
        .header("content-type", "application/zip")
        .header("content-disposition", attachment(`${dataset.id}.kcl.zip`))
        .header("accept-ranges", "none")
        .send(stream);
    },
  );
}

/** No program has this name: theirs end in .kcl. */
const manifestName = "unbake-manifest.json";

/** A program that is not in the ZIP file, and why. */
interface LeftOut {
  readonly file_path: string;
  readonly conversion_id: string;
  readonly reason: string;
}

async function* withManifest(entries: AsyncIterable<ZipEntry>, left: readonly LeftOut[]): AsyncGenerator<ZipEntry> {
  let count = 0;
  for await (const entry of entries) {
    count += 1;
    yield entry;
  }
  if (left.length === 0) return;
  const manifest = { complete: false, programs: count, left_out: left };
  yield { name: manifestName, data: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), modified: new Date() };
}

/** Rows of earlier versions may have paths that are refused today; they do not leave as names in an archive. */
function programName(id: string, path: string): string {
  return faultOfPath(path, maxStoredPathBytes) === undefined ? `${path}.kcl` : `renamed/${id}.kcl`;
}

/** Rows at a time: a handful of small texts is in memory at once. */
const batchSize = 50;

/** Programs by path. Those that storage has lost are added to `left`; a storage that is away ends it. */
async function* programsOf(context: ApiContext, { id: datasetId }: Dataset, left: LeftOut[]): AsyncGenerator<ZipEntry> {
  for (let last = ""; ; ) {
    const rows = await context.db
      .selectFrom("conversions")
      .leftJoin("artefacts as raw", (join) =>
        join.onRef("raw.conversion_id", "=", "conversions.id").on("raw.kind", "=", "raw_kcl"),
      )
      .leftJoin("artefacts as salon", (join) =>
        join.onRef("salon.conversion_id", "=", "conversions.id").on("salon.kind", "=", "salon_kcl"),
      )
      .leftJoin("artefacts as project", (join) =>
        join.onRef("project.conversion_id", "=", "conversions.id").on("project.kind", "=", partFilesKind),
      )
      .select([
        "conversions.id",
        "file_path",
        "updated_at",
        "manual_kcl_override",
        "raw.sha256 as raw",
        "salon.sha256 as salon",
        "project.sha256 as project",
      ])
      .where("conversions.dataset_id", "=", datasetId)
      .where("status", "=", "success")
      .where("file_path", ">", last)
      .orderBy("file_path")
      .limit(batchSize)
      .execute();
    for (const { id, file_path, updated_at, manual_kcl_override: override, raw, salon, project } of rows) {
      const leaveOut = (reason: string) => void left.push({ file_path, conversion_id: id, reason });
      const hash = salon ?? raw;
      const data = override !== null ? Buffer.from(override) : hash !== null && (await read(context, datasetId, hash));
      if (data === false) leaveOut("the conversion has no program");
      else if (typeof data === "string") leaveOut(data);
      else yield { name: programName(id, file_path), data, modified: updated_at };
      const files = override === null && project !== null ? await read(context, datasetId, project) : undefined;
      if (typeof files === "string") leaveOut(`its files by part: ${files}`);
      else if (files) yield* partEntries(programName(id, file_path), files, updated_at);
    }
    const final = rows.at(-1);
    if (!final || rows.length < batchSize) return;
    last = final.file_path;
  }
}

/** An assembly as a project beside its program: `<file_path>.project/main.kcl` and a file for each part. */
function* partEntries(program: string, files: Uint8Array, modified: Date): Generator<ZipEntry> {
  const folder = program.replace(/\.kcl$/, ".project");
  for (const { name, text } of partFilesOf(files))
    yield { name: `${folder}/${name}`, data: Buffer.from(text), modified };
}

/** The bytes, or in words why they are lost. */
async function read({ bytes: stored, log }: ApiContext, datasetId: string, sha256: string) {
  try {
    return await stored.readBlob(datasetId, sha256);
  } catch (error) {
    if (!isLost(error)) throw error;
    log.error("a program is lost", { dataset_id: datasetId, error });
    return error instanceof MissingObject ? "its bytes are missing in storage" : "its bytes are damaged in storage";
  }
}
