import fc from "fast-check";
import { expect, test } from "vitest";
import { plainText } from "./plainText.js";

test.each([
  ["a plain name", "Träger 12 – 轴承 🔩", "Träger 12 – 轴承 🔩"],
  ["NUL", "a\0b", "ab"],
  ["a lone high surrogate", "a\ud800b", "a\ufffdb"],
  ["a lone low surrogate", "\udc00", "\ufffd"],
  ["a colour of the terminal", "\u001b[31mred\u001b[0m", "red"],
  ["an escape of one byte", "\u009b2Jgone", "gone"],
  ["a window title", "\u001b]0;owned\u0007part", "part"],
  ["a link that never ends", "\u001b]8;;http://x", ""],
  ["an override of direction", "gpj.\u202eexe.step", "gpj.exe.step"],
  ["isolates and marks", "\u2066a\u2069\u200eb\u061c", "ab"],
  ["line breaks of every kind", "a\nb\r\nc\u2028d\u0085e\tf", "a b c d e f"],
  ["zero-width and byte-order marks", "\ufeffa\u200bb", "ab"],
])("%s", (_, text, plain) => {
  expect(plainText(text)).toBe(plain);
});

const seed = Number(process.env.UNBAKE_SEED ?? 20_261_129);
test(`what is left is what PostgreSQL, terminals and comments take (seed ${seed})`, () => {
  const nasty = fc.constantFrom(
    "\0",
    "\u001b",
    "[",
    "]",
    "\u009b",
    "\u202e",
    "\ud83d",
    "\udd29",
    "\n",
    "m",
    "\u0007",
    "x",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 40 }), (parts) => {
      const plain = plainText(parts.join(""));
      expect(plain.isWellFormed()).toBe(true);
      expect(plain).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
      expect(plainText(plain)).toBe(plain);
    }),
    { seed },
  );
});
