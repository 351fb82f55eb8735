/** What a search may have meant: its text, its words with anything between them, and words of the dataset in the place of misspelt ones. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../../db/index.js";
import { isUuid, patternOf } from "./matching.js";

/** Part of a misspelt word's trigrams that a word must have; lets one typo or a swap of two letters in a short word pass. */
const likeness = 0.3;
const likeWords = 3;
const mostReadings = 4;
/** Words that paths are known by (migration 0003). */
const minLetters = 3;
/** Longer texts were copied from somewhere, not typed: they are searched as they are. */
const longText = 200;
const mostParts = 12;

/** LIKE patterns, the most literal first. A search finds what matches the first, then what matches the second and none before it. */
export async function readingsOf(
  db: Kysely<Tables>,
  datasetId: string,
  q: string,
  hasTrigrams: boolean,
): Promise<string[]> {
  const parts = q.match(/\p{L}+|\p{N}+/gu) ?? [];
  const readings = [patternOf([q])];
  if (parts.length === 0 || parts.length > mostParts || q.length > longText || isUuid(q)) return readings;
  readings.push(patternOf(parts));
  if (hasTrigrams) {
    const likes = await likeWordsOf(db, datasetId, parts.filter(isWord));
    if (likes.size > 0) readings.push(...combined(parts, likes).map(patternOf));
  }
  return [...new Set(readings)];
}

const isWord = (part: string) => /^\p{L}+$/u.test(part) && part.length >= minLetters;

interface LikeWord {
  readonly word: string;
  readonly likeness: number;
}

/** For each word that no path of the dataset has in it: the words that are most like it. */
async function likeWordsOf(
  db: Kysely<Tables>,
  datasetId: string,
  words: readonly string[],
): Promise<Map<string, LikeWord[]>> {
  if (words.length === 0) return new Map();
  const { rows } = await sql<{ asked: string; word: string; likeness: number }>`
    SELECT asked, word, likeness
    FROM unnest(${[...new Set(words.map((word) => word.toLowerCase()))]}::text[]) AS asked
    CROSS JOIN LATERAL (
      SELECT word, word_similarity(asked, word) AS likeness FROM path_words
      WHERE dataset_id = ${datasetId} AND word_similarity(asked, word) >= ${likeness}::real
      ORDER BY likeness DESC, word LIMIT ${likeWords}
    ) AS near
    WHERE NOT EXISTS (SELECT FROM path_words WHERE dataset_id = ${datasetId} AND strpos(word, asked) > 0)
    ORDER BY asked, likeness DESC, word`.execute(db);
  const found = new Map<string, LikeWord[]>();
  for (const { asked, ...word } of rows) found.set(asked, [...(found.get(asked) ?? []), word]);
  return found;
}

/** The parts with every misspelt word replaced, the likeliest first. */
function combined(parts: readonly string[], likes: ReadonlyMap<string, readonly LikeWord[]>): string[][] {
  let readings: { readonly texts: readonly string[]; readonly likeness: number }[] = [{ texts: [], likeness: 0 }];
  for (const part of parts) {
    const choices = likes.get(part.toLowerCase()) ?? [{ word: part, likeness: 1 }];
    readings = readings
      .flatMap(({ texts, likeness: sum }) =>
        choices.map((choice) => ({ texts: [...texts, choice.word], likeness: sum + choice.likeness })),
      )
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, mostReadings);
  }
  return readings.map(({ texts }) => [...texts]);
}
