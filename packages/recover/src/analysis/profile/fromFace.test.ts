import type { BSplineCurve, CurveSegment, Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { topFrame } from "../../model/shorthand.js";
import { profileFromFace } from "./fromFace.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const radiusMm = 2;

/** About a quarter of a circle about the origin, as cubic pieces that are off it by `offMm` where they end. */
function nearlyArc(offMm: number): BSplineCurve {
  const at = (angle: number, r: number): Vec3 => [r * Math.cos(angle), r * Math.sin(angle), 0];
  const handle = (4 / 3) * Math.tan(Math.PI / 16) * radiusMm;
  const along = (p: Vec3, angle: number, d: number): Vec3 => [
    p[0] - d * Math.sin(angle),
    p[1] + d * Math.cos(angle),
    0,
  ];
  const ends = [0, Math.PI / 4, Math.PI / 2].map((angle, i) => ({
    angle,
    p: at(angle, radiusMm + (i === 0 ? offMm : 0)),
  }));
  const [a, b, c] = ends as [(typeof ends)[0], (typeof ends)[0], (typeof ends)[0]];
  return {
    kind: "bspline",
    degree: 3,
    poles: [
      a.p,
      along(a.p, a.angle, handle),
      along(b.p, b.angle, -handle),
      b.p,
      along(b.p, b.angle, handle),
      along(c.p, c.angle, -handle),
      c.p,
    ],
    knots: [0, 1, 2],
    multiplicities: [4, 3, 4],
    periodic: false,
  };
}

const line = (from: Vec3, to: Vec3): CurveSegment => {
  const d: Vec3 = [to[0] - from[0], to[1] - from[1], 0];
  const length = Math.hypot(...d);
  return { curve: { kind: "line", origin: from, direction: [d[0] / length, d[1] / length, 0] }, range: [0, length] };
};

describe("the profile of a face", () => {
  // Neighbours of such an arc would start a little beside where it ends, with a sliver of a wall between them.
  it("has arcs that end where their neighbours start", () => {
    const offMm = 1e-4;
    const profile = kernel.scope(() => {
      const wire = kernel.wire([
        line([0, 0, 0], [radiusMm + offMm, 0, 0]),
        { curve: nearlyArc(offMm), range: [0, 2] },
        line([0, radiusMm, 0], [0, 0, 0]),
      ]);
      const face = kernel.planarFace(topFrame, wire);
      return profileFromFace(kernel.topology(face), 0, topFrame, 3e-4);
    });
    const loop = profile?.outer;
    const arcs = loop?.kind === "path" ? loop.segments.filter((s) => s.kind === "arc") : [];
    expect(arcs).toHaveLength(1);
    for (const { start, end, center } of arcs) {
      const [p, q] = [start, end].map(([x, y]) => Math.hypot(x - center[0], y - center[1]));
      expect(p).toBeCloseTo(q ?? 0, 9);
      expect(Math.hypot(...center)).toBeLessThan(3e-4);
    }
  });
});

/** How far the inner poles of a quarter reach, over its radius. */
const kappa = 0.5522847498;
const turned = (i: number, [x, y]: readonly [number, number]): Vec3 => {
  const [c, s] = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ][i % 4] as [number, number];
  return [c * x - s * y, s * x + c * y, 0];
};

/** Four quarters about the origin as cubics; quarter corners are moved by the millimetres of `by`. */
const quarters = (radius: number, by: readonly number[]): readonly BSplineCurve[] => {
  const corner = (i: number): Vec3 => turned(i, [radius + (by[i % 4] as number), 0]);
  return [0, 1, 2, 3].map((i) => ({
    kind: "bspline",
    degree: 3,
    poles: [corner(i), turned(i, [radius, kappa * radius]), turned(i, [kappa * radius, radius]), corner(i + 1)],
    knots: [0, 1],
    multiplicities: [4, 4],
    periodic: false,
  }));
};

describe("four cubics drawn for a circle", () => {
  it.each([
    ["even ones are arcs", [0, 0, 0, 0], Array(4).fill("arc")],
    ["those that waver by 2e-4 mm are drawn as they are", [2e-4, 0, -1e-4, 1e-4], Array(4).fill("bspline")],
    ["those that waver by 1e-5 mm too", [1e-5, 0, -5e-6, 5e-6], Array(4).fill("bspline")],
  ])("%s", (_, by, kinds) => {
    const wire = kernel.wire(quarters(1.1, by).map((curve) => ({ curve, range: [0, 1] as const })));
    const profile = profileFromFace(kernel.topology(kernel.planarFace(topFrame, wire)), 0, topFrame, 1e-3 / 3);
    const outer = profile?.outer;
    expect(outer?.kind === "path" ? outer.segments.map(({ kind }) => kind) : [outer?.kind]).toEqual(kinds);
  });
});
