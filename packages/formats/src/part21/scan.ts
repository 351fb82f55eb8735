/** One pass over the bytes of an exchange structure: its header and a compact index of its instances. */
import { at, UnbakeError } from "@unbake/ground";
import { GrowF64, GrowU32 } from "./grow.js";
import { emptyHeader, readHeaderEntry } from "./header.js";
import {
  isLetter,
  readId,
  SyntaxFailure,
  skipArguments,
  skipBlank,
  skipDigits,
  skipKeyword,
  toError,
} from "./lexer.js";
import { maxInstances } from "./limits.js";
import { NameTable } from "./names.js";
import { excerpt, lineOf } from "./place.js";
import { resolve } from "./resolve.js";
import type { Ending, Header, Part21 } from "./types.js";

/** An instance takes about 60 bytes of a file on average; the arrays start at this and grow. */
const typicalInstanceBytes = 60;

const semicolon = 0x3b;

interface Scan {
  readonly bytes: Uint8Array;
  readonly ids: GrowF64;
  readonly types: GrowU32;
  readonly offsets: GrowU32;
  readonly argumentOffsets: GrowU32;
  readonly refStarts: GrowU32;
  readonly refIds: GrowF64;
  readonly names: NameTable;
  readonly external: Map<number, string>;
  readonly anchors: Map<string, number>;
  header: Header;
  /** What is being read, for messages. */
  inside: string;
  readonly slips: Slips;
}

/** What is wrong and harmless: offsets of the first of each kind, and how many. */
interface Slips {
  readonly trailingComma: Slip;
  readonly missingSemicolon: Slip;
}

interface Slip {
  first: number;
  count: number;
}

function note(slip: Slip, offset: number): void {
  if (slip.count++ === 0) slip.first = offset;
}

function slipWarnings(bytes: Uint8Array, { trailingComma, missingSemicolon }: Slips): string[] {
  const said: string[] = [];
  const say = ({ first, count }: Slip, one: string, many: string): void => {
    if (count > 0)
      said.push(`${count === 1 ? one : `${count} ${many}`}, line ${lineOf(bytes, first)}${count > 1 ? " first" : ""}`);
  };
  say(trailingComma, "a comma in front of ')' has been left out", "commas in front of ')' have been left out");
  say(missingSemicolon, "a ';' between two instances is missing", "semicolons between instances are missing");
  return said;
}

/**
 * Scans the bytes of a STEP file (opened: plain bytes, see formats/open) into an index.
 * @throws syntax and truncated with line and entity; too_large past the limits.
 */
export function scanPart21(bytes: Uint8Array): Part21 {
  const guess = Math.ceil(bytes.length / typicalInstanceBytes);
  const scan: Scan = {
    bytes,
    ids: new GrowF64(guess),
    types: new GrowU32(guess),
    offsets: new GrowU32(guess),
    argumentOffsets: new GrowU32(guess),
    refStarts: new GrowU32(guess),
    refIds: new GrowF64(guess * 2),
    names: new NameTable(),
    external: new Map(),
    anchors: new Map(),
    header: emptyHeader,
    inside: "",
    slips: { trailingComma: { first: 0, count: 0 }, missingSemicolon: { first: 0, count: 0 } },
  };
  let ending: Ending;
  try {
    ending = scanSections(scan);
  } catch (failure) {
    if (failure instanceof SyntaxFailure) throw toError(bytes, failure, scan.inside);
    throw failure;
  }
  scan.refStarts.push(scan.refIds.length);
  return resolve({
    bytes,
    header: scan.header,
    count: scan.ids.length,
    ids: scan.ids.done(),
    types: Uint16Array.from(scan.types.done()),
    typeNames: scan.names.names,
    offsets: scan.offsets.done(),
    argumentOffsets: scan.argumentOffsets.done(),
    refStarts: scan.refStarts.done(),
    refIds: scan.refIds.done(),
    external: scan.external,
    anchors: scan.anchors,
    ending,
    warnings: slipWarnings(bytes, scan.slips),
  });
}

function scanSections(scan: Scan): Ending {
  const { bytes } = scan;
  let p = skipBlank(bytes, 0);
  p = pastSemicolon(bytes, skipKeyword(bytes, p));
  let sawData = false;
  for (;;) {
    p = skipBlank(bytes, p);
    if (p >= bytes.length) {
      if (!sawData) throw new SyntaxFailure("the end of the file", p, true);
      return { dataClosed: true, closed: false, end: p, after: "nothing" };
    }
    if (!isLetter(bytes[p])) throw new SyntaxFailure(`"${excerpt(bytes, p)}" where a section should start`, p);
    const start = p;
    p = skipKeyword(bytes, p);
    const keyword = text(bytes, start, p).toUpperCase();
    if (keyword === "END-ISO-10303-21" || keyword === "ENDSTEP") {
      p = skipBlank(bytes, p);
      if (bytes[p] === semicolon) p++;
      return { dataClosed: true, closed: true, end: p, after: whatFollows(bytes, p) };
    }
    if (sawData && p >= bytes.length && "END-ISO-10303-21".startsWith(keyword)) {
      return { dataClosed: true, closed: false, end: start, after: "nothing" };
    }
    if (keyword === "HEADER") p = scanHeader(scan, pastSemicolon(bytes, p));
    else if (keyword === "DATA") {
      sawData = true;
      const data = scanData(scan, pastDataArguments(scan, p));
      if (!data.closed) return { dataClosed: false, closed: false, end: data.end, after: "nothing" };
      p = data.end;
    } else if (keyword === "REFERENCE") p = scanReferences(scan, pastSemicolon(bytes, p));
    else if (keyword === "ANCHOR") p = scanAnchors(scan, pastSemicolon(bytes, p));
    else if (keyword === "SIGNATURE") p = skipSection(bytes, pastSemicolon(bytes, p));
    else throw new SyntaxFailure(`"${keyword}" is not a section`, start);
  }
}

/** `DATA;` or, in edition 3, `DATA('name',('schema'));` */
function pastDataArguments(scan: Scan, from: number): number {
  const p = skipBlank(scan.bytes, from);
  if (scan.bytes[p] !== 0x28) return pastSemicolon(scan.bytes, p);
  return pastSemicolon(scan.bytes, pastArguments(scan, p, new GrowF64(16)));
}

function pastArguments(scan: Scan, from: number, refs: GrowF64): number {
  return skipArguments(scan.bytes, from, refs, (offset) => note(scan.slips.trailingComma, offset));
}

function scanHeader(scan: Scan, from: number): number {
  const { bytes } = scan;
  let p = from;
  for (;;) {
    p = skipBlank(bytes, p);
    const start = p;
    scan.inside = "the header";
    if (p >= bytes.length) throw new SyntaxFailure("the end of the file", p, true);
    if (!isLetter(bytes[p])) throw new SyntaxFailure(`"${excerpt(bytes, p)}" is not a header entity`, p);
    p = skipKeyword(bytes, p);
    const keyword = text(bytes, start, p).toUpperCase();
    if (keyword === "ENDSEC") {
      scan.inside = "";
      return pastSemicolon(bytes, p);
    }
    scan.inside = keyword;
    p = skipBlank(bytes, p);
    if (p >= bytes.length) throw new SyntaxFailure("the end of the file", p, true);
    if (bytes[p] !== 0x28) throw new SyntaxFailure(`"${excerpt(bytes, p)}" where '(' should be`, p);
    const end = pastArguments(scan, p, new GrowF64(16));
    scan.header = readHeaderEntry(scan.header, keyword, bytes, p);
    p = pastSemicolon(bytes, end);
  }
}

function scanData(scan: Scan, from: number): { end: number; closed: boolean } {
  const { bytes } = scan;
  let p = from;
  let complete = from;
  for (;;) {
    p = skipBlank(bytes, p);
    const c = bytes[p];
    if (c === undefined) return { end: complete, closed: false };
    if (c === 0x23) {
      p = scanInstance(scan, p);
      complete = p;
      continue;
    }
    scan.inside = previousInstance(scan);
    if (!isLetter(c)) throw new SyntaxFailure(`"${excerpt(bytes, p)}" where an instance should start`, p);
    const start = p;
    p = skipKeyword(bytes, p);
    const keyword = text(bytes, start, p).toUpperCase();
    // A copy that stops inside the trailer has lost nothing.
    if (p >= bytes.length && "ENDSEC".startsWith(keyword)) return { end: complete, closed: false };
    if (keyword === "END-ISO-10303-21") return { end: complete, closed: false };
    if (keyword === "ENDSEC") {
      scan.inside = "";
      return { end: pastSemicolon(bytes, p), closed: true };
    }
    throw new SyntaxFailure(`"${excerpt(bytes, start)}" where an instance should start`, start);
  }
}

function scanInstance(scan: Scan, from: number): number {
  const { bytes } = scan;
  const index = scan.ids.length;
  if (index >= maxInstances) throw new UnbakeError("too_large", `more than ${maxInstances} instances`);
  try {
    const id = readId(bytes, from);
    let p = skipBlank(bytes, skipDigits(bytes, from + 1));
    if (bytes[p] !== 0x3d) expected("'='", bytes, p);
    p = skipBlank(bytes, p + 1);
    scan.ids.push(id);
    scan.offsets.push(from);
    scan.refStarts.push(scan.refIds.length);
    if (bytes[p] === 0x28) {
      scan.argumentOffsets.push(p);
      p = scanComplex(scan, p);
    } else {
      if (!isLetter(bytes[p])) expected("an entity name", bytes, p);
      const start = p;
      p = skipKeyword(bytes, p);
      scan.types.push(scan.names.ofBytes(bytes, start, p));
      p = skipBlank(bytes, p);
      if (bytes[p] !== 0x28) expected("'('", bytes, p);
      scan.argumentOffsets.push(p);
      p = pastArguments(scan, p, scan.refIds);
    }
    return pastInstance(scan, p);
  } catch (failure) {
    if (failure instanceof SyntaxFailure) scan.inside = instanceHead(bytes, from);
    throw failure;
  }
}

/** Past the semicolon of an instance; where it alone is missing, and what follows is plainly another statement, up to that. */
function pastInstance(scan: Scan, from: number): number {
  const { bytes } = scan;
  const p = skipBlank(bytes, from);
  const next = bytes[p];
  if (next === 0x23) {
    const equals = skipBlank(bytes, skipDigits(bytes, p + 1));
    if (bytes[equals] !== 0x3d) return pastSemicolon(bytes, p);
  } else if (text(bytes, p, p + endOfSection.length).toUpperCase() !== endOfSection) return pastSemicolon(bytes, p);
  note(scan.slips.missingSemicolon, from);
  return p;
}

const endOfSection = "ENDSEC";

/** Past `( A(...) B(...) )`. The type of the instance is all names joined. */
function scanComplex(scan: Scan, from: number): number {
  const { bytes } = scan;
  const parts: string[] = [];
  let p = from + 1;
  for (;;) {
    p = skipBlank(bytes, p);
    if (bytes[p] === 0x29) {
      if (parts.length === 0) throw new SyntaxFailure("a complex instance without a type", p);
      scan.types.push(scan.names.ofText(parts.join("+")));
      return p + 1;
    }
    if (!isLetter(bytes[p])) expected("an entity name or ')'", bytes, p);
    const start = p;
    p = skipKeyword(bytes, p);
    parts.push(text(bytes, start, p).toUpperCase());
    p = skipBlank(bytes, p);
    if (bytes[p] !== 0x28) expected("'('", bytes, p);
    p = pastArguments(scan, p, scan.refIds);
  }
}

/** The REFERENCE section of edition 3: `#12 = <part.stp#anchor>;` */
function scanReferences(scan: Scan, from: number): number {
  const { bytes } = scan;
  scan.inside = "the REFERENCE section";
  let p = from;
  for (;;) {
    p = skipBlank(bytes, p);
    if (p >= bytes.length) throw new SyntaxFailure("the end of the file", p, true);
    const c = bytes[p];
    if (c !== 0x23 && c !== 0x40) break;
    const id = c === 0x23 ? readId(bytes, p) : undefined;
    p = skipBlank(bytes, skipDigits(bytes, p + 1));
    if (bytes[p] !== 0x3d) expected("'='", bytes, p);
    p = skipBlank(bytes, p + 1);
    if (bytes[p] !== 0x3c) expected("'<'", bytes, p);
    const end = bytes.indexOf(0x3e, p);
    if (end < 0) throw new SyntaxFailure("the end of the file", bytes.length, true);
    if (id !== undefined) scan.external.set(id, text(bytes, p + 1, end));
    p = pastSemicolon(bytes, end + 1);
  }
  scan.inside = "";
  return skipSection(bytes, p);
}

/** The ANCHOR section of edition 3: `<name>=#12;`, perhaps with tags; anchors on other things than instances are passed over. */
function scanAnchors(scan: Scan, from: number): number {
  const { bytes } = scan;
  scan.inside = "the ANCHOR section";
  let p = from;
  for (;;) {
    p = skipBlank(bytes, p);
    if (bytes[p] !== 0x3c) break;
    const end = bytes.indexOf(0x3e, p);
    if (end < 0) throw new SyntaxFailure("the end of the file", bytes.length, true);
    const name = text(bytes, p + 1, end);
    p = skipBlank(bytes, end + 1);
    if (bytes[p] !== 0x3d) expected("'='", bytes, p);
    p = skipBlank(bytes, p + 1);
    if (bytes[p] === 0x23) scan.anchors.set(name, readId(bytes, p));
    const semi = bytes.indexOf(semicolon, p);
    if (semi < 0) throw new SyntaxFailure("the end of the file", bytes.length, true);
    p = semi + 1;
  }
  scan.inside = "";
  return skipSection(bytes, p);
}

/** Past a section whose content does not matter here, up to its ENDSEC. */
function skipSection(bytes: Uint8Array, from: number): number {
  for (let p = from; p < bytes.length; p++) {
    const c = bytes[p];
    if (c !== 0x45 && c !== 0x65) continue;
    if (text(bytes, p, p + endOfSection.length).toUpperCase() === endOfSection) {
      return pastSemicolon(bytes, p + endOfSection.length);
    }
  }
  throw new SyntaxFailure("the end of the file", bytes.length, true);
}

function whatFollows(bytes: Uint8Array, from: number): Ending["after"] {
  // Binary data may follow: only blanks count as nothing, and no comment is looked for.
  let p = from;
  while (p < bytes.length && (at(bytes, p) <= 0x20 || bytes[p] === 0x7f)) p++;
  if (p >= bytes.length) return "nothing";
  return text(bytes, p, p + 9).toUpperCase() === "SIGNATURE" ? "signature" : "other";
}

function pastSemicolon(bytes: Uint8Array, from: number): number {
  const p = skipBlank(bytes, from);
  if (bytes[p] !== semicolon) expected("';'", bytes, p);
  return p + 1;
}

function expected(what: string, bytes: Uint8Array, at: number): never {
  if (at >= bytes.length) throw new SyntaxFailure("the end of the file", at, true);
  throw new SyntaxFailure(`"${excerpt(bytes, at)}" where ${what} should be`, at);
}

function previousInstance(scan: Scan): string {
  if (scan.offsets.length === 0) return "the DATA section";
  const last = at(scan.offsets.done(), scan.offsets.length - 1);
  return `the DATA section after ${instanceHead(scan.bytes, last)}`;
}

/** `#12 = ADVANCED_FACE` as far as it is there. */
function instanceHead(bytes: Uint8Array, offset: number): string {
  const head = text(bytes, offset, offset + 120);
  const match = /^(#\d+)\s*(?:=\s*\(?\s*([A-Za-z_][\w-]*))?/.exec(head);
  if (match === null) return "an instance";
  return match[2] === undefined ? `${match[1]}` : `${match[1]} = ${match[2].toUpperCase()}`;
}

function text(bytes: Uint8Array, from: number, to: number): string {
  return new TextDecoder("latin1").decode(bytes.subarray(from, to));
}
