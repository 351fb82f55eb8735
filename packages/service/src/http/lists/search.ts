/** Conversions by exact id or by a path that is like a text, page by page. */
import type { Kysely } from "kysely";
import type { Tables } from "../../db/index.js";
import type { Position, Question } from "../pageToken.js";
import { filtered, type Page, pageOf, type SummaryRow } from "./conversions.js";
import { patternOf, rowsInOrder } from "./matching.js";
import { orderOf, positionOf } from "./sorts.js";
import { readingsOf } from "./words.js";

/** The order of those that match equally well. */
const oldestFirst = orderOf("created_at_ascending");

/**
 * A page of a search. Without `sort_by` the most literal matches come first, and within them the oldest. A page goes on with the readings of
 * the first one, whatever words came to the dataset meanwhile. Throws ApiError for unknown filters.
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
  const query = filtered(db, datasetId, question);
  if (question.sort_by !== undefined) {
    const order = orderOf(question.sort_by);
    const texts = await readingsOf(db, datasetId, q, hasTrigrams);
    const rows = await rowsInOrder(query, {
      db,
      datasetId,
      order,
      position,
      limit: limit + 1,
      wanted: { texts, id: q },
    });
    return pageOf(rows, limit, (row) => positionOf(order, row));
  }
  const [first = "0", createdAt, id, ...known] = position ?? [];
  const literal = patternOf([q]);
  // What else it may mean is asked when nothing that is literally so is left.
  let readings = known.length > 0 ? [literal, ...known] : undefined;
  const found: (SummaryRow & { readonly reading: number })[] = [];
  for (let i = Number(first); found.length <= limit; i++) {
    if (i > 0) readings ??= await readingsOf(db, datasetId, q, hasTrigrams);
    const reading = i === 0 ? literal : readings?.[i];
    if (reading === undefined) break;
    const isFirst = position !== undefined && i === Number(first);
    const rows = await rowsInOrder(query, {
      db,
      datasetId,
      order: oldestFirst,
      position: isFirst && createdAt !== undefined && id !== undefined ? [createdAt, id] : undefined,
      limit: limit + 1 - found.length,
      wanted: { texts: [reading], not: readings?.slice(0, i) ?? [], ...(i === 0 && { id: q }) },
    });
    found.push(...rows.map((row) => ({ ...row, reading: i })));
  }
  return pageOf(found, limit, (row) => [
    String(row.reading),
    ...positionOf(oldestFirst, row),
    ...(readings?.slice(1) ?? []),
  ]);
}
