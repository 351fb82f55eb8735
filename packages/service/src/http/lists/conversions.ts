/** Conversions of a dataset, page by page: filtered, searched, sorted. */
import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import { type ConversionRow, conversionStatuses, type Tables } from "../../db/index.js";
import { phases } from "../../pipeline/phases.js";
import { ApiError } from "../errors.js";
import type { Position, Question } from "../pageToken.js";
import { after, orderBy, orderOf, positionOf } from "./sorts.js";

/** What a list needs of a row: no checkpoint, no override text. */
export const summaryColumns = [
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
  "metadata",
  "raw_kcl_similarity_score",
  "salon_kcl_similarity_score",
  "manual_kcl_override_updated_at",
] as const;

export type SummaryRow = Pick<ConversionRow, (typeof summaryColumns)[number]> & { readonly override_active: boolean };

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

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A LIKE pattern that finds the text anywhere. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}

type Query = SelectQueryBuilder<Tables, "conversions", SummaryRow>;

function filtered(db: Kysely<Tables>, datasetId: string, { filter, phase }: Question): Query {
  let query = db
    .selectFrom("conversions")
    .select(summaryColumns)
    .select(sql<boolean>`manual_kcl_override IS NOT NULL`.as("override_active"))
    .where("dataset_id", "=", datasetId);
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
  let query = filtered(db, datasetId, question);
  const { q } = question;
  if (q !== undefined)
    query = query.where((eb) => {
      const inPath = sql<boolean>`file_path ILIKE ${containing(q)}`;
      return uuidPattern.test(q) ? eb.or([eb("id", "=", q), inPath]) : inPath;
    });
  return paged(query, question.sort_by ?? "created_at_ascending", position, limit);
}

async function paged(
  query: Query,
  sort: string,
  position: Position | undefined,
  limit: number,
): Promise<Page<SummaryRow>> {
  const order = orderOf(sort);
  const rows = await (position ? query.where(after(order, position)) : query)
    .orderBy(orderBy(order))
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, (row) => positionOf(order, row));
}

function pageOf<Row>(rows: readonly Row[], limit: number, position: (row: Row) => Position): Page<Row> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last !== undefined ? position(last) : undefined };
}

/** Part of the asked words' trigrams that a path must have; lets one typo or a swap of two letters in a short word pass. */
const fuzzyThreshold = "0.4";

/**
 * A page of a search: the exact id, or paths that are like `q` (pg_trgm's word similarity where the server has it, else the literal text).
 * Without `sort_by` the best match comes first.
 */
export async function searchConversions(
  db: Kysely<Tables>,
  datasetId: string,
  question: Question,
  position: Position | undefined,
  limit: number,
  hasTrigrams: boolean,
): Promise<Page<SummaryRow>> {
  const q = question.q ?? "";
  if (!hasTrigrams) return listConversions(db, datasetId, question, position, limit);
  return db.transaction().execute(async (trx) => {
    await sql`SELECT set_config('pg_trgm.word_similarity_threshold', ${fuzzyThreshold}, true)`.execute(trx);
    const isId = uuidPattern.test(q);
    const query = filtered(trx, datasetId, question).where((eb) => {
      const like = sql<boolean>`file_path ILIKE ${containing(q)}`;
      const fuzzy = sql<boolean>`${q}::text <% file_path`;
      return eb.or(isId ? [eb("id", "=", q), like] : [like, fuzzy]);
    });
    if (question.sort_by !== undefined) return paged(query, question.sort_by, position, limit);
    // Smaller is better, so that one row comparison goes on in both columns.
    const literal = sql`CASE WHEN file_path ILIKE ${containing(q)} THEN 1 ELSE 0 END`;
    const distance = sql<string>`round((-word_similarity(${q}, file_path) - ${literal})::numeric, 6)`;
    const [badness, id] = position ?? [];
    const ranked = query.select(distance.as("distance"));
    const rows = await (badness !== undefined && id !== undefined
      ? ranked.where(sql<boolean>`(${distance}, id) > (${badness}::numeric, ${id}::uuid)`)
      : ranked
    )
      .orderBy("distance")
      .orderBy("id")
      .limit(limit + 1)
      .execute();
    return pageOf<SummaryRow & { readonly distance: string }>(rows, limit, (row) => [row.distance, row.id]);
  });
}
