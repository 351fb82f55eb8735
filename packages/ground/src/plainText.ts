/**
 * Words out of files that anybody may have written, made harmless once, where they enter: they go on to databases (PostgreSQL holds no NUL and
 * no lone surrogate), programs (a line break ends a comment), terminals (escapes), pages and archives (directional controls show one name
 * and mean another).
 */

/** Longer words than this are none: a note of some pages still fits. */
const maxLength = 16_384;

const [esc, csi, osc, st, bell] = ["\u001b", "\u009b", "\u009d", "\u009c", "\u0007"];

/** Escape sequences of terminals (ECMA-48): CSI with its parameters, OSC up to its end, two-character ones. */
const escapes = new RegExp(
  `(?:${esc}\\[|${csi})[0-?]*[ -/]*[@-~]|(?:${esc}\\]|${osc})[^${bell}${esc}${st}]*(?:${bell}|${esc}\\\\|${st})?|${esc}[ -~]?`,
  "g",
);

/** White space that breaks lines, in one place with tabs: one blank each. */
const breaks = /\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/g;

/** Other controls; marks, embeddings, overrides and isolates of direction (Unicode TR 36); zero-width and byte-order marks. */
const invisible = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

/** The text without what is not to be seen, lone surrogates as U+FFFD, at most 16,384 characters. */
export function plainText(text: string): string {
  return text
    .slice(0, 2 * maxLength)
    .replace(escapes, "")
    .replace(breaks, " ")
    .replace(invisible, "")
    .toWellFormed()
    .slice(0, maxLength)
    .toWellFormed();
}
