/** Files of all rows that pass a filter, as entries of one ZIP file; its last one is a list of them. */
import { buffer } from "node:stream/consumers";
import { faultOfPath, maxStoredPathBytes } from "../../datasets/filePath.js";
import type { Dataset } from "../../db/index.js";
import type { ApiContext } from "../context.js";
import { ApiError, isLost } from "../errors.js";
import type { ZipEntry } from "../zipStream.js";
import { type Filter, passes } from "./filter.js";

export const downloadKinds = ["programs", "originals", "certificates"] as const;
export type DownloadKind = (typeof downloadKinds)[number];

const batch = 50;
/** No file of a dataset is at the root under this name. */
const manifestName = "unbake-manifest.json";

interface Listed {
  readonly file_path: string;
  readonly conversion_id: string;
  readonly status: string;
  readonly similarity: number | null;
  /** Its name in the ZIP file; absent where there is none. */
  readonly entry?: string;
  readonly reason?: string;
}

export async function* entriesOf(
  context: ApiContext,
  dataset: Dataset,
  filter: Filter,
  kind: DownloadKind,
): AsyncGenerator<ZipEntry> {
  const listed: Listed[] = [];
  for (let last = ""; ; ) {
    const rows = await rowsAfter(context, dataset.id, filter, last);
    for (const row of rows) {
      const { id, file_path, status, raw_kcl_similarity_score: similarity, updated_at: modified } = row;
      const about = { file_path, conversion_id: id, status, similarity };
      const data = await contentOf(context, dataset, row, kind);
      if (typeof data === "string") {
        listed.push({ ...about, reason: data });
        continue;
      }
      const safe = faultOfPath(file_path, maxStoredPathBytes) === undefined ? file_path : `renamed/${id}`;
      const name = `${safe}${kind === "programs" ? ".kcl" : kind === "certificates" ? ".certificate.json" : ""}`;
      listed.push({ ...about, entry: name });
      yield { name, data, modified };
    }
    const final = rows.at(-1);
    if (!final || rows.length < batch) break;
    last = final.file_path;
  }
  const manifest = { dataset_id: dataset.id, filter, kind, files: listed };
  yield { name: manifestName, data: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), modified: new Date() };
}

type Row = Awaited<ReturnType<typeof rowsAfter>>[number];

const rowsAfter = ({ db }: ApiContext, datasetId: string, filter: Filter, last: string) =>
  db
    .selectFrom("conversions")
    .select(["id", "file_path", "file_etag", "file_sha256", "status", "updated_at"])
    .select(["raw_kcl_similarity_score", "manual_kcl_override"])
    .where(passes(datasetId, filter))
    .where("file_path", ">", last)
    .orderBy("file_path")
    .limit(batch)
    .execute();

/** The bytes of one file, or in words why there are none. */
async function contentOf(context: ApiContext, dataset: Dataset, row: Row, kind: DownloadKind) {
  try {
    if (kind === "originals") return await buffer(await context.bytes.openOriginal(dataset, row));
    if (kind === "programs" && row.manual_kcl_override !== null) return Buffer.from(row.manual_kcl_override);
    const artefacts = await context.db
      .selectFrom("artefacts")
      .select(["kind", "sha256"])
      .where("conversion_id", "=", row.id)
      .where("kind", "in", kind === "programs" ? ["raw_kcl", "salon_kcl"] : ["certificate"])
      .execute();
    const best = artefacts.find((artefact) => artefact.kind === "salon_kcl") ?? artefacts[0];
    return best ? await context.bytes.readBlob(dataset.id, best.sha256) : "the conversion has none";
  } catch (error) {
    if (isLost(error)) return "its bytes are lost in storage";
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}
