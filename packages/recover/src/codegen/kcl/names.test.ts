import { createKclTools } from "@unbake/engine";
import { describe, expect, it } from "vitest";
import { commentText, createNames, identifier, isReserved } from "./names.js";

describe("identifier", () => {
  it("makes lowerCamelCase of anything", () => {
    expect(identifier("Plate, 5 mm (left)", "part")).toBe("plate5MmLeft");
    expect(identifier("Stück Ö-Ring", "part")).toBe("stuckORing");
    expect(identifier("3-way VALVE body", "part")).toBe("part3WayValveBody");
    expect(identifier("支架", "part")).toBe("part");
    expect(identifier("for", "part")).toBe("forBlank");
  });
  it("keeps to its limit at a word's end", () => {
    expect(identifier("mounting bracket upper left side", "part", 20)).toBe("mountingBracketUpper");
  });
});

describe("commentText", () => {
  it("keeps a name on its line", () => {
    expect(commentText('a*/b\n@settings(x)\u2028"q"')).toBe('a*/b @settings(x) "q"');
    expect(commentText(" \t\n")).toBe("unnamed");
  });
});

describe("createNames", () => {
  it("never gives a name twice", () => {
    const names = createNames();
    expect([names.unique("bore"), names.unique("plate"), names.unique("plate")]).toEqual(["bore", "plate", "plate2"]);
    expect([names.numbered("sketch"), names.numbered("sketch")]).toEqual(["sketch001", "sketch002"]);
  });
});

describe("the reserved words", () => {
  it("leave only names that the parser takes and the linter likes", async () => {
    const tools = await createKclTools();
    for (const raw of [
      "return",
      "Sketch",
      "PI",
      "mm",
      "if",
      "var",
      "line",
      "plate",
      "x",
      "import",
      "type",
      "region",
      "hole",
    ]) {
      const name = identifier(raw, "part");
      expect(isReserved(name)).toBe(false);
      const text = `${name} = 1\n`;
      expect(tools.format(text)).toBe(text);
      expect(await tools.lint(text)).toEqual([]);
    }
  });
});
