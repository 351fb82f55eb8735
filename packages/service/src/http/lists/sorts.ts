/**
 * Orders of lists and the pages in them. Every order ends with the id, so it is total, and a page goes on right after its position
 * (keyset paging): rows that come or go elsewhere move nothing.
 */
import { type RawBuilder, sql } from "kysely";
import type { Position } from "../pageToken.js";

type Direction = "ascending" | "descending";

/** One column of an order: its SQL, and the type that a position's text is read as. */
interface Key {
  readonly column: string;
  readonly type: "timestamptz" | "smallint" | "text" | "uuid";
}

const id: Key = { column: "id", type: "uuid" };
const createdAt: Key = { column: "created_at", type: "timestamptz" };

/** What each order sorts by; all keys run in the same direction, so that one index serves both. */
const keysOf = {
  created_at: [createdAt, id],
  updated_at: [{ column: "updated_at", type: "timestamptz" }, id],
  status: [{ column: "status", type: "text" }, createdAt, id],
  phase: [{ column: "phase", type: "smallint" }, createdAt, id],
} as const satisfies Record<string, readonly Key[]>;

export interface Order {
  readonly by: keyof typeof keysOf;
  readonly direction: Direction;
}

/** `created_at_descending` taken apart. */
export function orderOf(sort: string): Order {
  const at = sort.lastIndexOf("_");
  return { by: sort.slice(0, at) as Order["by"], direction: sort.slice(at + 1) as Direction };
}

/** The ORDER BY of an order. */
export function orderBy({ by, direction }: Order): RawBuilder<unknown> {
  const way = sql.raw(direction === "ascending" ? "ASC" : "DESC");
  return sql.join(keysOf[by].map(({ column }) => sql`${sql.ref(column)} ${way}`));
}

/** True of the rows after a position. */
export function after({ by, direction }: Order, position: Position): RawBuilder<boolean> {
  const keys = keysOf[by];
  const columns = sql.join(keys.map(({ column }) => sql.ref(column)));
  const values = sql.join(keys.map(({ type }, i) => sql`${position[i] ?? ""}::${sql.raw(type)}`));
  return sql<boolean>`(${columns}) ${sql.raw(direction === "ascending" ? ">" : "<")} (${values})`;
}

/** A row's place in an order, as text that the database reads back exactly. */
export function positionOf({ by }: Order, row: object): Position {
  return keysOf[by].map(({ column }) => {
    const value = (row as Readonly<Record<string, unknown>>)[column];
    return value instanceof Date ? value.toISOString() : String(value);
  });
}
