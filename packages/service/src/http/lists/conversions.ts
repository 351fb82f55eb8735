/** Conversions of a dataset, page by page: filtered, searched, sorted. */

import { phases } from "@unbake/jobs";
import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import { type ConversionRow, conversionStatuses, type Tables } from "../../db/index.js";
import { ApiError } from "../errors.js";
import type { Position, Question } from "../pageToken.js";
import { patternOf, rowsInOrder } from "./matching.js";
import { orderOf, positionOf } from "./sorts.js";

/** What a list shows of a row as it is: no checkpoint, no override text. */
const plainColumns = [
  "id",
  "dataset_id",
  "file_path",
  "file_etag",
  "file_size",
  "status",
  "phase",
  "status_message",
  "created_at",
  "updated_at",
  "started_at",
  "completed_at",
  "importer_version",
  "raw_kcl_similarity_score",
  "salon_kcl_similarity_score",
  "manual_kcl_override_updated_at",
] as const;

export type SummaryRow = Pick<ConversionRow, (typeof plainColumns)[number] | "metadata"> & {
  readonly override_active: boolean;
};

/** Metadata of a row in a list, in bytes of their text. A row has up to 64 kB, a page up to 1000 rows. */
const listedMetadataBytes = 8192;
/** What a page's rows may have together, in bytes of JSON; the page after it begins with the row that had no room. */
const pageBytes = 2 ** 21;

/** The metadata in a list: all of small ones, of large ones the shortest entries that fit. The details have them all. */
const listedMetadata = sql<ConversionRow["metadata"]>`(CASE
  WHEN octet_length(metadata::text) <= ${sql.lit(listedMetadataBytes)} THEN metadata
  ELSE (
    SELECT coalesce(jsonb_object_agg(key, value), '{}')
    FROM (
      SELECT key, value, sum(octet_length(key) + octet_length(value::text) + 6) OVER (ORDER BY octet_length(value::text), key) AS bytes
      FROM jsonb_each(metadata)
    ) AS entries
    WHERE bytes <= ${sql.lit(listedMetadataBytes)}
  ) END)`;

/** What a list shows of a row. */
export function summariesOf(db: Kysely<Tables>): Query {
  return db
    .selectFrom("conversions")
    .select(plainColumns)
    .select([listedMetadata.as("metadata"), sql<boolean>`manual_kcl_override IS NOT NULL`.as("override_active")]);
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Where the next page goes on; undefined on the last one. */
  readonly next: Position | undefined;
}

/** Statuses and phases of newer versions of the contract: nothing here ever has them, and asking for them is no mistake. */
const foreignStatuses = ["error_geometry_mismatch", "error_execution", "error_connection"];
const foreignPhases = ["manual_kcl_override"];

/** The status of `status:success`. Throws ApiError("bad_filter"). */
export function statusOfFilter(filter: string): string {
  const [, status] = /^status:(\w+)$/.exec(filter.trim()) ?? [];
  if (status === undefined)
    throw new ApiError("bad_filter", `${JSON.stringify(filter)}; it must look like status:success`);
  return checkedStatus(status, "bad_filter");
}

/** Throws ApiError when there is no such status. */
export function checkedStatus(status: string, code: "bad_filter" | "bad_parameter"): string {
  if (![...conversionStatuses, ...foreignStatuses].includes(status))
    throw new ApiError(
      code,
      `there is no status ${JSON.stringify(status)}; there are ${conversionStatuses.join(", ")}`,
    );
  return status;
}

/** The index of a phase, -1 for one that nothing here has. Throws ApiError("bad_filter"). */
export function phaseIndex(phase: string): number {
  const index = (phases as readonly string[]).indexOf(phase);
  if (index < 0 && !foreignPhases.includes(phase))
    throw new ApiError("bad_filter", `there is no phase ${JSON.stringify(phase)}; there are ${phases.join(", ")}`);
  return index;
}

export type Query = SelectQueryBuilder<Tables, "conversions", SummaryRow>;

/** The conversions of a dataset that pass the filters of a question. Throws ApiError for unknown ones. */
export function filtered(db: Kysely<Tables>, datasetId: string, { filter, phase }: Question): Query {
  let query = summariesOf(db).where("dataset_id", "=", datasetId);
  if (filter !== undefined) query = query.where(sql<boolean>`status = ${statusOfFilter(filter)}`);
  if (phase !== undefined) query = query.where("phase", "=", phaseIndex(phase));
  return query;
}

/** A page of the list: `q` is searched literally, in any case, in the path, or is the id. Throws ApiError for unknown filters. */
export async function listConversions(
  db: Kysely<Tables>,
  datasetId: string,
  question: Question,
  position: Position | undefined,
  limit: number,
): Promise<Page<SummaryRow>> {
  const order = orderOf(question.sort_by ?? "created_at_ascending");
  const query = filtered(db, datasetId, question);
  const { q } = question;
  const wanted = q === undefined ? undefined : { texts: [patternOf([q])], id: q };
  const rows = await rowsInOrder(query, { db, datasetId, order, position, limit: limit + 1, wanted });
  return pageOf(rows, limit, (row) => positionOf(order, row));
}

/** A page of what was found, one row more than is shown: `limit` rows, or as many as its bytes allow, at least one. */
export function pageOf<Row extends SummaryRow>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => Position,
): Page<Row> {
  let bytes = 0;
  const full = rows.findIndex((row, i) => {
    bytes += Buffer.byteLength(JSON.stringify(row));
    return i > 0 && bytes > pageBytes;
  });
  const shown = rows.slice(0, full < 0 ? limit : Math.min(full, limit));
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > shown.length && last !== undefined ? position(last) : undefined };
}
