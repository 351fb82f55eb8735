import type { BSplineCurve, Frame } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, test } from "vitest";
import { buildNode } from "../../model/build.js";
import type { ExtrudeNode, Node } from "../../model/types.js";
import { inPieces } from "./inPieces.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const frame: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
/** Six spans from (0, 0) to (40, 0), over the x axis. */
const wave: BSplineCurve = {
  kind: "bspline",
  degree: 3,
  poles: [0, 2, 7, 13, 20, 27, 33, 38, 40].map(
    (x, i) => [x, i === 0 || i === 8 ? 0 : 8 + 4 * Math.cos(i * 2), 0] as const,
  ),
  knots: [0, 1, 2, 3, 4, 5, 6],
  multiplicities: [4, 1, 1, 1, 1, 1, 4],
  periodic: false,
};
const bar: ExtrudeNode = {
  type: "extrude",
  frame,
  profile: {
    outer: {
      kind: "path",
      segments: [
        { kind: "line", start: [0, 0], end: [40, 0] },
        { kind: "line", start: [40, 0], end: [40, -5] },
        { kind: "line", start: [40, -5], end: [0, -5] },
        { kind: "line", start: [0, -5], end: [0, 0] },
      ],
    },
    holes: [],
  },
  from: 0,
  to: 10,
  overrunStart: 0,
  overrunEnd: 0,
  explains: [],
};
const wavy: ExtrudeNode = {
  ...bar,
  profile: {
    outer: {
      kind: "path",
      segments: [
        { kind: "bspline", start: [0, 0], end: [40, 0], curve: wave },
        { kind: "line", start: [40, 0], end: [40, -5] },
        { kind: "line", start: [40, -5], end: [0, -5] },
        { kind: "line", start: [0, -5], end: [0, 0] },
      ],
    },
    holes: [],
  },
};

test("a tree without splines is left alone, wherever they could be", () => {
  const cut: Node = { type: "boolean", operation: "subtract", base: bar, tools: [bar], explains: [] };
  expect(inPieces(cut)).toBe(cut);
});

test("the body in pieces has a wall for each and the volume under the curve", () => {
  kernel.scope(() => {
    const pieces = inPieces({ type: "boolean", operation: "union", base: wavy, tools: [], explains: [] });
    const base = pieces.type === "boolean" ? pieces.base : pieces;
    const outer = base.type === "extrude" ? base.profile.outer : undefined;
    const sides = outer?.kind === "path" ? outer.segments.length : 0;
    expect(sides).toBeGreaterThan(4);
    const body = buildNode(kernel, pieces);
    expect(kernel.topology(body).faces.length).toBe(sides + 2);
    // Integral of y dx by the kernel's own plane area, which it measures from the curve.
    const [cap] = kernel.faceProperties(kernel.subShape(body, "face", capOf(body)));
    expect(kernel.massProperties(body).volume).toBeCloseTo((cap?.area ?? 0) * 10, 3);
  });
});

const capOf = (body: Parameters<Kernel["topology"]>[0]): number =>
  kernel
    .topology(body)
    .faces.findIndex(({ surface }) => surface.kind === "plane" && Math.abs(surface.frame.z[2]) > 0.9);
