import { describe, expect, it } from "vitest";
import { chunksOf, inWords } from "./chunks.js";

describe("chunks", () => {
  it("split identifiers into words", () => {
    expect(inWords("boltCircle_radius-2.step")).toBe("bolt circle radius 2 step");
    expect(inWords("M8Bolt")).toBe("m 8 bolt");
  });

  it("begin with the part and go on with its program", () => {
    const [about, program, ...rest] = chunksOf({
      filePath: "pumps/bearing-housing.step",
      metadata: { "user.material": "GG25", "original.volume_mm3": "12.5" },
      kcl: "// the bore\nboreRadius = 12\nprofile = startProfile(at = [0, 0])\n",
    });
    expect(about).toContain("bearing housing");
    expect(about).toContain("gg 25");
    expect(about).not.toContain("12.5");
    expect(program).toContain("bore radius = 12");
    expect(rest).toEqual([]);
  });

  it("of a long program are few and short", () => {
    const kcl = Array.from({ length: 5000 }, (_, i) => `holeRadius${i} = ${i}`).join("\n");
    const chunks = chunksOf({ filePath: "a.step", metadata: null, kcl });
    expect(chunks.length).toBe(7);
    for (const chunk of chunks) expect(chunk.length).toBeLessThan(2000);
  });
});
