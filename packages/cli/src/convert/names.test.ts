import { describe, expect, it } from "vitest";
import { safeStem, uniqueStems } from "./names.js";

describe("safeStem", () => {
  it.each([
    ["part.step", "part"],
    ["UPPER CASE NAME & spaces #1 (copy).STEP", "UPPER_CASE_NAME_spaces_1_copy"],
    ["latin1_name_Äufsatz_grün.step", "latin1_name_Äufsatz_grün"],
    ["名前.stp", "名前"],
    ["CON.step", "_CON"],
    ["aux.front.stp", "_aux.front"],
    ["com1.stp", "_com1"],
    ["console.stp", "console"],
    ["..step", "unnamed"],
    ["-rf.step", "rf"],
    ["a\u0000b\nc.step", "a_b_c"],
    ["what?.step", "what"],
    ["x_1,5_Ø3.step", "x_1_5_Ø3"],
    ["part v1.2.step", "part_v1.2"],
    [".step", "step"],
  ])("%j -> %j", (name, stem) => {
    expect(safeStem(name)).toBe(stem);
  });

  it("writes one form of a letter that has two", () => {
    expect(safeStem("gru\u0308n.step")).toBe(safeStem("gr\u00fcn.step"));
  });

  it("leaves room for suffixes, and never cuts a character", () => {
    const stem = safeStem(`${"ü".repeat(200)}.step`);
    expect(Buffer.byteLength(stem)).toBeLessThanOrEqual(180);
    expect(stem).toMatch(/^ü+$/);
  });
});

describe("uniqueStems", () => {
  const stems = (...names: string[]) => uniqueStems(names.map((name) => ({ folder: "out", name })));

  it("tells namesakes apart by extension, then by number", () => {
    expect(stems("a.step", "a.stp", "A.STEP", "b.stp")).toEqual(["a", "a_stp", "A_STEP", "b"]);
    expect(stems("a b.step", "a_b.step", "a#b.step")).toEqual(["a_b", "a_b_step", "a_b_step_2"]);
  });

  it("lets namesakes be in different folders", () => {
    const files = [
      { folder: "x", name: "a.step" },
      { folder: "y", name: "a.step" },
    ];
    expect(uniqueStems(files)).toEqual(["a", "a"]);
  });

  it("gives every file a name of its own, however they collide", () => {
    const names = ["a.step", "a.stp", "a_stp.step", "A_STP.stp", "a.STP", "a .stp"];
    const folded = stems(...names).map((stem) => stem.toLowerCase());
    expect(new Set(folded).size).toBe(names.length);
  });
});
