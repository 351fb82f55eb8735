// A ledger of every change of a conversion and of its artefacts, written by triggers of the database: what the checks are made on.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { codeOf } from "../runner/sure.js";
import type { ArtefactLine, Ledger, Line } from "./check.js";

export interface Queries {
  ask<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  end(): Promise<void>;
}

const ledger = `
  CREATE TABLE kills_ledger (
    n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    tx text NOT NULL DEFAULT pg_current_xact_id()::text,
    who text NOT NULL DEFAULT current_setting('application_name'),
    conversion uuid NOT NULL,
    was jsonb,
    is_now jsonb,
    artefact text
  );
  CREATE FUNCTION kills_of(c conversions) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_build_object('status', c.status, 'phase', c.phase, 'done', c.checkpoint_phase, 'token', c.attempt_token,
                              'attempts', c.attempts)
  $$;
  CREATE FUNCTION kills_conversion() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO kills_ledger (conversion, was, is_now) VALUES (NEW.id, kills_of(OLD), kills_of(NEW));
    IF OLD.phase <> NEW.phase OR OLD.status <> NEW.status THEN
      PERFORM pg_notify('kills', json_build_object('phase', NEW.phase, 'status', NEW.status,
                                                   'who', current_setting('application_name'))::text);
    END IF;
    RETURN NULL;
  END $$;
  CREATE FUNCTION kills_artefact() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO kills_ledger (conversion, artefact)
      VALUES (coalesce(NEW.conversion_id, OLD.conversion_id), TG_OP || ' ' || coalesce(NEW.kind, OLD.kind));
    RETURN NULL;
  END $$;
  CREATE TRIGGER kills_conversion AFTER UPDATE ON conversions FOR EACH ROW EXECUTE FUNCTION kills_conversion();
  CREATE TRIGGER kills_artefact AFTER INSERT OR UPDATE OR DELETE ON artefacts FOR EACH ROW EXECUTE FUNCTION kills_artefact();
`;

/** Asks the database, and again while it is away. `away` is how long at most, ms. */
export function patientQueries(url: string, away = 120_000): Queries {
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: "kills" });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return {
    async ask<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
      for (const began = Date.now(); ; await sleep(100)) {
        try {
          return (await pool.query<Row>(sql, [...values])).rows;
        } catch (error) {
          const passing = !/^(22|23|42)/.test(codeOf(error) ?? "");
          if (!passing || Date.now() - began > away) throw error;
        }
      }
    },
    end: () => pool.end(),
  };
}

/** Installs the ledger. */
export async function installLedger({ ask }: Queries): Promise<void> {
  await ask(ledger);
}

/** The ledger's lines of conversions, by conversion, in order; and those of artefacts. Times are ms since 1970. */
export async function readLedger({ ask }: Queries): Promise<Ledger> {
  const rows = await ask<Line & { readonly artefact: string | null }>(
    "SELECT n, extract(epoch FROM at) * 1000 AS at, tx, who, conversion, was, is_now, artefact FROM kills_ledger ORDER BY n",
  );
  const lines = rows.map(({ n, at, ...row }) => ({
    ...row,
    n: Number(n),
    at: Number(at),
    pid: Number(/^unbake \S+ (\d+)$/.exec(row.who)?.[1]),
  }));
  const changes = new Map<string, Line[]>();
  const artefacts: ArtefactLine[] = [];
  for (const { artefact, ...line } of lines) {
    if (artefact === null) changes.set(line.conversion, [...(changes.get(line.conversion) ?? []), line]);
    else artefacts.push({ ...line, artefact });
  }
  return { changes, artefacts };
}
