/** Walks over the words of a BRep text. Fast: no regular expressions, no splitting. */
import { UnbakeError } from "@unbake/ground";

export class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Goes behind the next line that starts with `title` and returns the number after it. */
  section(title: string): number {
    const found = this.#text.indexOf(`\n${title} `, Math.max(0, this.#at - 1));
    if (found < 0) throw new UnbakeError("kernel", `BRep text without section ${title}`);
    this.#at = found + title.length + 2;
    return this.number();
  }

  /** The next word, up to white space. */
  word(): string {
    const text = this.#text;
    let start = this.#at;
    while (text.charCodeAt(start) <= 32) start++;
    let end = start;
    while (end < text.length && text.charCodeAt(end) > 32) end++;
    if (start === end) throw new UnbakeError("kernel", "BRep text ends early");
    this.#at = end;
    return text.slice(start, end);
  }

  number(): number {
    const word = this.word();
    const value = Number(word);
    if (Number.isNaN(value)) throw new UnbakeError("kernel", `BRep text: expected a number, found "${word}"`);
    return value;
  }

  /** Skips to the start of the next line. */
  skipLine(): void {
    const end = this.#text.indexOf("\n", this.#at);
    this.#at = end < 0 ? this.#text.length : end + 1;
  }
}
