/**
 * What of a conversion is searched: one chunk about the part (its path, names and metadata), then its program in pieces. Identifiers are
 * split into words, so that "boltCircleRadius" is found by "bolt circle".
 */

export interface Searchable {
  readonly filePath: string;
  readonly metadata: Readonly<Record<string, string>> | null;
  readonly kcl: string | null;
}

/** About what the model reads at once (it is trained on sentences and short paragraphs). */
const chunkLength = 900;
/** The beginning of a program names its parameters and says what it makes; a long tail of points adds nothing. */
const maxKclChunks = 6;
const maxAboutLength = 2_000;

/** Metadata that say something in words; measures are not searched by meaning. */
const wordy =
  /(^user\.)|name|product|author|title|description|material|unit|organi[sz]ation|layer|surface|feature|format/i;

/** The chunks of a conversion, in order; the first one is about the part. */
export function chunksOf({ filePath, metadata, kcl }: Searchable): string[] {
  const facts = Object.entries(metadata ?? {})
    .filter(([name, value]) => wordy.test(name) && value !== "")
    .map(([name, value]) => `${inWords(name)}: ${inWords(value)}`);
  const about = [inWords(filePath), filePath, ...facts].join("\n").slice(0, maxAboutLength);
  return [about, ...piecesOf(kcl ?? "").slice(0, maxKclChunks)];
}

/** "boltCircle_radius-2.step" as "bolt circle radius 2 step". */
export function inWords(text: string): string {
  return text
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{L})(\d)/gu, "$1 $2")
    .replace(/[_\-./\\]+/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/** Whole lines together up to the length of a chunk. */
function piecesOf(kcl: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const line of kcl.split("\n").map(lineInWords)) {
    if (line === "") continue;
    if (piece !== "" && piece.length + line.length > chunkLength) {
      pieces.push(piece);
      piece = "";
    }
    piece += piece === "" ? line : `\n${line}`;
  }
  if (piece !== "") pieces.push(piece);
  return pieces.map((text) => text.slice(0, 2 * chunkLength));
}

/** Words and small numbers; a line of coordinates says nothing to a reader of words. */
function lineInWords(line: string): string {
  const words = inWords(line.replace(/[^\p{L}\d.=_\s-]+/gu, " "));
  return /\p{L}{3}/u.test(words) ? words : "";
}
