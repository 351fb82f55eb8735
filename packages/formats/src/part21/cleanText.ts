/**
 * Instances written again as plainly as the standard allows, for readers that are stricter than ours: upper case, no comments, no blanks, no
 * trailing commas, no `D` exponents, numbered from 1, and without the names that geometry does not need.
 */
import { at } from "@unbake/ground";
import { readId, skipBlank, skipDigits, skipString } from "./lexer.js";
import { typeOf } from "./query.js";
import type { Part21 } from "./types.js";
import { isComplex } from "./values.js";

/** A buffer that grows. */
export class TextWriter {
  #bytes: Uint8Array;
  #length = 0;

  constructor(guess: number) {
    this.#bytes = new Uint8Array(Math.max(guess, 1024));
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length++] = value;
  }

  copy(from: Uint8Array, start: number, end: number): void {
    if (this.#length + end - start > this.#bytes.length) this.#grow(end - start);
    this.#bytes.set(from.subarray(start, end), this.#length);
    this.#length += end - start;
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.copy(bytes, 0, bytes.length);
  }

  get last(): number {
    return at(this.#bytes, this.#length - 1);
  }

  back(): void {
    this.#length--;
  }

  done(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(by: number): void {
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + by));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

const open = 0x28;
const close = 0x29;
const comma = 0x2c;
const quote = 0x27;
const hash = 0x23;
const dot = 0x2e;

/** How an instance is written. */
export interface Spelling {
  /** The number of what a reference means. */
  readonly numberOf: (id: number) => number;
  /** Keep the texts; without them every string is empty. */
  readonly strings: boolean;
}

/** Writes `#number=TYPE(...);` for instance `index`. */
export function writeInstance(file: Part21, index: number, number: number, spelling: Spelling, out: TextWriter): void {
  out.text(`#${number}=`);
  const { bytes } = file;
  let p = at(file.argumentOffsets, index);
  // The list of a complex instance has its names inside.
  if (!isComplex(file, index)) out.text(typeOf(file, index));
  let depth = 0;
  for (;;) {
    p = skipBlank(bytes, p);
    const c = bytes[p];
    if (c === undefined) break;
    if (c === open) depth++;
    if (c === close && out.last === comma) out.back();
    if (c === quote) {
      const end = skipString(bytes, p);
      if (spelling.strings) out.copy(bytes, p, end);
      else out.text("''");
      p = end;
    } else if (c === hash) {
      out.text(`#${spelling.numberOf(readId(bytes, p))}`);
      p = skipDigits(bytes, p + 1);
    } else if (isTokenStart(c)) p = writeToken(bytes, p, out);
    else {
      out.byte(c);
      p++;
    }
    if (c === close && --depth === 0) break;
  }
  out.text(";\n");
}

function isTokenStart(c: number): boolean {
  return (
    c === dot ||
    c === 0x2b ||
    c === 0x2d ||
    (c >= 0x30 && c <= 0x39) ||
    (c >= 0x41 && c <= 0x5a) ||
    (c >= 0x61 && c <= 0x7a)
  );
}

/** A keyword, an enumeration or a number, in upper case; the exponent of a number is E. */
function writeToken(bytes: Uint8Array, from: number, out: TextWriter): number {
  const first = byteAt(bytes, from);
  const second = byteAt(bytes, from + 1);
  const isNumber = first === 0x2b || first === 0x2d || isDigit(first) || (first === dot && isDigit(second));
  let p = from;
  for (;;) {
    const c = byteAt(bytes, p);
    const upper = c >= 0x61 && c <= 0x7a ? c - 0x20 : c;
    const isWord = (upper >= 0x41 && upper <= 0x5a) || isDigit(c) || c === 0x5f;
    if (!isWord && c !== dot && !(isNumber && (c === 0x2b || c === 0x2d))) return p;
    out.byte(isNumber && upper === 0x44 ? 0x45 : upper);
    p++;
  }
}

const byteAt = (bytes: Uint8Array, p: number): number => bytes[p] ?? 0; // default: a token may end with the bytes
const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39;
