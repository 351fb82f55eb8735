/** What phases leave behind, into storage and into the row; nothing of it is written for an attempt that has lost its conversion. */

import { type ArtefactBytes, boundedSection, type PhaseOutput, phaseIndex } from "@unbake/jobs";
import { type Kysely, sql } from "kysely";
import { type Tables, writeOrPlainer } from "../db/index.js";
import { type BlobRef, type BlobStore, writeBlob } from "../storage/index.js";
import { type Attempt, fenced } from "./fence.js";

export interface StoredPhase {
  /** Absent: the output is kept, the phase is not done. */
  readonly done?: { readonly phase: number; readonly ms: number };
}

const lastWorkingPhase = phaseIndex("snapshot_salon_kcl");

/**
 * Stores an output: first the bytes, then, in one transaction, artefacts, metadata, scores and the checkpoint. Metadata that the database
 * refuses are replaced by a word about that. Throws `FenceLost`.
 */
export async function storeOutput(
  store: BlobStore,
  attempt: Attempt,
  datasetId: string,
  output: PhaseOutput,
  phase: StoredPhase,
): Promise<void> {
  const artefacts = output.artefacts ?? [];
  const blobs = await Promise.all(artefacts.map(({ bytes }) => writeBlob(store, datasetId, bytes)));
  const write = (metadata: PhaseOutput["metadata"]) =>
    fenced(store.db, attempt, async (tx) => {
      await writeArtefacts(tx, attempt.id, datasetId, artefacts, blobs);
      await writeColumns(tx, attempt.id, { ...output, metadata }, phase);
    });
  const { metadata } = output;
  if (!metadata) return write(undefined);
  const { section, values } = metadata;
  await writeOrPlainer(
    () => write({ section, values: boundedSection(section, values).values }),
    () => write({ section, values: { not_stored: "the database refuses these metadata" } }),
  );
}

/** `metadata` may be absent by value, too. */
type Columns = Omit<PhaseOutput, "metadata"> & { readonly metadata: PhaseOutput["metadata"] | undefined };

async function writeColumns(
  tx: Kysely<Tables>,
  conversionId: string,
  { metadata, rawSimilarity, salonSimilarity }: Columns,
  { done }: StoredPhase,
): Promise<void> {
  await tx
    .updateTable("conversions")
    .set({
      updated_at: sql<Date>`now()`,
      ...(metadata && { metadata: sectionReplaced(metadata.section, metadata.values) }),
      ...(rawSimilarity !== undefined && { raw_kcl_similarity_score: rawSimilarity }),
      ...(salonSimilarity !== undefined && { salon_kcl_similarity_score: salonSimilarity }),
      ...(done && {
        checkpoint_phase: done.phase,
        // What brought a phase to its end is not what kills its workers: the next phase begins its own count with this attempt.
        attempts: 1,
        // The next one begins now; the last word, `completed`, comes with the status.
        phase: Math.min(done.phase + 1, lastWorkingPhase),
        checkpoint: sql`checkpoint || jsonb_build_object(${String(done.phase)}::text, ${done.ms}::int)`,
      }),
    })
    .where("id", "=", conversionId)
    .execute();
}

async function writeArtefacts(
  tx: Kysely<Tables>,
  conversionId: string,
  datasetId: string,
  artefacts: readonly ArtefactBytes[],
  blobs: readonly BlobRef[],
): Promise<void> {
  const rows = artefacts.flatMap(({ kind, mimeType }, i) => {
    const blob = blobs[i];
    return blob ? [{ conversion_id: conversionId, dataset_id: datasetId, kind, mime_type: mimeType, ...blob }] : [];
  });
  if (rows.length === 0) return;
  await tx
    .insertInto("artefacts")
    .values(rows)
    .onConflict((on) =>
      on.columns(["conversion_id", "kind"]).doUpdateSet((eb) => ({
        sha256: eb.ref("excluded.sha256"),
        mime_type: eb.ref("excluded.mime_type"),
        size: eb.ref("excluded.size"),
        created_at: sql`now()`,
      })),
    )
    .execute();
}

/** The metadata with one section (the keys that begin with its name) replaced whole. */
function sectionReplaced(section: string, values: Readonly<Record<string, string>>) {
  const keyed = Object.fromEntries(Object.entries(values).map(([key, value]) => [`${section}.${key}`, value]));
  return sql<string>`(
    SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(coalesce(metadata, '{}'))
    WHERE NOT starts_with(key, ${`${section}.`})
  ) || ${JSON.stringify(keyed)}::jsonb`;
}

/** What an earlier attempt made and this one will not is removed, before the first phase that makes such things runs. */
export async function dropStale(db: Kysely<Tables>, attempt: Attempt, after: number): Promise<void> {
  const stages = [
    { from: "snapshot_original", kinds: ["original_"], sections: ["original."] },
    { from: "convert_raw_kcl", kinds: ["raw_kcl", "feature_tree"], sections: ["raw_kcl."] },
    { from: "salon", kinds: ["salon_kcl"], sections: ["salon_kcl."] },
  ] as const;
  const stale = stages.filter(({ from }) => phaseIndex(from) > after);
  if (stale.length === 0) return;
  await fenced(db, attempt, async (tx) => {
    const kinds = stale.flatMap((stage) => stage.kinds);
    await tx
      .deleteFrom("artefacts")
      .where("conversion_id", "=", attempt.id)
      .where((eb) => eb.or(kinds.map((kind) => sql<boolean>`starts_with(kind, ${kind})`)))
      .execute();
    const sections = stale.flatMap((stage) => stage.sections);
    await tx
      .updateTable("conversions")
      .set({
        metadata: sql`(SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(coalesce(metadata, '{}'))
                       WHERE NOT ${sql.join(
                         sections.map((section) => sql`starts_with(key, ${section})`),
                         sql` AND NOT `,
                       )})`,
        ...(stale.some(({ from }) => from === "convert_raw_kcl") && { raw_kcl_similarity_score: null }),
        ...(stale.some(({ from }) => from === "salon") && { salon_kcl_similarity_score: null }),
      })
      .where("id", "=", attempt.id)
      .execute();
  });
}
