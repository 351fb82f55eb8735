/**
 * Rows whose path has a text in it, in any order that a list can have. No index knows both. A frequent text is found soonest by walking the
 * rows in their order; a rare one by the trigrams of the paths. Which it is shows after a short walk.
 */
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Tables } from "../../db/index.js";
import type { Position } from "../pageToken.js";
import type { Query, SummaryRow } from "./conversions.js";
import { after, type Order, orderBy } from "./sorts.js";

interface Wanted {
  /** LIKE patterns; any of them. */
  readonly texts: readonly string[];
  /** None of these. */
  readonly not?: readonly string[];
  /** What may be the id of a row, which is then all that is wanted. */
  readonly id?: string;
}

export interface Walk {
  readonly db: Kysely<Tables>;
  readonly datasetId: string;
  readonly order: Order;
  readonly position: Position | undefined;
  readonly limit: number;
  /** Undefined: every row. */
  readonly wanted: Wanted | undefined;
}

export const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
/** Rows of a short walk, a millisecond or two: enough for a page of what every thirtieth row has. */
const walkLength = 800;
/** What none of these rows has is rare enough for the trigrams. */
const firstStep = 160;

/** A LIKE pattern of paths that have the texts, one after the other. */
export function patternOf(texts: readonly string[]): string {
  return `%${texts.map((text) => text.replace(/[\\%_]/g, "\\$&")).join("%")}%`;
}

/** The next `limit` rows of `query` in the order of `walk`. */
export async function rowsInOrder(query: Query, walk: Walk): Promise<SummaryRow[]> {
  const { order, position, limit, wanted } = walk;
  const rest = position ? query.where(after(order, position)) : query;
  const next = (rows: Query) => rows.orderBy(orderBy(order)).limit(limit).execute();
  if (!wanted) return next(rest);
  if (wanted.id !== undefined && isUuid(wanted.id)) {
    const exact = await next(rest.where("id", "=", wanted.id));
    return exact.length > 0 ? exact : next(rest.where(byPaths(walk.datasetId, wanted)));
  }
  const { rows, whole } = await walked(query, rest, walk, wanted);
  return rows.length === limit || whole ? rows : next(rest.where(byPaths(walk.datasetId, wanted)));
}

/**
 * What is wanted among the next rows of `rest`, in one answer; `whole` when there are no others. A text that no row of the first ones has is
 * not walked for any further.
 */
async function walked(query: Query, rest: Query, { db, limit, order }: Walk, { texts, not = [] }: Wanted) {
  const near = rest.orderBy(orderBy(order)).clearSelect();
  const isWanted = sql`${like("file_path", texts)} AND NOT ${like("file_path", not)}`;
  const long = sql<number>`(SELECT CASE WHEN EXISTS (
    SELECT FROM (${near.select("file_path").limit(firstStep)}) AS first_step WHERE ${isWanted}
  ) THEN ${walkLength}::int ELSE ${firstStep}::int END)`;
  // Few columns are walked; the rows of the page are then read whole. The rest of the walk is counted only where it matters.
  const { rows } = await sql<{ seen: number | null } & SummaryRow>`
    WITH near AS MATERIALIZED (
      ${near.select(["id", "file_path", "created_at", "updated_at", "status", "phase"]).limit(long)}
    ), found AS MATERIALIZED (SELECT id FROM near WHERE ${isWanted} ORDER BY ${orderBy(order)} LIMIT ${limit})
    SELECT * FROM (
      SELECT CASE WHEN (SELECT count(*) FROM found) < ${limit} THEN (SELECT count(*)::int FROM near) END AS seen
    ) AS walk
    LEFT JOIN (${query.where(sql<boolean>`id = ANY(ARRAY(SELECT id FROM found))`)}) AS page ON true
    ORDER BY ${orderBy(order)}`.execute(db);
  const seen = rows[0]?.seen ?? walkLength;
  // A walk that found nothing is one row without an id. One that ended where its first step does may have been that step.
  return { rows: rows.filter(({ id }) => id !== null), whole: seen < walkLength && seen !== firstStep };
}

/** Rows by their paths' trigrams. */
function byPaths(datasetId: string, { texts, not = [] }: Wanted): RawBuilder<boolean> {
  // An array, so that no plan walks the rows once more.
  return sql<boolean>`id = ANY(ARRAY(
    SELECT conversion_id FROM conversion_paths
    WHERE dataset_id = ${datasetId} AND ${like("path", texts)} AND NOT ${like("path", not)}))`;
}

function like(column: "path" | "file_path", texts: readonly string[]): RawBuilder<boolean> {
  if (texts.length === 0) return sql<boolean>`false`;
  const each = texts.map((text) => sql`${sql.ref(column)} ILIKE ${text}`);
  return sql<boolean>`(${sql.join(each, sql` OR `)})`;
}
