import { UnbakeError } from "@unbake/ground";
import { describe, expect, it } from "vitest";
import type { SourceModel } from "../input/index.js";
import type { Verification } from "../verify/index.js";
import { reportMismatch, reportOf, reportUnexplained } from "./failure.js";

/** Three solids of 2, 3 and 4 faces; only what failures look at. */
const source = {
  solids: [2, 3, 4].map((faces, i) => ({
    ...(i === 1 && { name: "Knob" }),
    topology: { faces: Array.from({ length: faces }, (_, id) => ({ id })) },
  })),
} as unknown as SourceModel;

describe("failures", () => {
  it("keep the code of an error of the table", () => {
    const report = reportOf(new UnbakeError("truncated", "line 3"));
    expect(report).toMatchObject({ code: "truncated", status: "error_user", message: "the file is truncated: line 3" });
  });

  it("say where a bug came from", () => {
    const report = reportOf(new TypeError("x is not a function"));
    expect(report).toMatchObject({ code: "internal", status: "error_internal" });
    expect(report.message).toMatch(/TypeError: x is not a function at .*failure\.test\.ts/);
  });

  it("name solids without a program and all their faces, in the numbering of the whole file", () => {
    const report = reportUnexplained(source, [{ solid: 1, code: "not_recovered", reason: "too odd", inPart: false }]);
    expect(report.message).toBe('no program was found that rebuilds it: too odd (solid 1 "Knob")');
    expect(report).toMatchObject({ status: "error_unsupported", solids: [1], faces: [2, 3, 4] });
  });

  it("say a reason once for all solids that share it", () => {
    const because = { code: "not_recovered", reason: "too odd", inPart: false } as const;
    const report = reportUnexplained(source, [
      { solid: 2, ...because },
      { solid: 0, ...because },
    ]);
    expect(report.message).toContain("too odd (solids 2, 0)");
    expect(report.solids).toEqual([0, 2]);
  });

  it("name the faces that do not match and the solids that they are of", () => {
    const verification = {
      reasons: ["2 faces without a counterpart"],
      unmatchedOriginal: [1, 5],
    } as unknown as Verification;
    const report = reportMismatch(source, verification);
    expect(report).toMatchObject({ code: "geometry_mismatch", solids: [0, 2], faces: [1, 5] });
    expect(report.message).toContain("2 faces without a counterpart (faces 1, 5)");
  });

  it("do not list hundreds of faces in a sentence", () => {
    const many = Array.from({ length: 300 }, (_, i) => i);
    const verification = { reasons: ["all wrong"], unmatchedOriginal: many } as unknown as Verification;
    expect(reportMismatch(source, verification).message).toContain("and 292 more");
    expect(reportMismatch(source, verification).faces).toHaveLength(300);
  });
});
