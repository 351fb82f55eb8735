/**
 * Assertions instead of silent defaults. The compiler cannot know that an index is in range or that a key is there; who reads a list that way
 * says so here, and an index that is out of range is an error that names itself, never a zero.
 */
import { UnbakeError } from "./errors.js";

/** The value, which is there. Throws UnbakeError("internal") naming `what` when it is not: a bug of ours. */
export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new UnbakeError("internal", `there is no ${what}`);
  return value;
}

/** The element at `index`, which is in range. Throws UnbakeError("internal") when it is not: a bug of ours. */
export function at<T>(list: { readonly [index: number]: T; readonly length: number }, index: number): T {
  const value = list[index];
  if (value === undefined) throw new UnbakeError("internal", `there is no element ${index} of ${list.length}`);
  return value;
}

/** The last element of a list that has one. Throws UnbakeError("internal") when it is empty: a bug of ours. */
export function last<T>(list: { readonly [index: number]: T; readonly length: number }): T {
  return at(list, list.length - 1);
}

/** Adds to a count that begins with 0. */
export function addTo<K>(counts: Map<K, number>, key: K, amount = 1): void {
  counts.set(key, countOf(counts, key) + amount);
}

/** A count that begins with 0. */
export function countOf<K>(counts: ReadonlyMap<K, number>, key: K): number {
  return counts.get(key) ?? 0; // default: nothing was counted under this key
}
