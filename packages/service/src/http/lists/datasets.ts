/** Datasets of an organisation, page by page. */
import type { Kysely } from "kysely";
import type { Dataset, Tables } from "../../db/index.js";
import type { Position, Question } from "../pageToken.js";
import type { Page } from "./conversions.js";
import { after, orderBy, orderOf, positionOf } from "./sorts.js";

/** A page of an organisation's datasets. */
export async function listDatasets(
  db: Kysely<Tables>,
  orgId: string,
  question: Question,
  position: Position | undefined,
  limit: number,
): Promise<Page<Dataset>> {
  const order = orderOf(question.sort_by ?? "created_at_ascending");
  let query = db.selectFrom("datasets").selectAll().where("org_id", "=", orgId);
  if (question.lookup_enabled !== undefined)
    query = query.where("lookup_enabled", "=", question.lookup_enabled === "true");
  if (position) query = query.where(after(order, position));
  const rows = await query
    .orderBy(orderBy(order))
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last ? positionOf(order, last) : undefined };
}
