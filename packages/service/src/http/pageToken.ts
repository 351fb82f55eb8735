/**
 * Page tokens: opaque, signed, complete. A token carries the whole question (operation, subject, sort, filters) and the keys of the last
 * row, so it is valid alone; when the question is repeated beside it, it must be the same question.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { ApiError } from "./errors.js";

/** What a list was asked for: strings only; absent filters are absent. */
export type Question = Readonly<Record<string, string>>;

/** The keys of the last row of a page, in the order of the sort, as text that the database reads back exactly. */
export type Position = readonly string[];

interface Content {
  readonly q: Question;
  readonly p: Position;
}

/** Half of SHA-256: unforgeable, and the token stays short enough for an address bar. */
const signatureBytes = 16;

/** Signs and opens page tokens with `key`, which all API processes of a service share. */
export interface PageTokens {
  sign(question: Question, position: Position): string;
  /** Throws ApiError("bad_page_token") for anything this service did not sign. */
  open(token: string): { readonly question: Question; readonly position: Position };
}

/** Page tokens under a secret key. */
export function createPageTokens(key: Uint8Array): PageTokens {
  const signatureOf = (content: Buffer) =>
    createHmac("sha256", key).update(content).digest().subarray(0, signatureBytes);
  return {
    sign(question, position) {
      const content = Buffer.from(JSON.stringify({ q: question, p: position } satisfies Content));
      return Buffer.concat([signatureOf(content), content]).toString("base64url");
    },
    open(token) {
      const bytes = Buffer.from(token, "base64url");
      const content = bytes.subarray(signatureBytes);
      // Base64 is read loosely by Node: only the one spelling that we wrote counts.
      const whole = bytes.length > signatureBytes && bytes.toString("base64url") === token;
      if (!whole || !timingSafeEqual(bytes.subarray(0, signatureBytes), signatureOf(content)))
        throw new ApiError("bad_page_token", "it was not signed by this service");
      const { q, p } = JSON.parse(content.toString()) as Content;
      return { question: q, position: p };
    },
  };
}

/**
 * The question of a page: that of the token when there is one, else the one that was asked. `fixed` (operation and subject) must be the
 * token's own; each filter of `asked` that is repeated must be what the token says. Throws ApiError("bad_page_token").
 */
export function questionOfPage(
  tokens: PageTokens,
  token: string | undefined,
  fixed: Question,
  asked: Readonly<Record<string, string | undefined>>,
): { readonly question: Question; readonly position: Position | undefined } {
  if (token === undefined) {
    const given = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { question: { ...fixed, ...Object.fromEntries(given) }, position: undefined };
  }
  const { question, position } = tokens.open(token);
  for (const [name, value] of Object.entries(fixed))
    if (question[name] !== value) throw new ApiError("bad_page_token", `it belongs to another list`);
  for (const [name, value] of Object.entries(asked))
    if (value !== undefined && question[name] !== value)
      throw new ApiError("bad_page_token", `${name} is not the one that the first page was asked with`);
  return { question, position };
}
