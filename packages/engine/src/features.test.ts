import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import type { Body, KclTools } from "./api.js";
import { createKclTools } from "./tools.js";

let tools: KclTools;
let kernel: Kernel;
beforeAll(async () => {
  tools = await createKclTools();
  kernel = await createKernel();
});

const pi = Math.PI;
const bodiesOf = async (source: string): Promise<readonly Body[]> => (await tools.execute(source, { kernel })).bodies;

const box = `
b = startSketchOn(XY)
  |> startProfile(at = [0, 0])
  |> line(end = [20, 0], tag = $front)
  |> line(end = [0, 10], tag = $right)
  |> line(end = [-20, 0], tag = $back)
  |> close(tag = $left)
  |> extrude(length = 5, tagEnd = $top)
`;

/** Volume and area of the last body, by formula where one is given. */
const measured: readonly (readonly [string, string, { readonly volume?: number; readonly area?: number }])[] = [
  [
    "a tube along a path whose second arc was drawn backwards",
    `@settings(defaultLengthUnit = mm, kclVersion = 2.0)
path = sketch(on = XY) {
  line1 = line(start = [var 0mm, var 0mm], end = [var 0mm, var -5mm])
  arc1 = arc(start = [var 0mm, var -5mm], end = [var 10mm, var -15mm], center = [var 10mm, var -5mm])
  coincident([line1.end, arc1.start])
  arc2 = arc(start = [var 20mm, var -25mm], end = [var 10mm, var -15mm], center = [var 10mm, var -25mm])
  coincident([arc2.end, arc1.end])
}
tube = startSketchOn(XZ) |> circle(center = [0, 0], radius = 2)
  |> subtract2d(tool = circle(startSketchOn(XZ), center = [0, 0], radius = 1))
  |> sweep(path = path)`,
    // Pappus: the middle of the section goes 5 mm and two quarter turns of radius 10.
    { volume: 3 * pi * (5 + 10 * pi) },
  ],
  [
    "a twist keeps its volume",
    "p = startSketchOn(XY) |> rectangle(width = 6, height = 4, center = [0, 0]) |> extrude(length = 5, twistAngle = 30deg)",
    { volume: 120 },
  ],
  [
    "mirror2d closes an open profile",
    "m = startSketchOn(XZ) |> startProfile(at = [0, 10]) |> line(end = [6, 0]) |> line(end = [0, -4]) |> line(end = [-6, 0]) |> mirror2d(axis = Y)\np = extrude(m, length = 2)",
    { volume: 96 },
  ],
  ["hollow", `${box}h = hollow(b, thickness = 1)`, { volume: 1000 - 18 * 8 * 3 }],
  ["deleting a face leaves a surface", `${box}s = deleteFace(b, faces = [top])`, { area: 500 }],
  [
    "an offset profile is carried rigidly",
    'p = startSketchOn(XZ) |> startProfile(at = [0, 0]) |> line(end = [0, 10]) |> tangentialArc(angle = 90deg, radius = 8)\ns = startSketchOn(offsetPlane(XY, offset = 2)) |> circle(center = [0, 0], radius = 1) |> sweep(path = p, relativeTo = "sketchPlane")',
    { volume: pi * (10 + 4 * pi) },
  ],
];

describe("measures", () => {
  it.each(measured)("%s", async (_name, source, expected) => {
    const last = (await bodiesOf(source)).at(-1)!;
    const mass = kernel.massProperties(last.shape);
    if (expected.volume !== undefined) expect(Math.abs(mass.volume / expected.volume - 1)).toBeLessThan(1e-6);
    if (expected.area !== undefined) expect(Math.abs(mass.area / expected.area - 1)).toBeLessThan(1e-6);
  });
});

describe("what the official engine does", () => {
  const boxOf = async (source: string) => {
    const { min, max } = kernel.boundingBox((await bodiesOf(source)).at(-1)!.shape);
    return [...min, ...max].map((v) => Math.round(v * 1e6) / 1e6 + 0);
  };

  it("turns and scales about the origin of the body, which its shifts carry along", async () => {
    const disc = "c = startSketchOn(XY) |> circle(center = [0, 0], radius = 2) |> extrude(length = 2)";
    expect(await boxOf(`${disc} |> translate(x = 10) |> scale(factor = 0.5)`)).toEqual([9, -1, 0, 11, 1, 1]);
    expect(await boxOf(`${disc} |> translate(x = 10) |> rotate(axis = Z, angle = 90deg, global = true)`)).toEqual([
      -2, 8, 0, 2, 12, 2,
    ]);
  });

  it("lays a closed profile into the axes of its path", async () => {
    // Path in YZ: the profile's x comes out against the normal of that plane.
    const swept = `p = startSketchOn(YZ) |> startProfile(at = [0, 0]) |> line(end = [0, 10])
s = startSketchOn(XY) |> rectangle(width = 2, height = 4, center = [5, 8]) |> sweep(path = p)`;
    expect(await boxOf(swept)).toEqual([-6, -10, 0, -4, -6, 10]);
  });

  it("repeats what a sketch added to a body, into that body", async () => {
    const bodies = await bodiesOf(
      `${box}t = startSketchOn(b, face = END) |> circle(center = [4, 5], radius = 1) |> extrude(length = 3)
patternLinear3d(t, instances = 3, distance = 6, axis = X, useOriginal = true)`,
    );
    expect(bodies).toHaveLength(1);
    expect(kernel.massProperties(bodies[0]!.shape).volume).toBeCloseTo(1000 + 9 * pi, 6);
  });

  it("splits into skins without walls", async () => {
    const bodies = await bodiesOf(
      `${box}t = startSketchOn(offsetPlane(XY, offset = -1)) |> rectangle(width = 4, height = 40, center = [10, 0]) |> extrude(length = 9)\nq = split([b], tools = [t])`,
    );
    expect(bodies.map((body) => body.type)).toEqual(["surface", "surface", "surface"]);
    const areas = bodies.map((body) => kernel.massProperties(body.shape).area);
    expect(areas.map((area) => Math.round(area * 1e6) / 1e6)).toEqual([290, 120, 290]);
  });

  it("mirrors across an edge through its start, which lies on the far side for an opposite edge", async () => {
    const source = `${box}s = startSketchOn(XY) |> circle(center = [50, 0], radius = 1) |> extrude(length = 1)\nm = mirror3d([s], across = getOppositeEdge(front))`;
    // The edge opposite to the front runs from x = 20 back to x = 0.
    expect(await boxOf(source)).toEqual([-11, -1, 0, -9, 1, 1]);
  });

  it("turns the axes of a face with its body", async () => {
    const source = `${box}c = b |> rotate(yaw = 90)\nt = startSketchOn(c, face = top) |> circle(center = [12, 2], radius = 1) |> extrude(length = 3, method = NEW)`;
    expect(await boxOf(source)).toEqual([-3, 11, 5, -1, 13, 8]);
  });
});
