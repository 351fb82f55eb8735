import { beforeAll, describe, expect, it } from "vitest";
import type { KclTools } from "./api.js";
import { createKclTools } from "./tools.js";

let tools: KclTools;
beforeAll(async () => {
  tools = await createKclTools();
});

describe("parse, format, lint", () => {
  it("names the place of a syntax error", () => {
    expect(() => tools.parse("a = 1\nb = {")).toThrow(
      expect.objectContaining({ code: "kcl_syntax", detail: expect.stringContaining("line 2") }),
    );
  });

  it("names the place of a character that is no KCL", () => {
    expect(() => tools.parse("a = 1\n\nb = 2 § 3")).toThrow(
      expect.objectContaining({ code: "kcl_syntax", detail: "line 3, column 7: found unknown token '§'" }),
    );
  });

  it("formats as the official formatter does, and leaves its own output alone", () => {
    const text = tools.format("a=1+   2\nb = [1,2 ]");
    expect(text).toBe("a = 1 + 2\nb = [1, 2]\n");
    expect(tools.format(text)).toBe(text);
  });

  it("finds names that are not lowerCamelCase, with their place counted in characters", async () => {
    const [finding] = await tools.lint("// größer\nBad_name = 4\n");
    expect(finding).toMatchObject({ severity: "lint", code: "Z0001", line: 2, column: 1 });
  });

  it("finds nothing in clean text", async () => {
    expect(await tools.lint("goodName = 4\n")).toEqual([]);
  });
});

const circleSketch = (constraints: string): string => `
s = sketch(on = XY) {
  rim = circle(start = [var 31mm, var 0mm], center = [var 0mm, var 0mm])
  ${constraints}
}
r = region(segments = [s.rim])
body = extrude(r, length = 3)
`;

describe("mock", () => {
  it("counts each sketch point once, however many variables hold it", async () => {
    const loose = await tools.mock(circleSketch("coincident([rim.center, ORIGIN])\n  diameter(rim) == 62mm"));
    expect(loose.freedom).toEqual({ fixed: 1, free: 1, conflict: 0 });
    const tight = await tools.mock(
      circleSketch("coincident([rim.center, ORIGIN])\n  diameter(rim) == 62mm\n  horizontal([rim.center, rim.start])"),
    );
    expect(tight.freedom).toEqual({ fixed: 2, free: 0, conflict: 0 });
  });

  it("reports an assertion that fails, with its line", async () => {
    await expect(tools.mock('x = 3\nassert(x, isEqualTo = 4, error = "boo")')).rejects.toMatchObject({
      code: "kcl_execution",
      detail: expect.stringMatching(/line 2, column 1: .*boo/),
    });
  });

  it("is not confused by a failure before it", async () => {
    await expect(tools.mock("x = y")).rejects.toMatchObject({ code: "kcl_execution" });
    await expect(tools.mock("x = 3")).resolves.toMatchObject({ issues: [] });
  });
});
