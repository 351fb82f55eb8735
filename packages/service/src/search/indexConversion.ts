/** Writes what is searched of a conversion, and later its vectors. */
import { setTimeout as sleep } from "node:timers/promises";
import { storableText } from "@unbake/jobs";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Tables } from "../db/index.js";
import { chunksOf, type Searchable } from "./chunks.js";
import type { Embedder } from "./embedder.js";
import { packVector, unitOf } from "./vector.js";

export interface IndexedConversion extends Searchable {
  readonly id: string;
  readonly datasetId: string;
  readonly orgId: string;
}

/** The chunks of a conversion as PostgreSQL takes them. */
export function storableChunks(conversion: Searchable): string[] {
  return chunksOf(conversion).map(storableText);
}

/**
 * Common table expressions that replace the chunks of the conversions in the table `of` (id, dataset_id, org_id): cheap, so they can be part
 * of the statement that ends a conversion. Chunks are found by their words at once, and by meaning when `embedChunks` has been there.
 */
export function replacedChunks(of: string, chunks: readonly string[]): RawBuilder<unknown> {
  const conversion = sql.table(of);
  // Counting what was removed makes the new ones wait for it: they have the same keys.
  return sql`removed_chunks AS (
      DELETE FROM search_chunks WHERE conversion_id IN (SELECT id FROM ${conversion}) RETURNING 1
    ), new_chunks AS (
      INSERT INTO search_chunks (org_id, dataset_id, conversion_id, chunk_index, content)
      SELECT c.org_id, c.dataset_id, c.id, chunk.place - 1, chunk.content
      FROM (SELECT count(*) FROM removed_chunks) AS removed, ${conversion} AS c,
        unnest(${chunks}::text[]) WITH ORDINALITY AS chunk(content, place)
    )`;
}

/** Replaces the chunks of a conversion. */
export async function indexConversion(db: Kysely<Tables>, conversion: IndexedConversion): Promise<void> {
  const { id, datasetId, orgId } = conversion;
  await sql`
    WITH indexed AS (SELECT ${id}::uuid AS id, ${datasetId}::uuid AS dataset_id, ${orgId}::uuid AS org_id),
    ${replacedChunks("indexed", storableChunks(conversion))}
    SELECT FROM indexed`.execute(db);
}

/** Texts that the model gets at once; a batch takes about a second. */
const batchSize = 4;

/** Embeds the oldest chunks that have no vector; returns how many. Several processes may do it at a time. */
export async function embedChunks(db: Kysely<Tables>, embedder: Embedder, hasPgvector: boolean): Promise<number> {
  const rows = await db
    .selectFrom("search_chunks")
    .select(["id", "content"])
    .where("vector8", "is", null)
    .orderBy("id")
    .limit(batchSize)
    .execute();
  if (rows.length === 0) return 0;
  const vectors = await embedder.embed(rows.map(({ content }) => content));
  for (const [i, { id }] of rows.entries()) {
    const vector = vectors[i];
    if (!vector) throw new Error("the embedding model answered fewer vectors than it was asked for");
    await db
      .updateTable("search_chunks")
      .set({ vector8: packVector(vector) })
      .where("id", "=", id)
      .execute();
    if (hasPgvector)
      await sql`UPDATE search_chunks SET vector = ${`[${[...unitOf(vector)].join(",")}]`}::vector WHERE id = ${id}`.execute(
        db,
      );
  }
  return rows.length;
}

/** How long to rest when there is nothing to do, or when the model failed. */
const restMs = 5_000;
const restAfterFailureMs = 60_000;

/** Keeps embedding chunks in the background; returns how to stop. */
export function startEmbedding(
  db: Kysely<Tables>,
  embedder: Embedder,
  hasPgvector: boolean,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const stopping = new AbortController();
  const rest = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        if ((await embedChunks(db, embedder, hasPgvector)) === 0) await rest(restMs);
      } catch (error) {
        if (stopping.signal.aborted) return;
        onError(error);
        await rest(restAfterFailureMs);
      }
    }
  })();
  return async () => {
    stopping.abort();
    await embedder.close();
    await running;
  };
}
