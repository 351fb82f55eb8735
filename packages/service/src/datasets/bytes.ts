/** The bytes of a dataset's files, wherever they are. */
import type { Readable } from "node:stream";
import type { Kysely } from "kysely";
import type { ConversionRow, Dataset, Tables } from "../db/index.js";
import { type BlobStore, openBlob } from "../storage/index.js";
import { openSource, type Source, type SourceOptions } from "./sources.js";

export interface SourceTools extends BlobStore {
  readonly source: SourceOptions;
}

export type OriginalOf = Pick<ConversionRow, "file_path" | "file_etag" | "file_sha256">;

/** What of a dataset says where its files are. */
export type Origin = Pick<Dataset, "id" | "org_id" | "source_uri" | "access_role_arn">;

/** The bucket of a dataset. Throws when it has none. */
export async function sourceOf(db: Kysely<Tables>, dataset: Origin, options: SourceOptions): Promise<Source> {
  const { aws_external_id } = await db
    .selectFrom("organizations")
    .select("aws_external_id")
    .where("id", "=", dataset.org_id)
    .executeTakeFirstOrThrow();
  return openSource(dataset, aws_external_id, options);
}

/** The file a conversion is of, as it was when its row was written. Throws `SourceChanged` or `SourceMissing`. */
export async function openOriginal(tools: SourceTools, dataset: Origin, file: OriginalOf): Promise<Readable> {
  if (file.file_sha256 !== null) return openBlob(tools, dataset.id, file.file_sha256);
  const source = await sourceOf(tools.db, dataset, tools.source);
  return source.open(file.file_path, file.file_etag);
}
