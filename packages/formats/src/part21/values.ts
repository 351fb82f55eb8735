/** Argument lists as values, parsed when they are asked for. */
import { at } from "@unbake/ground";
import { skipBlank, skipDigits, skipKeyword, skipString } from "./lexer.js";
import { decodeString } from "./strings.js";
import type { Part21 } from "./types.js";

/** null is `$` (not given) and `*` (derived). */
export type Value = number | null | TextValue | RefValue | EnumValue | TypedValue | readonly Value[];

interface TextValue {
  readonly kind: "text";
  readonly text: string;
}

interface RefValue {
  readonly kind: "ref";
  readonly id: number;
}

/** `.T.` is { name: "T" }. */
interface EnumValue {
  readonly kind: "enum";
  readonly name: string;
}

/** `LENGTH_MEASURE(1.)` */
interface TypedValue {
  readonly kind: "typed";
  readonly type: string;
  readonly values: readonly Value[];
}

/** The argument list that starts with `(` at `offset`; its grammar was checked by the scanner. */
export function parseArguments(bytes: Uint8Array, offset: number): readonly Value[] {
  return parseList(bytes, offset).list;
}

/** The arguments of instance `index`; for a complex instance those of its part `type`, undefined when it has no such part. */
export function argumentsOf(file: Part21, index: number | undefined, type?: string): readonly Value[] | undefined {
  const offset = index === undefined ? undefined : file.argumentOffsets[index];
  if (index === undefined || offset === undefined) return undefined;
  if (!isComplex(file, index)) return parseArguments(file.bytes, offset);
  let p = offset + 1;
  for (;;) {
    p = skipBlank(file.bytes, p);
    const start = p;
    p = skipKeyword(file.bytes, p);
    if (p === start) return undefined;
    const part = latin1(file.bytes, start, p).toUpperCase();
    p = skipBlank(file.bytes, p);
    const { list, end } = parseList(file.bytes, p);
    if (type === undefined || part === type) return list;
    p = end;
  }
}

/** Is the instance written `#1 = (A()B());`? One of a single type may be, too. */
export function isComplex(file: Part21, index: number): boolean {
  const { bytes } = file;
  const equals = skipBlank(bytes, skipDigits(bytes, at(file.offsets, index) + 1));
  return bytes[skipBlank(bytes, equals + 1)] === 0x28;
}

function parseList(bytes: Uint8Array, offset: number): { list: readonly Value[]; end: number } {
  const list: Value[] = [];
  let p = offset + 1;
  for (;;) {
    p = skipBlank(bytes, p);
    const c = bytes[p];
    if (c === undefined || c === 0x29) return { list, end: p + 1 };
    if (c === 0x2c) {
      p++;
      continue;
    }
    const { value, end } = parseValue(bytes, p, c);
    list.push(value);
    p = end;
  }
}

function parseValue(bytes: Uint8Array, p: number, c: number): { value: Value; end: number } {
  if (c === 0x28) {
    const { list, end } = parseList(bytes, p);
    return { value: list, end };
  }
  if (c === 0x27) {
    const end = skipString(bytes, p);
    return { value: { kind: "text", text: decodeString(bytes.subarray(p + 1, end - 1)) }, end };
  }
  if (c === 0x24 || c === 0x2a) return { value: null, end: p + 1 };
  if (c === 0x22) {
    const end = bytes.indexOf(0x22, p + 1) + 1;
    return { value: { kind: "text", text: latin1(bytes, p + 1, end - 1) }, end };
  }
  if (c === 0x3c) {
    const end = bytes.indexOf(0x3e, p + 1) + 1;
    return { value: { kind: "text", text: latin1(bytes, p, end) }, end };
  }
  const end = tokenEnd(bytes, p + 1);
  const token = latin1(bytes, p, end);
  if (c === 0x23) return { value: { kind: "ref", id: Number(token.slice(1)) }, end };
  if (c === 0x2e && !/^\.\d/.test(token)) {
    return { value: { kind: "enum", name: token.replaceAll(".", "").toUpperCase() }, end };
  }
  if (/^[A-Za-z_!]/.test(token)) {
    const open = skipBlank(bytes, end);
    const inner = parseList(bytes, open);
    return { value: { kind: "typed", type: token.toUpperCase(), values: inner.list }, end: inner.end };
  }
  if (c === 0x40) return { value: { kind: "text", text: token }, end };
  return { value: Number(token.replace(/[dD]/, "e")), end };
}

/** Past the characters of a number, a name or an enumeration. */
function tokenEnd(bytes: Uint8Array, from: number): number {
  let p = from;
  for (;;) {
    const c = bytes[p];
    if (c === undefined || c <= 0x20 || c === 0x28 || c === 0x29 || c === 0x2c || c === 0x2f) return p;
    p++;
  }
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return new TextDecoder("latin1").decode(bytes.subarray(from, to));
}

// ---- reading values

export function asText(value: Value | undefined): string {
  if (isKind(value, "text")) return value.text;
  if (isKind(value, "typed")) return asText(value.values[0]);
  return "";
}

export function asNumber(value: Value | undefined): number | undefined {
  if (typeof value === "number") return value;
  if (isKind(value, "typed")) return asNumber(value.values[0]);
  return undefined;
}

export function asList(value: Value | undefined): readonly Value[] {
  if (Array.isArray(value)) return value;
  return [];
}

export function asEnum(value: Value | undefined): string | undefined {
  return isKind(value, "enum") ? value.name : undefined;
}

/** Index of the instance that a reference means; undefined when the value is no reference or leads nowhere. */
export function asRef(file: Part21, value: Value | undefined): number | undefined {
  return isKind(value, "ref") ? file.indexOf(value.id) : undefined;
}

export function asNumbers(value: Value | undefined): readonly number[] {
  return asList(value).map((item) => asNumber(item) ?? Number.NaN); // default: what is no number is told by being none
}

function isKind<K extends "text" | "ref" | "enum" | "typed">(
  value: Value | undefined,
  kind: K,
): value is Extract<Value, { kind: K }> {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === kind;
}
