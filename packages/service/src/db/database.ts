import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { withPreparedStatements } from "./prepared.js";
import type { Tables } from "./tables.js";

export interface Database {
  readonly kysely: Kysely<Tables>;
  /** The pool under it, for LISTEN, advisory locks and the job queue. */
  readonly pool: pg.Pool;
  readonly url: string;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly maxConnections?: number;
  /** What the server calls our connections (`pg_stat_activity`). */
  readonly name?: string;
  /** Hears of connections that broke while idle; the pool replaces them by itself. */
  readonly onIdleError?: (error: Error) => void;
}

const defaultMaxConnections = 10;
const int8 = 20;

/** A pool on the PostgreSQL server at `url`. Connects when first used. Counts and sizes (int8) arrive as numbers. */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? defaultMaxConnections,
    ...(options.name !== undefined && { application_name: options.name }),
    types: {
      getTypeParser: ((oid: number, format?: "text" | "binary") =>
        oid === int8 && format !== "binary"
          ? Number
          : pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
    },
  });
  // Without a listener a server that goes away would end the process.
  pool.on("error", (error) => options.onIdleError?.(error));
  // The pool listens to idle connections only: one that breaks between two statements of a transaction would end the process as well.
  pool.on("connect", (client) => client.on("error", () => {}));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: withPreparedStatements(pool) }) });
  return { kysely, pool, url, close: () => kysely.destroy() };
}
