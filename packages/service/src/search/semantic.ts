/**
 * Search by meaning and by words together: the small model alone ranks rare words wrongly, words alone miss synonyms. A chunk's score is the
 * cosine of its vector and the question's, moved towards 1 by the share of the question's words that are in it.
 */
import { at } from "@unbake/ground";
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/index.js";
import type { Embedder } from "./embedder.js";
import { cosine, unitOf } from "./vector.js";

export interface Match {
  readonly conversionId: string;
  readonly filePath: string;
  readonly chunkIndex: number;
  /** -1 to 1. */
  readonly similarity: number;
}

export interface SearchTools {
  readonly db: Kysely<Tables>;
  readonly embedder: Embedder;
  readonly hasPgvector: boolean;
  readonly onError: (error: unknown) => void;
}

/** How far all words of a question move a chunk from its cosine towards 1. */
const wordWeight = 0.5;
/** Chunks that words or the vector index propose, for each match that is wanted. */
const candidatesPerMatch = 5;
/** Small enough to be forgotten before the collector takes it for something that stays: the API process keeps within its memory. */
const scanBatch = 500;

interface Candidate {
  readonly id: number;
  cosine: number;
  share: number;
}

/** The best chunks for a question, best first. When the model fails the words decide alone. */
export async function semanticSearch(
  tools: SearchTools,
  datasetId: string,
  question: string,
  limit: number,
): Promise<Match[]> {
  if (limit === 0) return [];
  const wanted = limit * candidatesPerMatch;
  const [vector, byWords] = await Promise.all([
    tools.embedder
      .embed([question])
      .then(([first]) => first)
      .catch((error: unknown) => {
        tools.onError(error);
        return undefined;
      }),
    chunksWithWords(tools.db, datasetId, question, wanted),
  ]);
  const candidates = new Map<number, Candidate>(byWords.map(({ id, share }) => [id, { id, share, cosine: 0 }]));
  if (vector) {
    const unit = unitOf(vector);
    const near = tools.hasPgvector
      ? await nearestByPgvector(tools.db, datasetId, unit, wanted, [...candidates.keys()])
      : await nearestByScan(tools.db, datasetId, unit, wanted, candidates);
    for (const { id, cosine } of near) {
      const share = candidates.get(id)?.share ?? 0; // default: none of the question's words is in it
      candidates.set(id, { id, share, cosine });
    }
  }
  const best = [...candidates.values()]
    .map(({ id, cosine, share }) => ({ id, similarity: cosine + wordWeight * share * (1 - cosine) }))
    .sort((a, b) => b.similarity - a.similarity || a.id - b.id)
    .slice(0, limit);
  return described(tools.db, best);
}

/** Chunks with any of the question's words; `share` is how many of them a chunk has, 0 to 1. */
async function chunksWithWords(db: Kysely<Tables>, datasetId: string, question: string, limit: number) {
  const parsed = await sql<{ lexemes: string[] }>`
    SELECT tsvector_to_array(to_tsvector('english', ${question})) AS lexemes`.execute(db);
  const lexemes = at(parsed.rows, 0).lexemes;
  if (lexemes.length === 0) return [];
  const each = lexemes.map((lexeme) => sql`quote_literal(${lexeme}::text)::tsquery`);
  const any = sql.join(each, sql` || `);
  const share = sql<number>`(${sql.join(
    each.map((query) => sql`(words @@ ${query})::int`),
    sql` + `,
  )})::float8 / ${lexemes.length}::int`;
  return db
    .selectFrom("search_chunks")
    .select(["id", share.as("share")])
    .where("dataset_id", "=", datasetId)
    .where(sql<boolean>`words @@ (${any})`)
    .orderBy("share", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Every vector of the dataset, in batches: exact, about a second for 100,000 chunks. */
async function nearestByScan(
  db: Kysely<Tables>,
  datasetId: string,
  unit: Float32Array,
  limit: number,
  always: ReadonlyMap<number, Candidate>,
) {
  let best: { readonly id: number; readonly cosine: number }[] = [];
  for (let last = 0; ; ) {
    const rows = await db
      .selectFrom("search_chunks")
      .select(["id", "vector8"])
      .where("dataset_id", "=", datasetId)
      .where("id", ">", last)
      .where("vector8", "is not", null)
      .orderBy("id")
      .limit(scanBatch)
      .execute();
    for (const { id, vector8 } of rows) if (vector8) best.push({ id, cosine: cosine(unit, vector8) });
    const kept = best.sort((a, b) => b.cosine - a.cosine || a.id - b.id).slice(0, limit);
    best = [...kept, ...best.slice(limit).filter(({ id }) => always.has(id))];
    const final = rows.at(-1);
    if (!final || rows.length < scanBatch) return best;
    last = final.id;
  }
}

/** So many vectors are compared one by one inside the database, in some hundred milliseconds; past that its index proposes the nearest. */
const exactUpTo = 50_000;

/**
 * The nearest by pgvector. Cosines are those of the packed vectors, as in a scan, so that answers are the same with and without the
 * extension: what it adds is speed.
 */
async function nearestByPgvector(
  db: Kysely<Tables>,
  datasetId: string,
  unit: Float32Array,
  limit: number,
  always: readonly number[],
) {
  const near = await db.transaction().execute(async (tx) => {
    const question = sql`${`[${unit.join(",")}]`}::vector`;
    const vectors = sql`search_chunks WHERE dataset_id = ${datasetId} AND vector IS NOT NULL`;
    const { rows: size } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM (SELECT FROM search_chunks WHERE dataset_id = ${datasetId} LIMIT ${exactUpTo + 1}) AS c`.execute(
      tx,
    );
    if (at(size, 0).n <= exactUpTo) {
      // OFFSET 0 keeps the index away: its neighbours are those of all datasets together.
      return sql<{ id: number }>`
        SELECT id FROM (SELECT id, vector <=> ${question} AS distance FROM ${vectors} OFFSET 0) AS c
        ORDER BY distance, id LIMIT ${limit}`.execute(tx);
    }
    // Goes on until enough neighbours are of this dataset. Settings of pgvector 0.8: older ones do not have them and may find fewer.
    await sql`SELECT '[0]'::vector`.execute(tx);
    await sql`SELECT set_config(name, value, true) FROM pg_settings JOIN (
        VALUES ('hnsw.iterative_scan', 'strict_order'), ('hnsw.ef_search', '200')) AS wanted(name, value) USING (name)`.execute(
      tx,
    );
    return sql<{ id: number }>`SELECT id FROM ${vectors} ORDER BY vector <=> ${question} LIMIT ${limit}`.execute(tx);
  });
  const ids = [...new Set([...near.rows.map(({ id }) => id), ...always])];
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("search_chunks")
    .select(["id", "vector8"])
    .where("id", "in", ids)
    .where("vector8", "is not", null)
    .execute();
  return rows.flatMap(({ id, vector8 }) => (vector8 ? [{ id, cosine: cosine(unit, vector8) }] : []));
}

async function described(
  db: Kysely<Tables>,
  best: readonly { readonly id: number; readonly similarity: number }[],
): Promise<Match[]> {
  if (best.length === 0) return [];
  const rows = await db
    .selectFrom("search_chunks")
    .innerJoin("conversions", "conversions.id", "search_chunks.conversion_id")
    .select(["search_chunks.id", "conversion_id", "chunk_index", "file_path"])
    .where(
      "search_chunks.id",
      "in",
      best.map(({ id }) => id),
    )
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return best.flatMap(({ id, similarity }) => {
    const row = byId.get(id);
    if (!row) return [];
    return [{ conversionId: row.conversion_id, filePath: row.file_path, chunkIndex: row.chunk_index, similarity }];
  });
}
