/** Texts word by word, with the line for messages. */
import { UnbakeError } from "../errors.js";
import { maxCoordinateMm, maxTextBytes } from "./limits.js";

export interface Words {
  /** The next word, or undefined at the end. */
  next(): string | undefined;
  /** The rest of the current line, without white space around it; the next word is one of the next line. */
  rest(): string;
  /** Counted from 1, of the word that came last. */
  line(): number;
}

/** Words of a text, apart by white space. @throws too_large. */
export function wordsOf(bytes: Uint8Array): Words {
  if (bytes.length > maxTextBytes) {
    throw new UnbakeError("too_large", `${bytes.length} bytes of text, the limit is ${maxTextBytes}`);
  }
  const text = new TextDecoder("latin1").decode(bytes);
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

/** Lines of a text, without comments and white space around them; a line that ends in a backslash goes on in the next. */
export function* linesOf(bytes: Uint8Array): Generator<{ readonly text: string; readonly line: number }> {
  if (bytes.length > maxTextBytes) {
    throw new UnbakeError("too_large", `${bytes.length} bytes of text, the limit is ${maxTextBytes}`);
  }
  const text = new TextDecoder("latin1").decode(bytes);
  let line = 0;
  let joined = "";
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf("\n", at);
    const end = found < 0 ? text.length : found;
    const raw = text.slice(at, end);
    at = end + 1;
    line++;
    const comment = raw.indexOf("#");
    const part = (comment < 0 ? raw : raw.slice(0, comment)).trim();
    if (part.endsWith("\\")) {
      joined += `${part.slice(0, -1)} `;
      continue;
    }
    const whole = joined + part;
    joined = "";
    if (whole !== "") yield { text: whole, line };
  }
}

/** A coordinate. @throws syntax with the line. */
export function coordinate(text: string | undefined, line: number): number {
  const value = Number(text);
  if (text === undefined || text === "" || !Number.isFinite(value)) {
    throw new UnbakeError("syntax", `line ${line}: "${short(text ?? "")}" is no coordinate`);
  }
  if (Math.abs(value) > maxCoordinateMm) {
    throw new UnbakeError("too_large", `line ${line}: the coordinate ${short(text)} is beyond ${maxCoordinateMm}`);
  }
  return value;
}

/** What a message shows of a word. */
export const short = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}...` : text);
