import { type ErrorCode, UnbakeError } from "@unbake/ground";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { bytesOf, IgesWriter, solidBox, trimmedBox } from "../../../formats/src/iges/iges.fixture.js";
import { readCad } from "./index.js";
import type { SourceModel } from "./types.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

function reading<T>(text: string, look: (model: SourceModel) => T): T {
  return kernel.scope(() => look(readCad(kernel, bytesOf(text), { name: "part.step" })));
}

function refused(text: string, code: ErrorCode): string {
  try {
    reading(text, () => undefined);
  } catch (error) {
    if (!(error instanceof UnbakeError)) throw error;
    expect(error.code).toBe(code);
    return error.message;
  }
  throw new Error("it was accepted");
}

function iges(write: (writer: IgesWriter) => void, unit: readonly [number, string] = [2, "MM"]): string {
  const writer = new IgesWriter();
  write(writer);
  return writer.text(...unit);
}

describe("IGES", () => {
  it("gives solids with name, colour, unit and facts", () => {
    const text = iges(
      (writer) => solidBox(writer, [1, 2, 3], { name: "Bracket", color: -writer.add(314, [100, 50, 0]) }),
      [1, "IN"],
    );
    reading(text, ({ unit, solids, facts, warnings }) => {
      expect(unit).toBe("in");
      expect(solids).toHaveLength(1);
      expect(solids[0]).toMatchObject({ color: [255, 128, 0] });
      expect(solids[0]!.volume).toBeCloseTo(6 * 25.4 ** 3, 5);
      expect(facts).toMatchObject({
        format: "iges",
        protocol: "IGES 5.3",
        authorSystem: "vitest",
        author: "Me",
        organization: "Us",
        timestamp: "2024-01-02T03:04:05",
        lengthUnit: "in",
        faces: 6,
        facesBySurface: { plane: 6 },
        products: ["part"],
      });
      expect(warnings).toEqual([]);
    });
  });

  it("sews faces beside solids where they close, and says what is left out where they do not", () => {
    const beside = (missing: number): string =>
      iges((writer) => {
        solidBox(writer, [1, 2, 3]);
        const away = writer.add(124, [1, 0, 0, 50, 0, 1, 0, 0, 0, 0, 1, 0]);
        trimmedBox(writer, [4, 5, 6], { matrix: away, missing });
      });
    reading(beside(0), ({ solids, facts, warnings }) => {
      expect(solids.map(({ volume }) => Math.round(volume))).toEqual([6, 120]);
      expect(facts).toMatchObject({ solids: 2, faces: 12, facesBySurface: { plane: 12 } });
      expect(warnings).toEqual(["6 faces that stand alone close: 1 solid has been sewn from them"]);
    });
    const twice = iges((writer) => {
      solidBox(writer, [1, 2, 3]);
      trimmedBox(writer, [1, 2, 3]);
    });
    reading(twice, ({ solids, warnings }) => {
      expect(solids).toHaveLength(1);
      expect(warnings).toEqual(["6 faces that stand alone bound a solid that is there already: they are left out"]);
    });
    reading(beside(1), ({ solids, warnings }) => {
      expect(solids.map(({ volume }) => Math.round(volume))).toEqual([6]);
      expect(warnings).toEqual(["5 faces that stand alone do not close and are not converted"]);
    });
  });

  it("keeps the names of several solids", () => {
    const text = iges((writer) => {
      solidBox(writer, [1, 2, 3], { name: "Bracket" });
      solidBox(writer, [2, 2, 2], { name: "Washer" });
    });
    reading(text, ({ solids }) => expect(solids.map(({ name }) => name).sort()).toEqual(["Bracket", "Washer"]));
  });

  it("sews faces and says how far", () => {
    reading(
      iges((writer) => trimmedBox(writer, [10, 20, 30])),
      ({ solids, warnings }) => {
        expect(solids.map(({ volume }) => volume)).toEqual([expect.closeTo(6000, 6)]);
        expect(warnings.join()).toMatch(/1 has been sewn from its faces, across gaps of at most 0\.00100 mm/);
      },
    );
  });

  it("refuses faces that do not close, with counts", () => {
    const message = refused(
      iges((writer) => trimmedBox(writer, [10, 20, 30], { missing: 1 })),
      "no_solid",
    );
    expect(message).toContain("5 faces");
    expect(message).toContain("4 open edges");
  });

  it("names entities of the file where a solid lacks a face", () => {
    const text = iges((writer) => solidBox(writer, [1, 2, 3]));
    // The shell lists one face less: five faces of a closed shell.
    const shorter = text.replace("514,6,", "514,5,");
    const message = refused(shorter, "open_shell");
    expect(message).toMatch(/D\d+ \(type 186, parameter data from P\d+\)/);
    expect(message).not.toMatch(/#\d/);
  });
});

describe("BRep", () => {
  const brepOf = (size: number): string =>
    kernel.scope(() =>
      kernel.writeBrep(kernel.box({ origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] }, [size, size, size])),
    );

  it("gives solids in millimetres, also behind the header of Draw", () => {
    for (const text of [brepOf(4), `DBRep_DrawableShape\n${brepOf(4)}`]) {
      reading(text, ({ unit, solids, facts }) => {
        expect(unit).toBe("mm");
        expect(solids.map(({ volume }) => volume)).toEqual([expect.closeTo(64, 9)]);
        expect(facts).toMatchObject({ format: "brep", solids: 1, faces: 6, edges: 12, products: [] });
      });
    }
  });

  it("refuses what is cut off, garbled or binary", () => {
    const text = brepOf(4);
    refused(text.slice(0, text.length / 2), "truncated");
    refused(text.slice(0, text.lastIndexOf("*")), "truncated");
    refused(text.replace(/^(Curves \d+\n)1 /m, "$1x "), "syntax");
    // A vertex where the edges of a wire should be.
    refused(text.replace(/^(Wi\n[^*]*?)\+\d+ 0/m, "$1+34 0"), "syntax");
    refused("Open CASCADE Topology V4 (c)\n\u0000\u0001", "unsupported_content");
  });
});
