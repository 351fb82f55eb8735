import {
  applyPose,
  applyPoseDirection,
  applyPoseToFrame,
  type BSplineCurve,
  type BSplineSurface,
  type Curve,
  cross,
  dot,
  type Frame,
  frameFromZ,
  norm,
  type Pose,
  rotationPose,
  type Surface,
  surfaceDerivatives,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { describe, expect, it } from "vitest";
import { canonicalSurface } from "./canonical.js";
import { canonicalCurve } from "./canonicalCurve.js";
import { distanceToElementary, isElementary, naturalNormal } from "./elementary.js";

/** Meridian points (rho, z, weight) of a quadratic spline, turned all round the z axis by the rational full circle of nine poles. */
function revolved(
  meridian: readonly (readonly [number, number, number])[],
  knotsV: number[],
  multiplicitiesV: number[],
): BSplineSurface {
  const k = Math.SQRT1_2;
  const around = [
    [1, 0, 1],
    [1, 1, k],
    [0, 1, 1],
    [-1, 1, k],
    [-1, 0, 1],
    [-1, -1, k],
    [0, -1, 1],
    [1, -1, k],
    [1, 0, 1],
  ] as const;
  return {
    kind: "bspline",
    degreeU: 2,
    degreeV: 2,
    countU: 9,
    countV: meridian.length,
    poles: around.flatMap(([x, y]) => meridian.map(([rho, z]): Vec3 => [rho * x, rho * y, z])),
    weights: around.flatMap(([, , wu]) => meridian.map(([, , wv]) => wu * wv)),
    knotsU: [0, 1, 2, 3, 4],
    multiplicitiesU: [3, 2, 2, 2, 3],
    knotsV,
    multiplicitiesV,
    periodicU: false,
    periodicV: false,
  };
}
const once = (
  a: readonly [number, number, number],
  b: readonly [number, number, number],
  c: readonly [number, number, number],
) => revolved([a, b, c], [0, 1], [3, 3]);
const k = Math.SQRT1_2;

const splines: Record<string, BSplineSurface> = {
  plane: once([1, 3, 1], [2, 3, 1], [4, 3, 1]),
  cylinder: once([5, 0, 1], [5, 4, 1], [5, 9, 1]),
  cone: once([2, 0, 1], [3, 4, 1], [4, 8, 1]),
  sphere: once([0, -6, 1], [6, -6, k], [6, 0, 1]),
  torus: once([12, 0, 1], [12, 3, k], [9, 3, 1]),
};

const pose: Pose = rotationPose([3, -40, 7], unit([1, 2, -2]), 2.2);
const moved = (surface: BSplineSurface): BSplineSurface => ({
  ...surface,
  poles: surface.poles.map((p) => applyPose(pose, p)),
});

/** The canonical form lies on the surface, and its natural normal is the surface's, turned when it says so. */
function expectSame(given: Surface, kind: string, us: readonly number[], vs: readonly number[]): void {
  const { surface, flipped } = canonicalSurface(given, 1e-4);
  expect(surface.kind).toBe(kind);
  if (!isElementary(surface)) return;
  for (const u of us) {
    for (const v of vs) {
      const [point, du, dv] = surfaceDerivatives(given, u, v, 1) as [Vec3, Vec3, Vec3];
      expect(distanceToElementary(surface, point)).toBeLessThan(1e-9);
      const n = cross(du, dv);
      if (norm(n) < 1e-9) continue;
      const agreement = dot(unit(n), naturalNormal(surface, point));
      expect(flipped ? -agreement : agreement).toBeCloseTo(1, 6);
    }
  }
}

describe("canonicalSurface", () => {
  for (const [kind, spline] of Object.entries(splines)) {
    it(`reads a ${kind} that is written as a spline, either side out, anywhere`, () => {
      expectSame(spline, kind, [0.1, 1.7, 3.2], [0.1, 0.5, 0.9]);
      expectSame(moved(spline), kind, [0.1, 1.7, 3.2], [0.1, 0.5, 0.9]);
      const { countU, countV } = spline;
      const reversed = <T>(grid: readonly T[]): T[] =>
        grid.map((_, i) => grid[(countU - 1 - Math.floor(i / countV)) * countV + (i % countV)]!);
      const insideOut = { ...moved(spline), poles: reversed(moved(spline).poles), weights: reversed(spline.weights!) };
      expectSame(insideOut, kind, [0.1, 1.7, 3.2], [0.1, 0.5, 0.9]);
      // A plane takes the side that is asked for; the others have a side of their own.
      const turnedOver = canonicalSurface(insideOut, 1e-4).flipped !== canonicalSurface(moved(spline), 1e-4).flipped;
      expect(turnedOver).toBe(kind !== "plane");
    });
  }

  it("leaves what is only nearly elementary as it is", () => {
    const bulged = {
      ...splines.cylinder!,
      poles: splines.cylinder!.poles.map((p, i): Vec3 => (i % 3 === 1 ? [p[0] * 1.001, p[1] * 1.001, p[2]] : p)),
    };
    expect(canonicalSurface(bulged, 1e-4).surface).toBe(bulged);
    const { surface, deviation } = canonicalSurface(bulged, 1e-2);
    expect(surface.kind).toBe("cylinder");
    expect(deviation).toBeGreaterThan(1e-4);
  });

  const frame: Frame = applyPoseToFrame(pose, frameFromZ([1, 2, 3], [0, 0, 1]));
  const along = (v: Vec3): Vec3 => applyPoseDirection(pose, v);
  const line = (origin: Vec3, direction: Vec3): Curve => ({
    kind: "line",
    origin: applyPose(pose, origin),
    direction: along(unit(direction)),
  });
  const upright: Frame = applyPoseToFrame(pose, { origin: [8, 2, 3], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] });
  const axis = { origin: frame.origin, direction: frame.z };

  it("reads extrusions and revolutions of lines and circles", () => {
    const cases: [string, Surface][] = [
      ["plane", { kind: "extrusion", curve: line([0, 0, 0], [1, 2, 0]), direction: along([0, 0, 1]) }],
      ["cylinder", { kind: "extrusion", curve: { kind: "circle", frame, radius: 4 }, direction: along([0, 0, -1]) }],
      ["plane", { kind: "revolution", curve: line([5, 2, 9], [1, 0, 0]), ...axis }],
      ["cylinder", { kind: "revolution", curve: line([5, 2, 9], [0, 0, -1]), ...axis }],
      ["cone", { kind: "revolution", curve: line([5, 2, 9], [1, 0, 2]), ...axis }],
      ["cone", { kind: "revolution", curve: line([5, 2, 9], [-1, 0, 2]), ...axis }],
      ["torus", { kind: "revolution", curve: { kind: "circle", frame: upright, radius: 2 }, ...axis }],
      [
        "sphere",
        {
          kind: "revolution",
          curve: { kind: "circle", frame: { ...upright, origin: frame.origin }, radius: 2 },
          ...axis,
        },
      ],
    ];
    for (const [kind, surface] of cases) expectSame(surface, kind, [0.3, 1.2, 4], [0.3, 1.1]);
    // A circle whose middle is almost on the axis crosses it: a torus with an inner part.
    const crossing = applyPoseToFrame(pose, { origin: [1.01, 2, 3], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] });
    const spindle: Surface = { kind: "revolution", curve: { kind: "circle", frame: crossing, radius: 2 }, ...axis };
    expectSame(spindle, "torus", [0.3, 1.2, 4], [0.3, 1.1, 2.9]);
    expect(canonicalSurface(spindle, 1e-4).deviation).toBeLessThan(1e-9);
    const skew: Surface = { kind: "revolution", curve: line([5, 6, 9], [1, 0, 2]), ...axis };
    expect(canonicalSurface(skew, 1e-4).surface).toBe(skew);
  });

  it("reads offsets of all of them", () => {
    for (const [kind, base] of Object.entries(splines)) {
      for (const distance of [0.5, -0.5]) {
        const { surface, flipped } = canonicalSurface({ kind: "offset", base, distance }, 1e-4);
        expect(surface.kind).toBe(kind);
        if (!isElementary(surface)) continue;
        const [p, du, dv] = surfaceDerivatives(base, 1.3, 0.4, 1) as [Vec3, Vec3, Vec3];
        const n = unit(cross(du, dv));
        const off: Vec3 = [p[0] + distance * n[0], p[1] + distance * n[1], p[2] + distance * n[2]];
        expect(distanceToElementary(surface, off)).toBeLessThan(1e-9);
        expect(dot(naturalNormal(surface, off), n)).toBeCloseTo(flipped ? -1 : 1, 9);
      }
    }
  });
});

describe("canonicalCurve", () => {
  const spline = (poles: readonly Vec3[], weights?: readonly number[]): BSplineCurve => ({
    kind: "bspline",
    degree: 2,
    poles,
    ...(weights && { weights }),
    knots: [0, 1],
    multiplicities: [3, 3],
    periodic: false,
  });

  it("reads lines and arcs, and leaves other curves", () => {
    expect(
      canonicalCurve(
        spline([
          [0, 0, 0],
          [1, 1, 1],
          [4, 4, 4],
        ]),
        1e-6,
      ),
    ).toMatchObject({ kind: "line" });
    const arc = canonicalCurve(
      spline(
        [
          [5, 0, 2],
          [5, 5, 2],
          [0, 5, 2],
        ],
        [1, k, 1],
      ),
      1e-6,
    );
    expect(arc).toMatchObject({ kind: "circle", radius: expect.closeTo(5, 9) });
    const parabola = spline([
      [0, 0, 0],
      [1, 2, 0],
      [2, 0, 0],
    ]);
    expect(canonicalCurve(parabola, 1e-6)).toBe(parabola);
  });
});
