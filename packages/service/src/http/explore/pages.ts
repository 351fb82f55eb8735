/** Rows that pass a filter, page by page, in any order of the page's list. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../../db/index.js";
import { pageOf, type SummaryRow, summariesOf } from "../lists/conversions.js";
import type { Position } from "../pageToken.js";
import { type Filter, passes } from "./filter.js";

interface Order {
  /** What rows are sorted by, before their id. */
  readonly by: ReturnType<typeof sql>;
  readonly type: "timestamptz" | "float8" | "int" | "text";
  readonly way: "ASC" | "DESC";
}

const score = sql`coalesce(raw_kcl_similarity_score, -1)`;
const faces = sql`coalesce(faces, -1)`;

const orders = {
  updated_at_descending: { by: sql`updated_at`, type: "timestamptz", way: "DESC" },
  updated_at_ascending: { by: sql`updated_at`, type: "timestamptz", way: "ASC" },
  created_at_descending: { by: sql`created_at`, type: "timestamptz", way: "DESC" },
  created_at_ascending: { by: sql`created_at`, type: "timestamptz", way: "ASC" },
  worst: { by: score, type: "float8", way: "ASC" },
  best: { by: score, type: "float8", way: "DESC" },
  faces_descending: { by: faces, type: "int", way: "DESC" },
  faces_ascending: { by: faces, type: "int", way: "ASC" },
  path: { by: sql`file_path`, type: "text", way: "ASC" },
  /** Files that have not failed come last. */
  failure: { by: sql`coalesce(failure_code, '~') COLLATE "C"`, type: "text", way: "ASC" },
} as const satisfies Record<string, Order>;

export type ExploreSort = keyof typeof orders;
export const exploreSorts = Object.keys(orders) as ExploreSort[];

/** A page, and where the next one goes on. */
export async function explorePage(
  db: Kysely<Tables>,
  datasetId: string,
  filter: Filter,
  sort: ExploreSort,
  position: Position | undefined,
  limit: number,
) {
  const { by, type, way }: Order = orders[sort];
  const direction = sql.raw(way);
  let query = summariesOf(db).where(passes(datasetId, filter)).select(sql<string>`(${by})::text`.as("sort_key"));
  if (position) {
    const [key = "", id = ""] = position;
    const beyond = sql.raw(way === "ASC" ? ">" : "<");
    query = query.where(sql<boolean>`(${by}, id) ${beyond} (${key}::${sql.raw(type)}, ${id}::uuid)`);
  }
  const rows = (await query
    .orderBy(sql`${by} ${direction}, id ${direction}`)
    .limit(limit + 1)
    .execute()) as (SummaryRow & { readonly sort_key: string })[];
  return pageOf(rows, limit, ({ sort_key, id }) => [sort_key, id]);
}
