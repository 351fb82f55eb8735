/**
 * Statements that a server parses and plans once a connection: those that run for every conversion. A statement says so itself, with its
 * name in a comment, and names the columns that it answers with: a later migration may add some. The others are planned each time, for the values that they have: lists and searches want that.
 */
import {
  type PostgresCursor,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
  type RawBuilder,
  sql,
} from "kysely";
import type pg from "pg";

const mark = /\/\* prepared: (\w+) \*\//;

/** Put into a statement, it is prepared under `name`. The statement must have the same text each time. */
export function prepared(name: string): RawBuilder<unknown> {
  return sql.raw(`/* prepared: ${name} */`);
}

/** The pool, for Kysely, with the names of statements passed on. */
export function withPreparedStatements(pool: pg.Pool): PostgresPool {
  // Kysely knows connections by their clients.
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect();
      const wrapped = known.get(client) ?? named(client);
      known.set(client, wrapped);
      return wrapped;
    },
    end: () => pool.end(),
  };
}

function named(client: pg.PoolClient): PostgresPoolClient {
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(asked: string | PostgresCursor<unknown>, values: readonly unknown[] = []): unknown {
    if (typeof asked !== "string") return client.query(asked as unknown as pg.Submittable);
    const name = mark.exec(asked)?.[1];
    return name === undefined
      ? client.query(asked, [...values])
      : client.query({ name, text: asked, values: [...values] });
  }
  return { query, release: () => client.release() };
}
