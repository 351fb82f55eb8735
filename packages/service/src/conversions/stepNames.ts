/** Names of STEP files in the bytes of a STEP file, found without reading it as one. */
import { createReadStream } from "node:fs";
import { decodeString } from "@unbake/formats";
import { extensionOf } from "../datasets/formats.js";

const stepExtensions = new Set([".step", ".stp", ".p21"]);
const stepMark = /ISO-10303-21\s*;/;

/** Whether a file may refer to others: by its name, or by its first bytes. */
export function isStep(file: string, head: Uint8Array): boolean {
  return stepExtensions.has(extensionOf(file)) || stepMark.test(Buffer.from(head).toString("latin1"));
}

const ending = /\.(?:step|stp|p21)(?![a-z0-9])/gi;
/** What a name stands between: quotes of Part 21 and of others, brackets of edition 3, controls. */
const delimiter = /['"<>\p{Cc}]/u;
/** Longer names are none; so much of a chunk is looked at once more with the next one. */
const maxNameBytes = 1024;
/** Past this many a file lists names for another reason than to refer to them. */
const maxNames = 5000;

/** The names, as they are said: decoded, perhaps with folders, slashes only. Memory does not grow with the file. */
export async function stepNamesIn(file: string): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  let kept = "";
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 18 })) {
    const text = kept + (chunk as Buffer).toString("latin1");
    for (const { index, 0: found } of text.matchAll(ending)) {
      if (names.size >= maxNames) return names;
      const name = nameBefore(text, index) + found;
      if (name.length > found.length) names.add(said(name));
    }
    kept = text.slice(-maxNameBytes);
  }
  return names;
}

function nameBefore(text: string, end: number): string {
  let start = end;
  while (start > 0 && end - start < maxNameBytes && !delimiter.test(text[start - 1] ?? "")) start -= 1;
  return text.slice(start, end);
}

/** Text of Part 21 for what it says; file URIs and backslashes for paths. */
function said(name: string): string {
  const text = decodeString(Buffer.from(name, "latin1")).trim();
  return text.replace(/^file:\/*/i, "").replaceAll("\\", "/");
}
