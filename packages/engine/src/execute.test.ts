import { UnbakeError } from "@unbake/ground";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import type { Execution, KclTools } from "./api.js";
import { runCommand } from "./commands/index.js";
import { emptyScene } from "./model/scene.js";
import { createKclTools } from "./tools.js";

let tools: KclTools;
let kernel: Kernel;
beforeAll(async () => {
  tools = await createKclTools();
  kernel = await createKernel();
});

const run = (source: string): Promise<Execution> => tools.execute(source, { kernel });

async function volume(source: string): Promise<number> {
  const { bodies } = await run(source);
  return bodies.reduce((sum, body) => sum + kernel.massProperties(body.shape).volume, 0);
}

const pi = Math.PI;
const box = (name: string, [x, y, z]: readonly number[], [a, b, c]: readonly number[]): string => `
${name} = startSketchOn(offsetPlane(XY, offset = ${z}))
  |> startProfile(at = [${x}, ${y}])
  |> line(end = [${a}, 0], tag = $${name}Front)
  |> line(end = [0, ${b}], tag = $${name}Right)
  |> line(end = [-${a}, 0], tag = $${name}Back)
  |> close(tag = $${name}Left)
  |> extrude(length = ${c}, tagEnd = $${name}Top)
`;

const rectangleSketch = `
s = sketch(on = XY) {
  bottom = line(start = [var 0mm, var 0mm], end = [var 30mm, var 0mm])
  right = line(start = [var 30mm, var 0mm], end = [var 30mm, var 20mm])
  top = line(start = [var 30mm, var 20mm], end = [var 0mm, var 20mm])
  left = line(start = [var 0mm, var 20mm], end = [var 0mm, var 0mm])
  bore = circle(start = [var 14mm, var 10mm], center = [var 10mm, var 10mm])
}
r = region(segments = [s.bottom, s.right])
`;

/** Name, program, volume by formula. All to 1e-9. */
const cases: readonly (readonly [string, string, number])[] = [
  ["a box", box("b", [1, 2, 3], [10, 20, 30]), 6000],
  ["inches", `@settings(defaultLengthUnit = in)\n${box("b", [0, 0, 0], [1, 1, 1])}`, 25.4 ** 3],
  ["a region with a hole", `${rectangleSketch}body = extrude(r, length = 5)`, 5 * (600 - 16 * pi)],
  [
    "a region round a point",
    `${rectangleSketch}body = extrude(region(point = [10mm, 10mm], sketch = s), length = 5)`,
    5 * 16 * pi,
  ],
  ["both ways", `${rectangleSketch}body = extrude(r, length = 5, bidirectionalLength = 2)`, 7 * (600 - 16 * pi)],
  ["symmetric", `${rectangleSketch}body = extrude(r, length = 5, symmetric = true)`, 5 * (600 - 16 * pi)],
  [
    "along a slanted direction",
    `${rectangleSketch}body = extrude(r, length = 5, direction = [0, 3, 4])`,
    4 * (600 - 16 * pi),
  ],
  [
    "arcs and tangents",
    `body = startSketchOn(XZ)
  |> startProfile(at = [0, 0])
  |> line(end = [20, 0])
  |> tangentialArc(end = [0, 10])
  |> line(end = [-20, 0])
  |> arc(interiorAbsolute = [-5, 5], endAbsolute = [0, 0])
  |> close()
  |> extrude(length = -4)`,
    4 * (200 + 25 * pi),
  ],
  [
    "subtract2d",
    "body = startSketchOn(XY) |> circle(center = [1, 1], radius = 5) |> subtract2d(tool = circle(startSketchOn(XY), center = [2, 1], radius = 2)) |> extrude(length = 3)",
    63 * pi,
  ],
  [
    "a full turn",
    `${rectangleSketch}body = revolve(region(point = [1mm, 1mm], sketch = s), axis = X)`,
    2 * pi * (600 * 10 - 16 * pi * 10),
  ],
  [
    "part of a turn about a custom axis",
    "body = startSketchOn(XZ) |> circle(center = [10, 0], radius = 2) |> revolve(axis = { direction = [0, 1], origin = [-5, 0] }, angle = 90deg)",
    4 * pi * 15 * (pi / 2),
  ],
  [
    "a symmetric turn about an edge",
    `${box("b", [0, 0, 0], [10, 10, 10])}t = startSketchOn(XY) |> circle(center = [20, 5], radius = 2) |> revolve(axis = bRight, angle = 60deg, symmetric = true)`,
    1000 + 4 * pi * 10 * (pi / 3),
  ],
  [
    "subtract with many tools",
    `${box("b", [0, 0, 0], [40, 40, 5])}h = startSketchOn(offsetPlane(XY, offset = -1)) |> circle(center = [5, 5], radius = 2) |> extrude(length = 7) |> patternLinear3d(instances = 4, distance = 10, axis = X)\npart = subtract(b, tools = h)`,
    8000 - 4 * 20 * pi,
  ],
  [
    "union of touching boxes",
    `${box("b", [0, 0, 0], [10, 10, 10])}${box("c", [10, 0, 0], [10, 10, 5])}u = union([b, c])`,
    1500,
  ],
  [
    "intersection of three",
    `${box("b", [0, 0, 0], [10, 10, 10])}${box("c", [4, 0, 0], [10, 10, 10])}${box("d", [0, 7, 0], [10, 10, 10])}u = intersect([b, c, d])`,
    180,
  ],
  [
    "a circular pattern",
    "body = startSketchOn(XY) |> circle(center = [20, 0], radius = 2) |> extrude(length = 3) |> patternCircular3d(instances = 5, axis = Z, center = [0, 0, 0])",
    5 * 12 * pi,
  ],
  [
    "clone, move, turn, scale",
    `${box("b", [0, 0, 0], [2, 3, 4])}c = clone(b) |> translate(x = 20) |> rotate(yaw = 30, pitch = 10) |> scale(factor = 2)`,
    24 + 192,
  ],
  [
    "a mirrored union",
    `${box("b", [0, 0, 0], [10, 10, 10])}m = mirror3d([b], across = YZ)\nu = union([b, m[0]])`,
    2000,
  ],
  [
    "a sketch on a face merges",
    `${box("b", [0, 0, 0], [10, 10, 10])}t = startSketchOn(b, face = END) |> circle(center = [5, 5], radius = 2) |> extrude(length = 5)`,
    1000 + 20 * pi,
  ],
  [
    "a sketch on a face cuts inwards",
    `${box("b", [0, 0, 0], [10, 10, 10])}t = startSketchOn(b, face = END) |> circle(center = [5, 5], radius = 2) |> extrude(length = -5)`,
    1000 - 20 * pi,
  ],
  [
    "or stays apart",
    `${box("b", [0, 0, 0], [10, 10, 10])}t = startSketchOn(b, face = END) |> circle(center = [5, 5], radius = 2) |> extrude(length = -5, method = NEW)`,
    1000 + 20 * pi,
  ],
  [
    "a fillet by common edge",
    `${rectangleSketch}b = extrude(r, length = 5)\nf = fillet(b, radius = 3, tags = getCommonEdge(faces = [r.tags.bottom, r.tags.right]))`,
    5 * (600 - 16 * pi - 9 * (1 - pi / 4)),
  ],
  [
    "chamfers by tag and opposite edge",
    `${box("b", [0, 0, 0], [10, 10, 10])}f = chamfer(b, length = 1, tags = [bFront, getOppositeEdge(bBack)])`,
    1000 - 2 * 5,
  ],
  [
    "a chamfer round a smooth chain, every edge of it named",
    `s = startSketchOn(XY)
p = startProfile(s, at = [0, -5])
  |> line(endAbsolute = [20, -5])
  |> arc(angleStart = -90deg, angleEnd = 90deg, radius = 5)
  |> line(endAbsolute = [0, 5])
  |> arc(angleStart = 90deg, angleEnd = 270deg, radius = 5)
  |> close()
b = extrude(p, length = 10)
f = chamfer(b, length = 1, tags = [
  edgeId(b, closestTo = [10, -5, 10]),
  edgeId(b, closestTo = [25, 0, 10]),
  edgeId(b, closestTo = [10, 5, 10]),
  edgeId(b, closestTo = [-5, 0, 10])
])`,
    2000 + 250 * pi - 20 - (14 / 3) * pi,
  ],
  [
    "a fillet after a cut",
    `${box("b", [0, 0, 0], [40, 20, 10])}${box("c", [10, -1, 5], [5, 30, 10])}d = subtract(b, tools = c)\nf = fillet(d, radius = 2, tags = getCommonEdge(faces = [bFront, bRight]))`,
    8000 - 5 * 20 * 5 - 10 * 4 * (1 - pi / 4),
  ],
  ["a shell", `${box("b", [0, 0, 0], [10, 10, 10])}f = shell(b, faces = [bTop], thickness = 1)`, 1000 - 8 * 8 * 9],
  [
    "a drilled hole",
    `${box("b", [0, 0, 0], [20, 20, 10])}f = hole::hole(b, face = bTop, cutAt = [10, 10], holeBottom = hole::flat(), holeBody = hole::blind(depth = 6, diameter = 4), holeType = hole::counterbore(diameter = 8, depth = 2))`,
    4000 - (2 * 16 * pi + 6 * 4 * pi + (4 * pi * 2 * Math.tan((0.005 * pi) / 180)) / 3),
  ],
  [
    "a sweep round a bend",
    "p = startSketchOn(XZ) |> startProfile(at = [0, 0]) |> line(end = [0, 10]) |> tangentialArc(angle = 90deg, radius = 8)\nbody = startSketchOn(XY) |> circle(center = [0, 0], radius = 2) |> sweep(path = p)",
    4 * pi * (10 + 4 * pi),
  ],
  [
    "a prism by loft",
    "a = startSketchOn(XY) |> rectangle(width = 4, height = 6, center = [0, 0])\nb = startSketchOn(offsetPlane(XY, offset = 5)) |> rectangle(width = 4, height = 6, center = [0, 0])\nbody = loft([a, b])",
    120,
  ],
];

describe("volumes", () => {
  it.each(cases)("%s", async (_name, source, expected) => {
    expect(Math.abs((await volume(source)) / expected - 1)).toBeLessThan(1e-9);
  });
});

describe("execution", () => {
  it("knows the line that made each face", async () => {
    const { bodies } = await run(
      `${rectangleSketch.trim()}\nb = extrude(r, length = 5)\nf = fillet(b, radius = 3, tags = getCommonEdge(faces = [r.tags.bottom, r.tags.right]))`,
    );
    const lines = [...(bodies[0]?.faceLines ?? [])].sort();
    // Two caps, four sides and the bore by the extrusion on line 9; the rounded edge on line 10.
    expect(lines).toEqual([10, 9, 9, 9, 9, 9, 9, 9]);
  });

  it("leaves only what was not consumed, with its colour", async () => {
    const { bodies } = await run(
      `${box("b", [0, 0, 0], [10, 10, 10])}${box("c", [4, 4, 4], [10, 10, 10])}u = subtract(b, tools = c) |> appearance(color = "#ff0000")`,
    );
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toMatchObject({ type: "solid", color: [1, 0, 0, 1] });
  });

  it("marks hidden bodies", async () => {
    const { bodies } = await run(`${box("b", [0, 0, 0], [1, 1, 1])}hide(b)`);
    expect(bodies.map((body) => body.hidden)).toEqual([true]);
  });

  it("gives the same bytes again", async () => {
    const source = `${rectangleSketch}b = extrude(r, length = 5)\nf = fillet(b, radius = 3, tags = getCommonEdge(faces = [r.tags.bottom, r.tags.right]))`;
    const brep = async (): Promise<string> => kernel.writeBrep((await run(source)).bodies[0]!.shape);
    expect(await brep()).toBe(await brep());
  });

  it("executes all of a program that goes on where the last one ended, or that failed before", async () => {
    const first = box("b", [0, 0, 0], [1, 1, 1]);
    const second = box("c", [5, 0, 0], [2, 2, 2]);
    const volumes = async (source: string): Promise<readonly number[]> =>
      (await run(source)).bodies.map((body) => Math.round(kernel.massProperties(body.shape).volume * 1e6) / 1e6);
    expect(await volumes(first)).toEqual([1]);
    expect(await volumes(first + second)).toEqual([1, 8]);
    expect(await volumes(`// said again\n${first}${second}`)).toEqual([1, 8]);
    expect(await volumes(first)).toEqual([1]);
    const broken = `${first}f = fillet(b, radius = 9, tags = [getCommonEdge(faces = [b, b])])`;
    await expect(run(broken)).rejects.toMatchObject({ code: "kcl_execution" });
    await expect(run(broken)).rejects.toMatchObject({ code: "kcl_execution" });
    expect(await volumes(first + second)).toEqual([1, 8]);
  });

  it("says how the solver saw the sketches, as a mock execution does", async () => {
    const source = (more: string): string =>
      `s = sketch(on = YZ) {\n  rim = circle(start = [var 31mm, var 0mm], center = [var 0mm, var 0mm])\n  coincident([rim.center, ORIGIN])\n  diameter(rim) == 62mm\n${more}}\nbody = extrude(region(segments = [s.rim]), length = 3)\n`;
    for (const text of [source(""), source("  horizontal([rim.center, rim.start])\n")]) {
      const { freedom } = await tools.mock(text);
      expect((await run(text)).freedom()).toEqual(freedom);
    }
  });

  it("executes imports through readFile", async () => {
    const files: Record<string, string> = { "part.kcl": `export ${box("b", [0, 0, 0], [2, 2, 2]).trim()}` };
    const readFile = (path: string): Promise<Uint8Array> => {
      const text = files[path];
      return text === undefined ? Promise.reject(new Error(`no ${path}`)) : Promise.resolve(Buffer.from(text));
    };
    const { bodies } = await tools.execute('import b from "part.kcl"\nc = clone(b) |> translate(x = 10)', {
      kernel,
      readFile,
    });
    expect(bodies.map((body) => kernel.massProperties(body.shape).volume)).toEqual(
      [8, 8].map((v) => expect.closeTo(v, 9)),
    );
  });

  it("names a missing import", async () => {
    await expect(run('import "gone.step" as gone\ngone')).rejects.toMatchObject({
      code: "kcl_execution",
      detail: expect.stringContaining("gone.step"),
    });
  });

  it("names the line of what the geometry refuses", async () => {
    const source = `${box("b", [0, 0, 0], [1, 1, 1]).trim()}\nf = fillet(b, radius = 5, tags = [bFront])`;
    await expect(run(source)).rejects.toMatchObject({
      code: "kcl_execution",
      detail: expect.stringContaining("line 8"),
    });
    // The next execution is not disturbed.
    expect(await volume(box("b", [0, 0, 0], [1, 1, 1]))).toBeCloseTo(1, 9);
  });

  it("stops between commands when aborted", async () => {
    const controller = new AbortController();
    controller.abort(new Error("enough"));
    await expect(tools.execute(box("b", [0, 0, 0], [1, 1, 1]), { kernel, signal: controller.signal })).rejects.toThrow(
      "enough",
    );
  });

  it("names a command that it does not know", () => {
    expect(() =>
      runCommand(emptyScene(kernel), { type: "frobnicate" }, "0edcccdd-3f57-5e86-84d9-90aac061b21e"),
    ).toThrow(new UnbakeError("unsupported_command", "frobnicate"));
  });
});
