/**
 * What is no longer in a bucket. Side files lose their rows, and the conversions beside them read their metadata again. Conversions keep
 * everything that was made of them: their metadata say since when the original is missing, until it is back.
 */

import { storableText } from "@unbake/jobs";
import { type Kysely, type SqlBool, sql } from "kysely";
import type { Tables } from "../db/index.js";
import { missingSince } from "./missing.js";
import { requeueBeside } from "./register.js";

export interface GoneWatch {
  /** Takes the next page of a listing, all names that are in it. */
  page(paths: readonly string[]): Promise<void>;
  /** The listing is at its end. Returns how many conversions were queued again. */
  end(): Promise<number>;
}

/** Side files that are held until the end, so that a conversion that is gone with its side file is known to be. */
const heldSides = 100_000;

/**
 * Follows a listing, page by page. S3 lists in the order of the names' bytes, which is that of the collation "C": whatever rows a page passes
 * over are not in the bucket. A server that lists in another order, or names that no row can hold, leave every row as it is.
 */
export function watchGone(db: Kysely<Tables>, datasetId: string): GoneWatch {
  let last: string | undefined;
  let inOrder = true;
  let sides: string[] = [];
  let queued = 0;
  const settle = async () => {
    queued += await dropSides(db, datasetId, sides);
    sides = [];
  };
  const passOver = async (to: string | undefined, present: readonly string[]) => {
    const range = sql<SqlBool>`dataset_id = ${datasetId} ${last === undefined ? sql`` : after("path", last)}
      ${to === undefined ? sql`` : upTo("path", to)} AND path <> ALL(${present}::text[])`;
    const { rows } = await sql<{ path: string }>`
      SELECT path FROM dataset_files WHERE sha256 IS NULL AND ${range}`.execute(db);
    sides.push(...rows.map(({ path }) => path));
    await markMissing(db, range);
    if (sides.length >= heldSides) await settle();
  };
  return {
    async page(paths) {
      const [first] = paths;
      if (first === undefined) return;
      inOrder &&= paths.every(
        (path, i) => storableText(path) === path && isBefore(i === 0 ? last : paths[i - 1], path),
      );
      const to = paths.at(-1);
      if (inOrder) await passOver(to, paths);
      last = to;
    },
    async end() {
      if (!inOrder) return 0;
      await passOver(undefined, []);
      await settle();
      return queued;
    },
  };
}

const after = (column: string, path: string) => sql`AND ${sql.ref(column)} > ${path}`;
const upTo = (column: string, path: string) => sql`AND ${sql.ref(column)} <= ${path}`;

function isBefore(left: string | undefined, right: string): boolean {
  return left === undefined || Buffer.compare(Buffer.from(left), Buffer.from(right)) < 0;
}

/** Those that wait or run find out by themselves and end as `source_missing`. */
async function markMissing(db: Kysely<Tables>, range: ReturnType<typeof sql<SqlBool>>): Promise<void> {
  await sql`
    UPDATE conversions SET updated_at = now(), metadata = coalesce(metadata, '{}') || jsonb_build_object(
      ${missingSince}::text, to_char(now() AT TIME ZONE 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
    WHERE id IN (SELECT id FROM (
        SELECT id, dataset_id, file_path AS path FROM conversions
        WHERE file_sha256 IS NULL AND status NOT IN ('queued', 'in_progress') AND NOT coalesce(metadata, '{}') ? ${missingSince}
      ) AS ended WHERE ${range})`.execute(db);
}

async function dropSides(db: Kysely<Tables>, datasetId: string, paths: readonly string[]): Promise<number> {
  if (paths.length === 0) return 0;
  return db.transaction().execute(async (tx) => {
    let queued = 0;
    for (let i = 0; i < paths.length; i += batch) {
      const some = paths.slice(i, i + batch);
      await tx.deleteFrom("dataset_files").where("dataset_id", "=", datasetId).where("path", "in", some).execute();
      queued += await requeueBeside(tx, datasetId, some);
    }
    return queued;
  });
}

const batch = 1000;
