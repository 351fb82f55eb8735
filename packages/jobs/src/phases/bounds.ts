/**
 * Metadata are bounded: the side file itself stays, so nothing more is needed in the row. The row of a conversion is read with every
 * list and every search.
 */
import { storableText } from "./storableText.js";
import type { Section } from "./types.js";

/** Bytes of keys and values of each section, in UTF-8: 64 kB together. What we measure ourselves is some 2 kB. */
const maxBytes: Readonly<Record<Section, number>> = {
  original: 24_576,
  user: 24_576,
  raw_kcl: 8192,
  salon_kcl: 8192,
};
/** Of the name of a key that is left out, in a warning. */
const shownLength = 100;
const shownKeys = 20;

export interface Bounded {
  readonly values: Readonly<Record<string, string>>;
  /** Keys that had no room, in order. */
  readonly leftOut: readonly string[];
}

/** The values of a section that fit into its share, in order: one that is too large does not keep out a small one after it. */
export function boundedSection(section: Section, values: Readonly<Record<string, string>>): Bounded {
  const kept: [string, string][] = [];
  const leftOut: string[] = [];
  let bytes = 0;
  for (const [said, text] of Object.entries(values)) {
    const key = storableText(said);
    const value = storableText(text);
    const size = Buffer.byteLength(`${section}.${key}`) + Buffer.byteLength(value);
    if (bytes + size > maxBytes[section]) leftOut.push(key);
    else {
      bytes += size;
      kept.push([key, value]);
    }
  }
  // Not by assignment: a file may well have a key "__proto__".
  return { values: Object.fromEntries(kept), leftOut };
}

/** Says which keys were left out; no sentence when none were. */
export function leftOutWarning(section: Section, { leftOut }: Bounded): string[] {
  if (leftOut.length === 0) return [];
  const shown = leftOut
    .slice(0, shownKeys)
    .map((key) => (key.length > shownLength ? `${key.slice(0, shownLength)}…` : key));
  const more = leftOut.length > shownKeys ? ` and ${leftOut.length - shownKeys} more` : "";
  return [`${metadataWarning(section)} more than ${maxBytes[section]} bytes: left out ${shown.join(", ")}${more}`];
}

/** How a warning about the metadata of a section begins. */
export function metadataWarning(section: Section): string {
  return `the metadata "${section}" have`;
}
