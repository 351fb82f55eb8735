/** Names that people gave, told from part numbers, hashes and what programs call things by themselves. */
import { empty, short } from "../../words.js";

/** Letters of the words, as a share of all letters and digits of the name, at least: the rest may be a size or a side. */
const leastWordShare = 0.6;
/** Longer chains of letters are two words at least, or none. */
const longestWord = 18;

/**
 * The words of a name that is made of words: "Kailh socket_v2" -> ["kailh", "socket"]. Empty for a part number, a hash, another alphabet, or where
 * the words say nothing ("Body 3").
 */
export function givenWords(name: string): readonly string[] {
  const tokens = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/\.[A-Za-z0-9]{2,6}$/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token.length > 0);
  const words = tokens.map((token) => token.toLowerCase()).filter(isWord);
  const letters = (list: readonly string[]): number => list.reduce((sum, token) => sum + token.length, 0);
  const telling = words.filter((word) => !empty.has(word));
  return telling.length > 0 && letters(words) >= leastWordShare * letters(tokens) ? telling : [];
}

/** Letters that can be spoken: a vowel among them, no long run of consonants or of one letter. */
function isWord(token: string): boolean {
  if (!/^[a-z]+$/.test(token) || token.length > longestWord) return false;
  if (token.length <= 3) return short.has(token) || empty.has(token);
  return /[aeiouy]/.test(token) && !/[^aeiouy]{5}|(.)\1\1/.test(token);
}
