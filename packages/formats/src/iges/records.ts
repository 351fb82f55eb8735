/** The bytes of an IGES file as records of 80 columns, sorted into their sections. */
import { UnbakeError } from "@unbake/ground";

export interface Sections {
  /** Columns 1 to 72 of the records of each section, in order. */
  readonly start: readonly string[];
  readonly global: readonly string[];
  readonly directory: readonly string[];
  readonly parameters: readonly string[];
  readonly terminate: readonly string[];
}

const width = 80;
const dataWidth = 72;

/**
 * Sorts records by the letter in column 73. Lines end with LF, CR or both; a file without any is cut every 80 bytes.
 * @throws truncated when the terminate section is missing or announces more records than there are; unsupported_content for the compressed and binary forms; syntax.
 */
export function readRecords(bytes: Uint8Array): Sections {
  const sections = { S: [] as string[], G: [] as string[], D: [] as string[], P: [] as string[], T: [] as string[] };
  let number = 0;
  let first = true;
  for (const line of linesOf(bytes)) {
    number++;
    if (line.trim() === "") continue;
    const { letter, data } = split(line);
    if (first && letter === "C") throw new UnbakeError("unsupported_content", "an IGES file in compressed form");
    if (first && letter === "B") throw new UnbakeError("unsupported_content", "an IGES file in binary form");
    first = false;
    if (letter !== "S" && letter !== "G" && letter !== "D" && letter !== "P" && letter !== "T") {
      // After the terminate section some transfers leave their own traces.
      if (sections.T.length > 0) break;
      throw new UnbakeError("syntax", `line ${number}: column 73 holds "${letter}" where S, G, D, P or T is expected`);
    }
    sections[letter].push(data);
  }
  const { S, G, D, P, T } = sections;
  checkCounts(T[0], { S: S.length, G: G.length, D: D.length, P: P.length });
  return { start: S, global: G, directory: D, parameters: P, terminate: T };
}

/**
 * Some hands have shifted the last columns of a line: there the letter is found from the end. The number of the entity in front of it (in
 * section P) has moved with it, and must not run into the data.
 */
function split(line: string): { readonly letter: string; readonly data: string } {
  const letter = line.charAt(dataWidth);
  if (/[SGDPTBC]/.test(letter)) return { letter, data: line.slice(0, dataWidth) };
  const shifted = /^(.*)([SGDPT])[ 0]*\d{1,7}\s*$/.exec(line);
  if (!shifted) return { letter, data: line };
  const [, before = "", found = ""] = shifted;
  const data = found === "P" ? before.replace(/ +\d* *$/, "") : before;
  return { letter: found, data: data.slice(0, dataWidth).padEnd(dataWidth) };
}

/** The terminate record counts the others: "S      1G      3D    142P     71". */
function checkCounts(terminate: string | undefined, found: Readonly<Record<"S" | "G" | "D" | "P", number>>): void {
  const counts = `${found.D} directory and ${found.P} parameter records`;
  if (terminate === undefined) {
    throw new UnbakeError("truncated", `the terminate section is missing, after ${counts}`);
  }
  for (const [, letter, stated] of terminate.matchAll(/([SGDP])\s*(\d+)/g)) {
    const there = found[letter as "S" | "G" | "D" | "P"];
    if (Number(stated) > there) {
      throw new UnbakeError("truncated", `section ${letter} should have ${stated} records and has ${there}`);
    }
  }
}

function* linesOf(bytes: Uint8Array): Generator<string> {
  // Columns are bytes: names in other encodings must not shift what follows them.
  const decoder = new TextDecoder("latin1");
  const breaks = bytes.subarray(0, 4 * width).some((byte) => byte === 10 || byte === 13);
  if (!breaks) {
    for (let at = 0; at < bytes.length; at += width) yield decoder.decode(bytes.subarray(at, at + width));
    return;
  }
  let from = 0;
  for (let at = 0; at <= bytes.length; at++) {
    const byte = bytes[at];
    if (at < bytes.length && byte !== 10 && byte !== 13) continue;
    if (at > from) yield decoder.decode(bytes.subarray(from, at));
    from = at + 1;
  }
}
