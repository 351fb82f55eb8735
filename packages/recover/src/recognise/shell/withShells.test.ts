import { createKclTools } from "@unbake/engine";
import type { Frame, Pose, Vec2, Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { carried } from "../../codegen/kcl/poses.js";
import { printRaw } from "../../codegen/raw/index.js";
import { convertFile } from "../../convert/convert.js";
import type { ConvertTools } from "../../convert/types.js";
import { buildNode } from "../../model/build.js";
import {
  at,
  drill,
  extrude,
  modelOf,
  polygon,
  profile,
  rectangle,
  subtract,
  turned,
  unite,
} from "../../model/shorthand.js";
import type { FilletNode, Node, ProfileLoop, Segment2 } from "../../model/types.js";
import { children } from "../../model/visit.js";
import { withShells } from "./withShells.js";

let kernel: Kernel;
let tools: ConvertTools;
beforeAll(async () => {
  kernel = await createKernel();
  const kcl = createKclTools();
  tools = { kernel, kcl: () => kcl };
});

/** From [x, y] on. */
const block = (x: number, y: number, w: number, h: number): ProfileLoop =>
  polygon([x, y], [x + w, y], [x + w, y + h], [x, y + h]);
/** From [x, y] on, with round corners. */
function rounded(x: number, y: number, w: number, h: number, r: number): ProfileLoop {
  const line = (start: Vec2, end: Vec2): Segment2 => ({ kind: "line", start, end });
  const arc = (center: Vec2, start: Vec2, end: Vec2): Segment2 => ({ kind: "arc", start, end, center, ccw: true });
  const [a, b, c, d] = [x + r, x + w - r, y + r, y + h - r];
  return {
    kind: "path",
    segments: [
      line([a, y], [b, y]),
      arc([b, c], [b, y], [x + w, c]),
      line([x + w, c], [x + w, d]),
      arc([b, d], [x + w, d], [b, y + h]),
      line([b, y + h], [a, y + h]),
      arc([a, d], [a, y + h], [x, d]),
      line([x, d], [x, c]),
      arc([a, c], [x, c], [a, y]),
    ],
  };
}
const fillet = (base: Node, radius: number, ...points: readonly Vec3[]): FilletNode => ({
  type: "fillet",
  explains: [],
  base,
  radius,
  edges: points.map((point) => ({ point, tangent: [1, 0, 0] })),
});
const bottomOf = (x: number, y: number, w: number, h: number, z: number): readonly Vec3[] => [
  [x + w / 2, y, z],
  [x + w, y + h / 2, z],
  [x + w / 2, y + h, z],
  [x, y + h / 2, z],
];

const box = extrude(at(0, 0), profile(rectangle(60, 40)), 0, 25);
const tray = subtract(box, extrude(at(0, 0), profile(block(2, 2, 56, 36)), 2, 26));
const elbow = polygon([0, 0], [60, 0], [60, 20], [20, 20], [20, 50], [0, 50]);
const inElbow = polygon([2, 2], [58, 2], [58, 18], [18, 18], [18, 48], [2, 48]);
const roundedBox = subtract(
  fillet(extrude(at(0, 0), profile(rounded(0, 0, 60, 40, 8)), 0, 25), 5, ...bottomOf(0, 0, 60, 40, 0)),
  fillet(extrude(at(0, 0), profile(rounded(2, 2, 56, 36, 6)), 2, 26), 3, ...bottomOf(2, 2, 56, 36, 2)),
);
const sleeve = extrude(at(0, 0), profile(rectangle(60, 40), block(2, 2, 56, 36)), 0, 25);
/** The inside of a wall of 2 mm whose outside leans by 1 in 5. */
const inside = (y: number): Vec2 => [20 + y / 5 - 2 * Math.hypot(1, 1 / 5), y];
const cup = turned(polygon([0, 0], [20, 0], [30, 50], inside(50), inside(2), [0, 2]));

const upright: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] };
const lying = subtract(
  extrude(upright, profile(rectangle(60, 40)), -25, 0),
  extrude(upright, profile(block(2, 2, 56, 36)), -26, -2),
);

/** In the middle, where the pocket begins, there is no stock. */
const ring = profile(rounded(0, 0, 60, 40, 8), block(20, 10, 20, 20));
const bored = subtract(extrude(at(0, 0), ring, 0, 25), turned(polygon([0, 2], [10, 2], [10, 26], [0, 26])));

/** A shell, and how many faces it is open at. */
const shells: readonly (readonly [string, Node, number])[] = [
  ["a box", tray, 1],
  ["a box with a hole", subtract(tray, drill([30, 20, 2], 6, 2)), 1],
  ["a box with a boss outside", unite(tray, extrude(at(80, 20), profile(block(-21, -5, 10, 10)), 0, 10)), 1],
  [
    "a box whose outline turns inwards",
    subtract(extrude(at(0, 0), profile(elbow), 0, 25), extrude(at(0, 0), profile(inElbow), 2, 26)),
    1,
  ],
  ["a box open below", subtract(box, extrude(at(0, 0), profile(block(2, 2, 56, 36)), -1, 23)), 1],
  ["a rounded box with a filleted bottom", roundedBox, 1],
  ["a turned cup", cup, 1],
  ["a box open at two ends", subtract(box, extrude(at(0, 0), profile(block(2, 2, 56, 36)), -1, 26)), 2],
  ["a bar with a hole along it", sleeve, 2],
  ["a box open at its back", lying, 1],
  ["a box open above and at a side", subtract(box, extrude(at(0, 0), profile(block(2, 2, 60, 36)), 2, 26)), 2],
];

const openingsIn = (node: Node): number =>
  (node.type === "shell" ? node.open.length : 0) + children(node).reduce((sum, child) => sum + openingsIn(child), 0);

describe("withShells", () => {
  it.each(shells)("%s is a shell", (_, node, openings) => {
    kernel.scope(() => {
      const model = withShells(kernel, modelOf(node));
      const body = model.parts[0]?.body ?? node;
      expect(openingsIn(body)).toBe(openings);
      expect(kernel.massProperties(buildNode(kernel, body)).volume).toBeCloseTo(
        kernel.massProperties(buildNode(kernel, node)).volume,
        3,
      );
    });
  });

  it.each<[string, Node]>([
    ["with a floor of another thickness", subtract(box, extrude(at(0, 0), profile(block(2, 2, 56, 36)), 3, 26))],
    ["with one wall thicker", subtract(box, extrude(at(0, 0), profile(block(2, 2, 55, 36)), 2, 26))],
    ["with a pocket of other corners", subtract(box, extrude(at(0, 0), profile(rounded(2, 2, 56, 36, 3)), 2, 26))],
    ["that is a frame", extrude(at(0, 0), profile(rectangle(60, 40), block(10, 10, 40, 20)), 0, 5)],
    ["round a hole where it would be open", bored],
    ["that is closed", subtract(box, extrude(at(0, 0), profile(block(2, 2, 56, 36)), 2, 23))],
  ])("a body %s stays", (_, node) => {
    const model = modelOf(node);
    expect(kernel.scope(() => withShells(kernel, model))).toBe(model);
  });
});

describe("a shell that is carried", () => {
  it.each<[string, Pose]>([
    ["turned and moved", [0, -1, 0, 5, 1, 0, 0, 6, 0, 0, 1, 7]],
    ["mirrored along its openings", [1, 0, 0, 5, 0, 1, 0, 6, 0, 0, -1, 7]],
    ["mirrored across them", [-1, 0, 0, 5, 0, 1, 0, 6, 0, 0, 1, 7]],
  ])("%s builds and prints where the pose has it", async (_, pose) => {
    const model = kernel.scope(() => withShells(kernel, modelOf(tray)));
    const body = model.parts[0]?.body;
    if (body?.type !== "shell") throw new Error("not a shell");
    const made = carried(body, pose);
    await kernel.scope(async () => {
      const wanted = kernel.massProperties(kernel.transform(buildNode(kernel, body), pose).shape);
      const { bodies } = await (await tools.kcl()).execute(printRaw(modelOf(made)).text, { kernel });
      const [printed] = bodies;
      if (!printed) throw new Error("no body");
      for (const shape of [buildNode(kernel, made), printed.shape]) {
        const { volume, centroid } = kernel.massProperties(shape);
        expect(volume).toBeCloseTo(wanted.volume, 6);
        for (const i of [0, 1, 2] as const) expect(centroid[i]).toBeCloseTo(wanted.centroid[i], 6);
      }
    });
  });

  it("does not build where no face is open", () => {
    const model = kernel.scope(() => withShells(kernel, modelOf(tray)));
    const body = model.parts[0]?.body;
    if (body?.type !== "shell") throw new Error("not a shell");
    const nowhere: Node = { ...body, open: [{ point: [30, 20, 99], normal: [0, 0, 1] }] };
    expect(() => kernel.scope(() => buildNode(kernel, nowhere))).toThrow(/no flat face/);
    expect(() => printRaw(modelOf(nowhere))).toThrow(/no name/);
  });
});

describe("the programs of a shell", () => {
  it.each(shells)("of %s say so", async (name, node, openings) => {
    const step = kernel.scope(() => kernel.writeStep(buildNode(kernel, node), { name: "part" }));
    const { raw, salon, status } = await convertFile(tools, step, { name: "part.step" });
    expect(status).toBe("success");
    for (const program of [raw, salon]) {
      expect(program?.proof).toMatchObject({ verified: true, exact: true });
      expect(program?.proof.featureCounts).toMatchObject({ shell: 1 });
    }
    expect(salon?.kcl).toMatch(/^wallThickness = 2mm/m);
    expect(salon?.kcl).toMatch(
      openings === 1 || name.includes("side")
        ? /faces = \[[^\]]+\],?\s+thickness = wallThickness/
        : /faces = \[START, END\]/,
    );
    expect(salon?.fallback).toBe(false);
  });
});
