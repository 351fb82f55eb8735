import { scanIges, translateIges } from "@unbake/formats";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { createKernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { bytesOf, IgesWriter, solidBox, trimmedBox, trimmedCylinder } from "../../../formats/src/iges/iges.fixture.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

/** Solids of the text, sewn where it holds faces only. */
function solidsOf(text: string): Shape[] {
  const { text: step } = translateIges(scanIges(bytesOf(text)), kernel);
  const { shape } = kernel.readStep(step);
  const solids = kernel.solids(shape);
  return solids.length > 0 ? solids : kernel.solids(kernel.sew([shape], 1e-3).shape);
}

function volumesOf(text: string): number[] {
  return kernel.scope(() =>
    solidsOf(text).map((solid) => {
      expect(kernel.isValid(solid)).toBe(true);
      return kernel.massProperties(solid).volume;
    }),
  );
}

function written(write: (iges: IgesWriter) => void, unit: readonly [number, string] = [2, "MM"]): string {
  const iges = new IgesWriter();
  write(iges);
  return iges.text(...unit);
}

function errorOf(text: string): UnbakeError {
  try {
    volumesOf(text);
  } catch (error) {
    if (error instanceof UnbakeError) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("IGES solids", () => {
  it("with boundaries of their own (186), edges shared", () => {
    expect(volumesOf(written((iges) => solidBox(iges, [10, 20, 30])))).toEqual([expect.closeTo(6000, 6)]);
  });

  it("sewn from trimmed surfaces (144)", () => {
    expect(volumesOf(written((iges) => trimmedBox(iges, [10, 20, 30])))).toEqual([expect.closeTo(6000, 6)]);
    const against = written((iges) => trimmedCylinder(iges, 5, 8, { against: true }));
    expect(volumesOf(against)).toEqual([expect.closeTo(Math.PI * 25 * 8, 6)]);
    const cylinder = written((iges) => trimmedCylinder(iges, 5, 8));
    expect(volumesOf(cylinder)).toEqual([expect.closeTo(Math.PI * 25 * 8, 6)]);
    expect(
      kernel.scope(() =>
        solidsOf(cylinder).map((s) =>
          kernel
            .topology(s)
            .faces.map((f) => f.surface.kind)
            .sort(),
        ),
      ),
    ).toEqual([["cylinder", "plane", "plane"]]);
  });

  it("in inches", () => {
    expect(volumesOf(written((iges) => solidBox(iges, [1, 1, 2]), [1, "IN"]))).toEqual([
      expect.closeTo(2 * 25.4 ** 3, 5),
    ]);
    expect(volumesOf(written((iges) => solidBox(iges, [1, 1, 2]), [3, "INCH"]))).toEqual([
      expect.closeTo(2 * 25.4 ** 3, 5),
    ]);
  });

  it("moved, and mirrored, by a matrix", () => {
    for (const [matrix, x] of [
      [[0, -1, 0, 100, 1, 0, 0, 0, 0, 0, 1, 0], 100],
      [[-1, 0, 0, -50, 0, 1, 0, 0, 0, 0, 1, 0], -50],
    ] as const) {
      const text = written((iges) => trimmedCylinder(iges, 5, 8, { matrix: iges.add(124, [...matrix]) }));
      kernel.scope(() => {
        const [solid] = solidsOf(text);
        expect(kernel.massProperties(solid!).volume).toBeCloseTo(Math.PI * 200, 6);
        expect(kernel.massProperties(solid!).centroid[0]).toBeCloseTo(x, 6);
      });
    }
  });

  it("with cones that a matrix mirrors along their axis, or across it", () => {
    for (const matrix of [
      [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 0],
      [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
    ]) {
      for (const top of [2, 9]) {
        const text = written((iges) => trimmedCylinder(iges, 5, 8, { top, matrix: iges.add(124, matrix) }));
        expect(volumesOf(text)).toEqual([expect.closeTo((Math.PI * 8 * (25 + 5 * top + top * top)) / 3, 5)]);
      }
    }
  });

  it("placed by subfigures (308, 408), with a scale", () => {
    const text = written((iges) => {
      const solid = solidBox(iges, [2, 2, 2]);
      const figure = iges.add(308, [0, "block", 1, solid]);
      iges.add(408, [figure, 0, 0, 0, 1]);
      iges.add(408, [figure, 10, 0, 0, 2]);
    });
    expect(volumesOf(text).sort((a, b) => a - b)).toEqual([expect.closeTo(8, 6), expect.closeTo(64, 6)]);
  });

  it.each([2, -1, -0.5])("round, in a subfigure of scale %d", (scale) => {
    const text = written((iges) => {
      trimmedCylinder(iges, 5, 8, { top: 3 });
      const faces = [...iges.text().matchAll(/^ +144 .*D +(\d*[13579])$/gm)].map(([, de]) => Number(de));
      expect(faces).toHaveLength(3);
      const figure = iges.add(308, [0, "cone", 3, ...faces]);
      iges.add(408, [figure, 40, 0, 0, scale]);
    });
    const size = Math.abs(scale) ** 3;
    expect(volumesOf(text)).toEqual([expect.closeTo((size * Math.PI * 8 * (25 + 15 + 9)) / 3, 4)]);
    kernel.scope(() => {
      const { centroid } = kernel.massProperties(solidsOf(text)[0]!);
      expect(Math.sign(centroid[2])).toBe(Math.sign(scale));
    });
  });

  it.each([2, -0.5])("by construction, in a subfigure of scale %d", (scale) => {
    const text = written((iges) => {
      const figure = iges.add(308, [0, "drum", 1, iges.add(154, [8, 5, 0, 0, 0, 0, 0, 1])]);
      iges.add(408, [figure, 40, 0, 0, scale]);
    });
    expect(volumesOf(text)).toEqual([expect.closeTo(Math.PI * 200 * Math.abs(scale) ** 3, 4)]);
  });

  it("by construction: a block less a cylinder, and a turned profile", () => {
    const drilled = written((iges) => {
      const block = iges.add(150, [10, 10, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1], { status: "00010000" });
      const drill = iges.add(154, [12, 2, 5, 5, -1, 0, 0, 1], { status: "00010000" });
      iges.add(180, [3, -block, -drill, 3]);
    });
    expect(volumesOf(drilled)).toEqual([expect.closeTo(1000 - Math.PI * 4 * 10, 5)]);
    const turned = written((iges) => iges.add(162, [iges.add(110, [3, 0, 0, 3, 0, 7]), 1, 0, 0, 0, 0, 0, 1]));
    expect(volumesOf(turned)).toEqual([expect.closeTo(Math.PI * 9 * 7, 5)]);
  });

  it("of spline surfaces (128) without a boundary: each is bounded by its range", () => {
    const text = written((iges) => {
      const patch = (corners: readonly (readonly number[])[]) =>
        iges.add(128, [1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, ...corners.flat(), 0, 1, 0, 1]);
      const p = (c: number) => [(c & 1) * 3, ((c >> 1) & 1) * 4, ((c >> 2) & 1) * 5];
      for (const four of [
        [0, 1, 2, 3],
        [4, 5, 6, 7],
        [0, 1, 4, 5],
        [2, 3, 6, 7],
        [0, 2, 4, 6],
        [1, 3, 5, 7],
      ])
        patch(four.map(p));
    });
    expect(volumesOf(text)).toEqual([expect.closeTo(60, 6)]);
  });

  it("with curves in parameters only: exact along the surface, fitted across it", () => {
    const text = written((iges) => {
      const axis = iges.add(110, [0, 0, 0, 0, 0, 1], { status: "00010000" });
      const line = iges.add(110, [5, 0, 0, 5, 0, 8], { status: "00010000" });
      const wall = iges.add(120, [axis, line, 0, 2 * Math.PI], { status: "00010000" });
      const parameters = [
        [0, 0],
        [1, 0],
        [1, 2 * Math.PI],
        [0, 2 * Math.PI],
      ].map(([u, v]) => [u!, v!, 0]);
      const sides = parameters.map((from, i) =>
        iges.add(110, [...from, ...parameters[(i + 1) % 4]!], { status: "00010500" }),
      );
      const round = iges.add(102, [4, ...sides], { status: "00010500" });
      iges.add(144, [wall, 1, 0, iges.add(142, [0, wall, round, 0, 1], { status: "00010000" })]);
      for (const z of [0, 8]) {
        const plane = iges.add(108, [0, 0, 1, z, 0, 0, 0, 0, 0], { status: "00010000" });
        const circle = iges.add(100, [z, 0, 0, 5, 0, 5, 0], { status: "00010000" });
        iges.add(144, [plane, 1, 0, iges.add(142, [0, plane, 0, circle, 2], { status: "00010000" })]);
      }
    });
    expect(volumesOf(text)).toEqual([expect.closeTo(Math.PI * 200, 6)]);
  });
});

describe("IGES that is broken or holds no solid", () => {
  const box = written((iges) => solidBox(iges, [1, 1, 1]));

  it.each([
    ["cut off", box.slice(0, box.length / 2), "truncated"],
    ["without some of its parameter data", box.replace(/^.{72}P {6}9\n/m, ""), "truncated"],
    ["in compressed form", `${"".padEnd(72)}C      1\n${box}`, "unsupported_content"],
    ["with a line that is no record", box.replace(/^(.{72})D {6}3$/m, "$1X      3"), "syntax"],
    ["only a point", written((iges) => iges.add(116, [0, 0, 0, 0])), "no_solid"],
    ["only hidden things", written((iges) => iges.add(128, [1, 1, 1, 1], { status: "01000000" })), "no_solid"],
    ["a pointer to nowhere", written((iges) => iges.add(144, [999, 0, 0, 0])), "dangling_reference"],
    ["a pointer to the wrong thing", written((iges) => iges.add(186, [iges.add(116, [0, 0, 0]), 1, 0])), "syntax"],
    [
      "a composite curve that holds itself",
      written((iges) => iges.add(108, [0, 0, 1, 0, 3, 0, 0, 0, 0], { form: 1 }) && iges.add(102, [1, 3])),
      "cyclic",
    ],
    [
      "a matrix that distorts",
      written((iges) => trimmedBox(iges, [1, 1, 1], { matrix: iges.add(124, [2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]) })),
      "bad_geometry",
    ],
    [
      "a spline whose knots run backwards",
      written((iges) => iges.add(128, [1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1])),
      "bad_geometry",
    ],
  ])("%s", (_, text, code) => {
    expect(errorOf(text).code).toBe(code);
  });

  it("names the record", () => {
    expect(errorOf(written((iges) => iges.add(144, [999, 0, 0, 0]))).message).toContain(
      "D1 (type 144, parameter data from P1)",
    );
  });

  it("leaves faces that do not close to whoever sews", () => {
    const open = written((iges) => trimmedBox(iges, [10, 20, 30], { missing: 1 }));
    expect(volumesOf(open)).toEqual([]);
  });
});
