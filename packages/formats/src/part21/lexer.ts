/**
 * The tokens of ISO 10303-21, walked over bytes: functions take an offset and return the one after what they passed.
 * The loop over an argument list sees every byte of a file once, so it makes no object and calls little.
 */
import { UnbakeError } from "@unbake/ground";
import type { GrowF64 } from "./grow.js";
import { maxIdDigits, maxNesting, maxStringBytes } from "./limits.js";
import { excerpt, lineOf } from "./place.js";

// Classes of bytes
const other = 0;
const blank = 1;
const digit = 2;
const letter = 3;
const sign = 4;

const classes = new Uint8Array(256);
for (const c of [0x20, 0x09, 0x0a, 0x0b, 0x0c, 0x0d]) classes[c] = blank;
for (let c = 0x30; c <= 0x39; c++) classes[c] = digit;
for (let c = 0x41; c <= 0x5a; c++) classes[c] = letter;
for (let c = 0x61; c <= 0x7a; c++) classes[c] = letter;
classes[0x5f] = letter; // _
classes[0x21] = letter; // ! starts a user-defined keyword
classes[0x2b] = sign;
classes[0x2d] = sign;

/** A place in the file, for messages: "line 12". The caller that knows the instance adds its name. */
export class SyntaxFailure extends Error {
  readonly offset: number;
  readonly atEnd: boolean;
  constructor(message: string, offset: number, atEnd = false) {
    super(message);
    this.offset = offset;
    this.atEnd = atEnd;
  }
}

const ended = (offset: number): SyntaxFailure => new SyntaxFailure("the end of the file", offset, true);

/** Turns a failure into an error of the table; `inside` names the statement, such as "#12 = ADVANCED_FACE". */
export function toError(bytes: Uint8Array, failure: SyntaxFailure, inside: string): UnbakeError {
  const line = lineOf(bytes, failure.offset);
  const where = inside === "" ? "" : `, inside ${inside}`;
  return failure.atEnd
    ? new UnbakeError("truncated", `it ends at line ${line}${where}`)
    : new UnbakeError("syntax", `line ${line}${where}: ${failure.message}`);
}

/** Past blanks, comments and print control directives. */
export function skipBlank(bytes: Uint8Array, from: number): number {
  let p = from;
  for (;;) {
    const c = bytes[p];
    if (c === undefined) return p;
    if (classes[c] === blank) p++;
    else if (c === 0x2f && bytes[p + 1] === 0x2a) p = skipComment(bytes, p);
    else if (c === 0x5c && (bytes[p + 1] === 0x4e || bytes[p + 1] === 0x46) && bytes[p + 2] === 0x5c) p += 3;
    else return p;
  }
}

function skipComment(bytes: Uint8Array, from: number): number {
  let p = bytes.indexOf(0x2a, from + 2);
  while (p >= 0) {
    if (bytes[p + 1] === 0x2f) return p + 2;
    p = bytes.indexOf(0x2a, p + 1);
  }
  throw ended(from);
}

/** Past the letters and digits of a keyword. */
export function skipKeyword(bytes: Uint8Array, from: number): number {
  let p = from;
  for (;;) {
    const c = bytes[p];
    if (c === undefined) return p;
    const k = classes[c];
    if (k !== letter && k !== digit && c !== 0x2d) return p;
    p++;
  }
}

export function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && classes[byte] === letter;
}

/** The number after a `#` at `at`. The end is found with `skipDigits`. */
export function readId(bytes: Uint8Array, at: number): number {
  let id = 0;
  let p = at + 1;
  for (; ; p++) {
    const c = bytes[p];
    if (c === undefined || classes[c] !== digit) break;
    id = id * 10 + (c - 0x30);
  }
  if (p === at + 1) {
    if (p >= bytes.length) throw ended(at);
    throw new SyntaxFailure(`'#' without a number ("${excerpt(bytes, at)}")`, at);
  }
  if (p - at - 1 > maxIdDigits) throw new SyntaxFailure(`an instance name of ${p - at - 1} digits`, at);
  return id;
}

export function skipDigits(bytes: Uint8Array, from: number): number {
  let p = from;
  for (;;) {
    const c = bytes[p];
    if (c === undefined || classes[c] !== digit) return p;
    p++;
  }
}

/** Past a string that starts at `from`; two quotes are one quote inside. */
export function skipString(bytes: Uint8Array, from: number): number {
  let p = from + 1;
  for (;;) {
    const c = bytes[p];
    if (c === 0x27) {
      if (bytes[p + 1] !== 0x27) break;
      p += 2;
    } else if (c === undefined) throw ended(from);
    else if (c === 0) throw new SyntaxFailure("a NUL byte in a string", p);
    else p++;
  }
  if (p - from > maxStringBytes) throw new SyntaxFailure(`a string longer than ${maxStringBytes} bytes`, from);
  return p + 1;
}

const isSign = (c: number | undefined): boolean => c !== undefined && classes[c] === sign;

/** Past a number; it needs at least one digit in front of the exponent. */
function skipNumber(bytes: Uint8Array, from: number): number {
  let p = from;
  if (isSign(bytes[p])) p++;
  const whole = p;
  p = skipDigits(bytes, p);
  let digits = p - whole;
  if (bytes[p] === 0x2e) {
    const fraction = p + 1;
    p = skipDigits(bytes, fraction);
    digits += p - fraction;
  }
  if (digits === 0) {
    if (p >= bytes.length) throw ended(from);
    throw new SyntaxFailure(`"${excerpt(bytes, from, 12)}" is not a number`, from);
  }
  const e = bytes[p];
  if (e === 0x45 || e === 0x65 || e === 0x44 || e === 0x64) {
    let q = p + 1;
    if (isSign(bytes[q])) q++;
    const exponent = q;
    q = skipDigits(bytes, q);
    if (q === exponent) {
      if (q >= bytes.length) throw ended(from);
      throw new SyntaxFailure(`"${excerpt(bytes, from, 24)}" is not a number`, from);
    }
    p = q;
  }
  return p;
}

/** Past `.NAME.` at `from`, or a number written without its leading digit. */
function skipEnumeration(bytes: Uint8Array, from: number): number {
  const next = bytes[from + 1];
  if (next !== undefined && classes[next] === digit) return skipNumber(bytes, from);
  let p = from + 1;
  for (;;) {
    const c = bytes[p];
    if (c === undefined) throw ended(from);
    const k = classes[c];
    if (k !== letter && k !== digit) break;
    p++;
  }
  if (bytes[p] !== 0x2e || p === from + 1) {
    throw new SyntaxFailure(`"${excerpt(bytes, from, 12)}" is not an enumeration`, from);
  }
  return p + 1;
}

/** Past something between two equal or paired marks on one line: binary "0F", <resource>. */
function skipTo(bytes: Uint8Array, from: number, close: number): number {
  const p = bytes.indexOf(close, from + 1);
  if (p < 0) throw ended(from);
  return p + 1;
}

/**
 * Past an argument list that starts with `(` at `from`. Checks its grammar: values and commas alternate, brackets pair up,
 * numbers are numbers. Every `#n` inside is pushed to `refs`. A comma in front of the `)` of a list, which other readers take, is told to `onTrailingComma`.
 * @throws SyntaxFailure with the offset; `atEnd` when the bytes ended first.
 */
export function skipArguments(
  bytes: Uint8Array,
  from: number,
  refs: GrowF64,
  onTrailingComma: (offset: number) => void,
): number {
  let p = from + 1;
  let depth = 1;
  // What may come: a value, or (after a value) a comma or bracket. After "(" both a value and ")" may.
  let valueNext = true;
  let opened = true;
  for (;;) {
    const c = bytes[p];
    if (c === undefined) throw ended(p);
    if (classes[c] === blank) {
      p++;
      continue;
    }
    if (c === 0x2c) {
      if (valueNext) throw new SyntaxFailure("a value is missing in front of a comma", p);
      valueNext = true;
      opened = false;
      p++;
      continue;
    }
    if (c === 0x29) {
      if (valueNext && !opened) {
        // In a list it is one comma too many; among the attributes of an instance one of them is missing.
        if (depth === 1) throw new SyntaxFailure("a value is missing between a comma and ')'", p);
        onTrailingComma(p);
      }
      p++;
      if (--depth === 0) return p;
      valueNext = false;
      opened = false;
      continue;
    }
    if (c === 0x2f && bytes[p + 1] === 0x2a) {
      p = skipComment(bytes, p);
      continue;
    }
    if (!valueNext) {
      if (c === 0x3b) throw new SyntaxFailure("')' is missing in front of ';'", p);
      throw new SyntaxFailure(`',' or ')' is missing in front of "${excerpt(bytes, p)}"`, p);
    }
    if (c === 0x28) {
      if (++depth > maxNesting) throw new SyntaxFailure(`lists nested more than ${maxNesting} deep`, p);
      opened = true;
      p++;
      continue;
    }
    p = skipScalar(bytes, p, c, refs);
    if (p < 0) {
      // A typed value: its keyword was passed, its list follows.
      p = skipBlank(bytes, -p);
      if (bytes[p] === undefined) throw ended(p);
      if (bytes[p] !== 0x28) throw new SyntaxFailure(`"${excerpt(bytes, p, 12)}" where '(' should be`, p);
      if (++depth > maxNesting) throw new SyntaxFailure(`lists nested more than ${maxNesting} deep`, p);
      opened = true;
      p++;
      continue;
    }
    valueNext = false;
    opened = false;
  }
}

/** Past one value that starts with byte `c`; for a keyword, minus the offset after it. */
function skipScalar(bytes: Uint8Array, from: number, c: number, refs: GrowF64): number {
  if (c === 0x23) {
    refs.push(readId(bytes, from));
    return skipDigits(bytes, from + 1);
  }
  const k = classes[c];
  if (k === digit || k === sign) return skipNumber(bytes, from);
  if (c === 0x27) return skipString(bytes, from);
  if (c === 0x24 || c === 0x2a) return from + 1;
  if (c === 0x2e) return skipEnumeration(bytes, from);
  if (k === letter) {
    const end = skipKeyword(bytes, from + 1);
    const next = bytes[skipBlank(bytes, end)];
    if (next !== undefined && next !== 0x28) {
      throw new SyntaxFailure(`"${excerpt(bytes, from, end - from)}" is not a value`, from);
    }
    return -end;
  }
  if (c === 0x22) return skipTo(bytes, from, 0x22);
  if (c === 0x3c) return skipTo(bytes, from, 0x3e);
  if (c === 0x40) return skipKeyword(bytes, from + 1);
  if (c === 0x3b) throw new SyntaxFailure("')' is missing in front of ';'", from);
  throw new SyntaxFailure(
    k === other && (c < 0x20 || c > 0x7e)
      ? `a byte 0x${c.toString(16).padStart(2, "0")} that is no text`
      : `"${excerpt(bytes, from, 12)}" is not a value`,
    from,
  );
}
