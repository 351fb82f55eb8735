/** Conversions as lists keep them: 100,000 of them are in memory at once, so the metadata that no list shows is dropped. */
import type { Summary } from "./client";

const kept = [
  "original.faces",
  "original.solids",
  "original.length_unit",
  "raw_kcl.faces",
  "raw_kcl.verified",
  "salon_kcl.faces",
  "salon_kcl.features",
  "salon_kcl.verified",
  "raw_kcl.features",
  "failure.code",
];

export function rowOf(summary: Summary): Summary {
  const { metadata } = summary;
  if (!metadata) return summary;
  const entries = kept.flatMap((key) => (metadata[key] === undefined ? [] : [[key, metadata[key]] as const]));
  return { ...summary, metadata: Object.fromEntries(entries) };
}
