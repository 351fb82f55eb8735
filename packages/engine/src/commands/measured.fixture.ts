/**
 * Programs with what they must measure, as tables: one a command family, in the test file beside the family. Expected values are written as the
 * arithmetic that gives them, so a table says its formulas itself.
 */
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import type { Body, KclTools } from "../api.js";
import { createKclTools } from "../tools.js";

export interface Measured {
  /** Over all bodies that the program leaves, mm3 and mm2. */
  readonly volume?: number;
  readonly area?: number;
  /** Of the last body, mm: x, y, z of the least and of the greatest corner. */
  readonly lastBox?: readonly number[];
  readonly bodies?: number;
  /** A wall is a B-spline surface. */
  readonly freeform?: true;
  /** What the program must fail with, as a part of the detail. */
  readonly error?: string;
}

/** Name, program, what it measures. */
export type Case = readonly [name: string, kcl: string, expected: Measured];

/** Closed forms agree to rounding errors of sums of some hundred terms. */
const exactly = 1e-9;
/** Freeform walls (twisted, ruled between circles, circles scaled across) are integrated by the kernel to about 3e-8 of the whole. */
const freeformWithin = 1e-7;
/** The kernel keeps points on curves to 1e-7 mm, and its boxes of turned curves are found to that. */
const boxMm = 1e-6;

/** A corner-to-corner box as a program: `name` is the body, its walls are tagged nameFront, nameRight, nameBack, nameLeft, its top nameTop. */
export function boxKcl(name: string, corner: readonly number[], size: readonly number[]): string {
  const [x, y, z] = corner;
  const [a, b, c] = size;
  return `${name} = startSketchOn(offsetPlane(XY, offset = ${z}))
  |> startProfile(at = [${x}, ${y}])
  |> line(end = [${a}, 0], tag = $${name}Front)
  |> line(end = [0, ${b}], tag = $${name}Right)
  |> line(end = [-${a}, 0], tag = $${name}Back)
  |> close(tag = $${name}Left)
  |> extrude(length = ${c}, tagEnd = $${name}Top)
`;
}

/** An upright cylinder as a program. */
export const cylinderKcl = (name: string, [x, y, z]: readonly number[], radius: number, height: number): string =>
  `${name} = startSketchOn(offsetPlane(XY, offset = ${z})) |> circle(center = [${x}, ${y}], radius = ${radius}) |> extrude(length = ${height})\n`;

/** A sketch of straight lines through corners as a program with solved sketches: segments l1, l2, ... */
export function loopKcl(name: string, on: string, corners: readonly (readonly [number, number])[]): string {
  const at = ([x, y]: readonly [number, number]): string => `[var ${x}mm, var ${y}mm]`;
  const count = corners.length;
  const lines = corners.map(
    (corner, i) => `  l${i + 1} = line(start = ${at(corner)}, end = ${at(corners[(i + 1) % count] ?? corner)})`,
  );
  const joints = corners.map((_, i) => `  coincident([l${i + 1}.end, l${((i + 1) % count) + 1}.start])`);
  return `${name} = sketch(on = ${on}) {\n${[...lines, ...joints].join("\n")}\n}\n`;
}

function sum(kernel: Kernel, bodies: readonly Body[], what: "volume" | "area"): number {
  return bodies.reduce((total, body) => total + kernel.massProperties(body.shape)[what], 0);
}

function expectMeasures(kernel: Kernel, bodies: readonly Body[], expected: Measured): void {
  if (expected.bodies !== undefined) expect(bodies).toHaveLength(expected.bodies);
  for (const what of ["volume", "area"] as const) {
    const value = expected[what];
    if (value === undefined) continue;
    const found = sum(kernel, bodies, what);
    const relative = expected.freeform ? freeformWithin : exactly;
    expect(Math.abs(found - value), `${what} ${found}, not ${value}`).toBeLessThanOrEqual(relative * Math.abs(value));
  }
  if (expected.lastBox) {
    const last = bodies.at(-1);
    if (!last) throw new Error("the program leaves no body");
    const { min, max } = kernel.boundingBox(last.shape);
    const found = [...min, ...max];
    const off = Math.max(...found.map((v, i) => Math.abs(v - (expected.lastBox?.[i] ?? Number.NaN))));
    expect(off, `box ${found.map((v) => v.toFixed(4))}`).toBeLessThan(boxMm);
  }
  // A solid is proven as one: a shape with holes in its walls has a volume too.
  for (const body of bodies) if (body.type === "solid") expect(kernel.isSound(body.shape)).toBe(true);
}

/** Runs every program of a table as a test. */
export function measure(family: string, cases: readonly Case[]): void {
  describe(family, () => {
    let tools: KclTools;
    let kernel: Kernel;
    beforeAll(async () => {
      tools = await createKclTools();
      kernel = await createKernel();
    });

    it.each(cases)("%s", async (_name, kcl, expected) => {
      const run = tools.execute(kcl, { kernel });
      if (expected.error !== undefined) {
        await expect(run).rejects.toMatchObject({ detail: expect.stringContaining(expected.error) });
        return;
      }
      expectMeasures(kernel, (await run).bodies, expected);
    });
  });
}
