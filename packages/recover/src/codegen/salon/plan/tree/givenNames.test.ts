import { describe, expect, it } from "vitest";
import { givenWords } from "./givenNames.js";

describe("the words of a given name", () => {
  it.each([
    ["mounting plate", ["mounting", "plate"]],
    ["a-parametric-bearing-pillow-block.step", ["parametric", "bearing", "pillow", "block"]],
    ["GRM-05_depth_lock_bolt", ["depth", "lock", "bolt"]],
    ["HeatBlock v2", ["heat", "block"]],
    ["Stück", ["stuck"]],
  ])("%s", (name, words) => {
    expect(givenWords(name)).toEqual(words);
  });
  it.each([
    "model_129422_621d0a90_0001.step",
    "10092",
    "90128A211",
    "5f2c9ab01de4",
    "支架-3",
    "Кронштейн 3",
    "Body 12",
    "R_LDR_5.0x4.1mm_P3mm_Vertical",
    "",
    "  ",
    "Solid1",
    "PJ-320A",
  ])("none of %j", (name) => {
    expect(givenWords(name)).toEqual([]);
  });
});
