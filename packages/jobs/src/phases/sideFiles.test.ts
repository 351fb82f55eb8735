import { describe, expect, it } from "vitest";
import { parseSideFile } from "./sideFiles.js";

describe("side files", () => {
  it.each([
    ["a.json", '{"part":{"no":7,"tags":["x",null,true]},"__proto__":{"y":1}}'],
    ["a.yaml", "part:\n  no: 7\n  tags: [x, null, true]\n__proto__:\n  y: 1\n"],
    ["a.yml", "part: {no: 7, tags: [x, null, true]}\n__proto__: {y: 1}"],
  ])("%s is flattened, its values are texts", async (name, text) => {
    expect(await parseSideFile(name, text)).toEqual({
      "part.no": "7",
      "part.tags.0": "x",
      "part.tags.2": "true",
      ...Object.fromEntries([["__proto__.y", "1"]]),
    });
  });

  it("reads TOML with dates, and a byte-order mark", async () => {
    expect(await parseSideFile("a.toml", '\uFEFFday = 1979-05-27\n[part]\nno = 7\nname = "nut"')).toEqual({
      day: "1979-05-27",
      "part.no": "7",
      "part.name": "nut",
    });
  });

  it("reads text as lines of keys, or whole", async () => {
    expect(await parseSideFile("a.txt", "# about\nmaterial: steel\nfinish = matt\n")).toEqual({
      material: "steel",
      finish: "matt",
    });
    expect(await parseSideFile("a.step.txt", "A nut.\nFor a bolt.\n")).toEqual({ text: "A nut.\nFor a bolt." });
  });

  it("refuses what is none of its format, and YAML that grows without end", async () => {
    await expect(parseSideFile("a.json", "{")).rejects.toThrow();
    const bomb = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(",")}]`);
    await expect(parseSideFile("a.yaml", ["a0: &a0 x", ...bomb].join("\n"))).rejects.toThrow();
  });
});
