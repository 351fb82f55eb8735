/** Texts word by word, with the line for messages. */
import { UnbakeError } from "@unbake/ground";
import { maxCoordinateMm, maxTextBytes } from "./limits.js";

export interface Words {
  /** The next word, or undefined at the end. */
  next(): string | undefined;
  /** The rest of the current line, without white space around it; the next word is one of the next line. */
  rest(): string;
  /** Counted from 1, of the word that came last. */
  line(): number;
}

/** The text of a mesh file with line feeds as line ends (files have CR, or both, too), without padding. @throws too_large. */
function textOf(bytes: Uint8Array): string {
  if (bytes.length > maxTextBytes) {
    throw new UnbakeError("too_large", `${bytes.length} bytes of text, the limit is ${maxTextBytes}`);
  }
  let end = bytes.length;
  // NULs and end-of-file marks (control-Z): old systems fill up the last block with them.
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 0x1a)) end--;
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, end));
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/** Words of a text, apart by white space. @throws too_large. */
export function wordsOf(bytes: Uint8Array): Words {
  const text = textOf(bytes);
  let at = 0;
  let line = 1;
  return {
    next() {
      let code = text.charCodeAt(at);
      while (code <= 32) {
        if (code === 10) line++;
        code = text.charCodeAt(++at);
      }
      if (at >= text.length) return undefined;
      const start = at;
      while (text.charCodeAt(at) > 32) at++;
      return text.slice(start, at);
    },
    rest() {
      const end = text.indexOf("\n", at);
      const stop = end < 0 ? text.length : end;
      const rest = text.slice(at, stop).trim();
      at = stop;
      return rest;
    },
    line: () => line,
  };
}

/**
 * Lines of a text, without comments and white space around them; a line that ends in a backslash goes on in the next.
 * `onComment` is told the comments.
 */
export function* linesOf(
  bytes: Uint8Array,
  onComment: (comment: string, line: number) => void = () => undefined,
): Generator<{ readonly text: string; readonly line: number }> {
  const text = textOf(bytes);
  let line = 0;
  let joined = "";
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf("\n", at);
    const end = found < 0 ? text.length : found;
    const raw = text.slice(at, end);
    at = end + 1;
    line++;
    const comment = raw.indexOf("#");
    if (comment >= 0) onComment(raw.slice(comment + 1), line);
    const part = (comment < 0 ? raw : raw.slice(0, comment)).trim();
    if (part.endsWith("\\")) {
      joined += `${part.slice(0, -1)} `;
      continue;
    }
    const whole = (joined + part).trim();
    joined = "";
    if (whole !== "") yield { text: whole, line };
  }
  if (joined.trim() !== "") yield { text: joined.trim(), line };
}

const decimal = /^[-+]?(\d+\.?\d*|\.\d+)([eEdD][-+]?\d+)?$/;

/** A decimal number, with the exponents of C or of Fortran (1.5D+01); NaN for anything else. */
export function numberOf(text: string | undefined): number {
  if (text === undefined || !decimal.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isNaN(value) ? Number(text.replace(/[dD]/, "e")) : value;
}

/** A coordinate. @throws syntax with the place: a line, or what a caller calls it. */
export function coordinate(text: string | undefined, place: number | string): number {
  const at = typeof place === "number" ? `line ${place}` : place;
  const value = numberOf(text);
  if (text === undefined || !Number.isFinite(value)) {
    throw new UnbakeError("syntax", `${at}: "${short(text ?? "")}" is no coordinate`);
  }
  if (Math.abs(value) > maxCoordinateMm) {
    throw new UnbakeError("too_large", `${at}: the coordinate ${short(text)} is beyond ${maxCoordinateMm}`);
  }
  return value;
}

/** What a message shows of a word. */
export const short = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}...` : text);
