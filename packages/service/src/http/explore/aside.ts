/** Files of a dataset that have no conversion of their own, and why. */
import { type Kysely, sql } from "kysely";
import { roleOf, stemOfSide } from "../../datasets/formats.js";
import type { Tables } from "../../db/index.js";

export interface AsideFile {
  readonly path: string;
  readonly size: number;
  readonly reason: string;
}

const most = 1000;

/** The first thousand of them, by path. */
export async function filesAside(db: Kysely<Tables>, datasetId: string): Promise<AsideFile[]> {
  const { rows } = await sql<{ path: string; size: number }>`
    SELECT path, size::float8 AS size FROM dataset_files AS f
    WHERE dataset_id = ${datasetId} AND NOT EXISTS (
      SELECT FROM conversions AS c WHERE c.dataset_id = f.dataset_id AND c.file_path = f.path)
    ORDER BY path LIMIT ${most}`.execute(db);
  const stems = rows.map(({ path }) => stemOfSide(path));
  const { rows: found } = await sql<{ stem: string }>`
    SELECT stem FROM unnest(${stems}::text[]) AS stem WHERE EXISTS (
      SELECT FROM conversions WHERE dataset_id = ${datasetId} AND (file_path = stem OR file_path LIKE stem || '.%'))`.execute(
    db,
  );
  const known = new Set(found.map(({ stem }) => stem));
  return rows.map(({ path, size }) => ({ path, size, reason: reasonOf(path, known.has(stemOfSide(path))) }));
}

function reasonOf(path: string, hasPart: boolean): string {
  const role = roleOf(path);
  if (role === "side")
    return hasPart
      ? "a side file: its facts are with the CAD file of its name"
      : "a side file without a CAD file of its name";
  if (role === "archive") return "an archive: what is in it is listed by itself";
  return "no CAD file by its name or its content";
}
