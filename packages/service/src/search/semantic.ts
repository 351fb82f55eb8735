/**
 * Search by meaning and by words together: the small model alone ranks rare words wrongly, words alone miss synonyms. A chunk's score is the
 * cosine of its vector and the question's, moved towards 1 by the share of the question's words that are in it.
 */
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
const scanBatch = 2_000;

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
    const near = tools.hasPgvector
      ? await nearestByIndex(tools.db, datasetId, vector, wanted, [...candidates.keys()])
      : await nearestByScan(tools.db, datasetId, unitOf(vector), wanted, candidates);
    for (const { id, cosine } of near) candidates.set(id, { id, share: candidates.get(id)?.share ?? 0, cosine });
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
  const lexemes = parsed.rows[0]?.lexemes ?? [];
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

async function nearestByIndex(
  db: Kysely<Tables>,
  datasetId: string,
  vector: readonly number[],
  limit: number,
  always: readonly number[],
) {
  const text = `[${vector.join(",")}]`;
  const similarity = sql<number>`1 - (vector <=> ${text}::vector)`;
  const near = await db
    .selectFrom("search_chunks")
    .select(["id", similarity.as("cosine")])
    .where("dataset_id", "=", datasetId)
    .where(sql<boolean>`vector IS NOT NULL`)
    .orderBy(sql`vector <=> ${text}::vector`)
    .limit(limit)
    .execute();
  if (always.length === 0) return near;
  const others = await db
    .selectFrom("search_chunks")
    .select(["id", similarity.as("cosine")])
    .where("id", "in", always)
    .where(sql<boolean>`vector IS NOT NULL`)
    .execute();
  return [...near, ...others];
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
