import {
  applyPose,
  applyPoseDirection,
  type BSplineSurface,
  cross,
  dot,
  norm,
  type Pose,
  projectToSurface,
  rotationPose,
  surfaceDerivatives,
  surfaceNormal,
  unit,
  type Vec2,
  type Vec3,
} from "@unbake/geometry";
import { describe, expect, it } from "vitest";
import { sweptSurface } from "./swept.js";

/** A wavy line in the plane of x and z, clear of the z axis. */
const wave: readonly Vec2[] = [
  [10, 0],
  [13, 3],
  [9, 7],
  [14, 11],
  [11, 15],
];
const waveKnots = { knotsU: [0, 0.4, 1], multiplicitiesU: [4, 1, 4], degreeU: 3, countU: wave.length };

/** The wave swept through columns of poles: `column(point)` gives its poles across, `weights` theirs. */
function swept(
  column: (p: Vec2, i: number) => readonly Vec3[],
  degreeV: number,
  weights?: readonly number[],
): BSplineSurface {
  const columns = wave.map(column);
  const countV = columns[0]?.length ?? 0;
  return {
    kind: "bspline",
    ...waveKnots,
    degreeV,
    countV,
    poles: columns.flat(),
    ...(weights ? { weights: columns.flatMap(() => weights) } : {}),
    knotsV: [0, 1],
    multiplicitiesV: [degreeV + 1, degreeV + 1],
    periodicU: false,
    periodicV: false,
  };
}

const straight = swept(([x, z]) => [0, 1, 2, 3].map((k): Vec3 => [x, 4 * k, z + k]), 3);
/** The same, its rulings of different lengths: the ends lie on no plane across. */
const uneven = swept(([x, z], i) => [0, 1].map((k): Vec3 => [x, k * (20 + i * i), z + 0.25 * k * (20 + i * i)]), 1);
/** A quarter turn about the z axis. */
const turned = swept(
  ([x, z]) => [
    [x, 0, z],
    [x, x, z],
    [0, x, z],
  ],
  2,
  [1, Math.SQRT1_2, 1],
);
const twisted = swept(
  ([x, z], i) => [
    [x, 0, z],
    [x, 20, z + i],
  ],
  1,
);

const pose: Pose = rotationPose([3, -40, 7], unit([1, 2, -2]), 2.2);
const moved = (surface: BSplineSurface): BSplineSurface => ({
  ...surface,
  poles: surface.poles.map((p) => applyPose(pose, p)),
});
const insideOut = (surface: BSplineSurface): BSplineSurface => {
  const at = (i: number): number =>
    (surface.countU - 1 - Math.floor(i / surface.countV)) * surface.countV + (i % surface.countV);
  return {
    ...surface,
    poles: surface.poles.map((_, i) => surface.poles[at(i)] as Vec3),
    ...(surface.weights ? { weights: surface.weights.map((_, i) => surface.weights?.[at(i)] as number) } : {}),
    knotsU: [0, 0.6, 1],
  };
};

/** Points and normals of the spline are those of what it was read as. */
function expectSame(given: BSplineSurface, kind: string, along: Vec3): void {
  const surface = sweptSurface(given, 1e-4);
  expect(surface?.kind).toBe(kind);
  if (!surface) return;
  expect(norm(cross(unit(surface.direction), along))).toBeLessThan(1e-7);
  for (const u of [0.1, 0.45, 0.9])
    for (const v of [0.2, 0.7]) {
      const [point, du, dv] = surfaceDerivatives(given, u, v, 1) as [Vec3, Vec3, Vec3];
      const foot = projectToSurface(surface, point);
      expect(foot.distance).toBeLessThan(1e-5);
      expect(dot(surfaceNormal(surface, foot.u, foot.v), unit(cross(du, dv)))).toBeCloseTo(1, 5);
    }
}

describe("sweptSurface", () => {
  const cases: readonly (readonly [string, BSplineSurface, string, Vec3])[] = [
    ["an extrusion", straight, "extrusion", unit([0, 4, 1])],
    ["an extrusion with uneven rulings", uneven, "extrusion", unit([0, 4, 1])],
    ["a revolution", turned, "revolution", [0, 0, 1]],
  ];
  for (const [what, surface, kind, direction] of cases)
    it(`reads ${what}, either side out, anywhere`, () => {
      expectSame(surface, kind, direction);
      expectSame(insideOut(surface), kind, direction);
      expectSame(moved(surface), kind, applyPoseDirection(pose, direction));
    });

  it("leaves a surface whose rulings turn", () => {
    expect(sweptSurface(twisted, 1e-4)).toBeUndefined();
  });
});
