/** What a conversion has become, for search. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/index.js";
import { indexConversion } from "../search/index.js";
import { type BlobStore, readBlob } from "../storage/index.js";

/** The best program there is: a person's, else salon, else raw. */
export async function bestProgram(
  store: BlobStore,
  conversion: { readonly id: string; readonly dataset_id: string },
): Promise<string | undefined> {
  const rows = await store.db
    .selectFrom("artefacts")
    .select(["kind", "sha256"])
    .where("conversion_id", "=", conversion.id)
    .where("kind", "in", ["raw_kcl", "salon_kcl"])
    .orderBy("kind", "desc")
    .execute();
  const best = rows[0];
  return best && (await readBlob(store, conversion.dataset_id, best.sha256)).toString("utf8");
}

/** Replaces what search knows of a conversion; part of the transaction that ends it. */
export async function indexEnded(
  tx: Kysely<Tables>,
  conversion: { readonly id: string; readonly dataset_id: string; readonly org_id: string },
  program: string | undefined,
): Promise<void> {
  const { id, dataset_id: datasetId, org_id: orgId } = conversion;
  const row = await tx
    .selectFrom("conversions")
    .select(["file_path", "metadata"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  await indexConversion(tx, {
    id,
    datasetId,
    orgId,
    filePath: row.file_path,
    metadata: row.metadata,
    kcl: program ?? null,
  });
}
