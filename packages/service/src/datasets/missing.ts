/** The mark of conversions whose original is no longer in its bucket. */
import { type Kysely, sql, type Transaction } from "kysely";
import type { Tables } from "../db/index.js";

/** Key of the metadata of a conversion whose original is gone. */
export const missingSince = "original.missing_since";

/** Originals that are listed again are no longer missing. */
export async function clearMissing(
  db: Kysely<Tables> | Transaction<Tables>,
  datasetId: string,
  paths: readonly string[],
): Promise<void> {
  await sql`
    UPDATE conversions SET metadata = metadata - ${missingSince}::text, updated_at = now()
    WHERE dataset_id = ${datasetId} AND file_path = ANY(${paths}::text[]) AND metadata ? ${missingSince}`.execute(db);
}
