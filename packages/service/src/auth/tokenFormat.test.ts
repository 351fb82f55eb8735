import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createToken, hashOfToken, hintOfToken, isToken } from "./tokenFormat.js";

describe("tokens", () => {
  it("know their own", () => {
    const tokens = Array.from({ length: 200 }, createToken);
    expect(new Set(tokens).size).toBe(200);
    for (const token of tokens) {
      expect(isToken(token)).toBe(true);
      expect(token.startsWith(hintOfToken(token))).toBe(true);
      expect(hashOfToken(token)).toHaveLength(32);
    }
  });

  it("notice every typo", () => {
    const token = createToken();
    for (let i = 7; i < token.length; i++) {
      const other = token[i] === "x" ? "y" : "x";
      expect(isToken(token.slice(0, i) + other + token.slice(i + 1))).toBe(false);
    }
  });

  it("know no strangers", () => {
    fc.assert(fc.property(fc.string(), (text) => !isToken(text) && !isToken(`unbake_${text}`)));
  });
});
