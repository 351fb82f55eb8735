import type { BSplineCurve, BSplineSurface, Curve, Pose, Surface, Vec3 } from "@unbake/geometry";
import {
  addScaled,
  applyPose,
  applyPoseDirection,
  composePoses,
  cross,
  curveDerivatives,
  distance3,
  dot,
  evaluateCurve,
  evaluateSurface,
  projectToCurve,
  projectToSurface,
  rotationPose,
  sub,
  surfaceDerivatives,
  surfaceNormal,
  transformCurve,
  transformSurface,
  unit,
} from "@unbake/geometry";
import { describe, expect, test } from "vitest";
import { randomNumbers, tilted } from "../kernel.fixture.js";

const seed = 20261123;

/** A quarter circle of radius 2 as a rational quadratic. */
const quarter: BSplineCurve = {
  kind: "bspline",
  degree: 2,
  poles: [
    [2, 0, 0],
    [2, 2, 0],
    [0, 2, 0],
  ],
  weights: [1, Math.SQRT1_2, 1],
  knots: [0, 1],
  multiplicities: [3, 3],
  periodic: false,
};

/** A smooth closed curve, counted as OpenCASCADE counts periodic splines. */
const closed: BSplineCurve = {
  kind: "bspline",
  degree: 3,
  poles: Array.from({ length: 7 }, (_, i): Vec3 => {
    const a = (i * 2 * Math.PI) / 7;
    return [5 * Math.cos(a), 4 * Math.sin(a), Math.sin(2 * a)];
  }),
  knots: [0, 1, 2, 3, 4, 5, 6, 7],
  multiplicities: [1, 1, 1, 1, 1, 1, 1, 1],
  periodic: true,
};

const bumpy: BSplineSurface = {
  kind: "bspline",
  degreeU: 2,
  degreeV: 3,
  countU: 4,
  countV: 5,
  poles: Array.from({ length: 20 }, (_, i): Vec3 => {
    const [iu, iv] = [Math.floor(i / 5), i % 5];
    return [3 * iu, 2 * iv, Math.sin(iu + 2 * iv)];
  }),
  weights: Array.from({ length: 20 }, (_, i) => 1 + 0.3 * ((i * 7) % 5)),
  knotsU: [0, 0.4, 1],
  multiplicitiesU: [3, 1, 3],
  knotsV: [0, 2, 3],
  multiplicitiesV: [4, 1, 4],
  periodicU: false,
  periodicV: false,
};

const curves: readonly (readonly [string, Curve, readonly [number, number]])[] = [
  ["line", { kind: "line", origin: [1, 2, 3], direction: unit([1, 1, 2]) }, [-3, 4]],
  ["circle", { kind: "circle", frame: tilted, radius: 3 }, [0, 6]],
  ["ellipse", { kind: "ellipse", frame: tilted, majorRadius: 5, minorRadius: 2 }, [0, 6]],
  ["parabola", { kind: "parabola", frame: tilted, focal: 1.5 }, [-3, 4]],
  ["hyperbola", { kind: "hyperbola", frame: tilted, majorRadius: 2, minorRadius: 1 }, [-1.5, 1.5]],
  ["rational spline", quarter, [0, 1]],
  ["periodic spline", closed, [0, 7]],
  [
    "offset",
    {
      kind: "offset",
      base: { kind: "ellipse", frame: tilted, majorRadius: 5, minorRadius: 3 },
      distance: 0.5,
      direction: tilted.z,
    },
    [0, 6],
  ],
];

const surfaces: readonly (readonly [string, Surface, readonly [number, number, number, number]])[] = [
  ["plane", { kind: "plane", frame: tilted }, [-2, 2, -3, 3]],
  ["cylinder", { kind: "cylinder", frame: tilted, radius: 3 }, [0, 6.2, -2, 5]],
  ["cone", { kind: "cone", frame: tilted, radius: 3, semiAngle: 0.4 }, [0, 6.2, -2, 5]],
  ["cone that narrows", { kind: "cone", frame: tilted, radius: 3, semiAngle: -0.4 }, [0, 6.2, -5, 5]],
  ["sphere", { kind: "sphere", frame: tilted, radius: 3 }, [0, 6.2, -1.5, 1.5]],
  ["torus", { kind: "torus", frame: tilted, majorRadius: 5, minorRadius: 2 }, [0, 6.2, 0, 6.2]],
  ["spline", bumpy, [0.01, 0.99, 0.01, 2.99]],
  ["extrusion", { kind: "extrusion", curve: closed, direction: unit([0.2, 0.1, 1]) }, [0, 7, -4, 4]],
  [
    "revolution",
    {
      kind: "revolution",
      curve: { kind: "circle", frame: { origin: [6, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] }, radius: 2 },
      origin: [0, 0, 0],
      direction: [0, 0, 1],
    },
    [0, 6.2, 0, 6.2],
  ],
  [
    "offset",
    { kind: "offset", base: { kind: "torus", frame: tilted, majorRadius: 5, minorRadius: 2 }, distance: 0.5 },
    [0, 6.2, 0, 6.2],
  ],
];

const difference = (plus: Vec3, minus: Vec3, h: number): Vec3 => addScaled([0, 0, 0], sub(plus, minus), 1 / (2 * h));

describe.each(curves)("curve: %s", (name, curve, [a, b]) => {
  test(`derivatives are the limits of differences (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    for (let i = 0; i < 20; i++) {
      const t = a + (b - a) * (0.01 + 0.98 * random());
      const h = 1e-5;
      const order = name === "offset" ? 1 : 2;
      const [, d1, d2] = curveDerivatives(curve, t, order);
      expect(distance3(d1!, difference(evaluateCurve(curve, t + h), evaluateCurve(curve, t - h), h))).toBeLessThan(
        1e-6,
      );
      if (!d2) continue;
      const slope = (s: number): Vec3 => curveDerivatives(curve, s, 1)[1]!;
      // Knots of the periodic cubic are the only places where the second derivative has a corner.
      expect(distance3(d2, difference(slope(t + h), slope(t - h), h))).toBeLessThan(2e-4);
    }
  });

  test(`a point of it projects onto itself (seed ${seed + 1})`, () => {
    const random = randomNumbers(seed + 1);
    for (let i = 0; i < 20; i++) {
      const point = evaluateCurve(curve, a + (b - a) * random());
      expect(projectToCurve(curve, point, [a, b]).distance).toBeLessThan(1e-9);
    }
  });
});

test("a piece of a curve is never nearer than the whole, and its ends count", () => {
  const arc: Curve = {
    kind: "circle",
    frame: { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] },
    radius: 2,
  };
  expect(projectToCurve(arc, [0, -5, 0]).distance).toBeCloseTo(3, 12);
  expect(projectToCurve(arc, [0, -5, 0], [0, Math.PI]).distance).toBeCloseTo(Math.hypot(2, 5), 12);
  expect(projectToCurve(arc, [0, -5, 0], [Math.PI, 2 * Math.PI]).t).toBeCloseTo(1.5 * Math.PI, 12);
});

test("a rational quadratic is the circle that it stands for", () => {
  for (const t of [0, 0.1, 0.5, 0.77, 1]) expect(Math.hypot(...evaluateCurve(quarter, t))).toBeCloseTo(2, 14);
});

test("a periodic spline closes smoothly", () => {
  const [p0, d0, e0] = curveDerivatives(closed, 0, 2);
  const [p1, d1, e1] = curveDerivatives(closed, 7 - 1e-12, 2);
  expect(distance3(p0!, p1!)).toBeLessThan(1e-10);
  expect(distance3(d0!, d1!)).toBeLessThan(1e-9);
  expect(distance3(e0!, e1!)).toBeLessThan(1e-9);
});

describe.each(surfaces)("surface: %s", (name, surface, [u0, u1, v0, v1]) => {
  const somewhere = (random: () => number): [number, number] => [
    u0 + (u1 - u0) * (0.01 + 0.98 * random()),
    v0 + (v1 - v0) * (0.01 + 0.98 * random()),
  ];

  test(`derivatives and normal are the limits of differences (seed ${seed + 2})`, () => {
    const random = randomNumbers(seed + 2);
    const h = 1e-5;
    for (let i = 0; i < 20; i++) {
      const [u, v] = somewhere(random);
      const [, su, sv] = surfaceDerivatives(surface, u, v, 1);
      const du = difference(evaluateSurface(surface, u + h, v), evaluateSurface(surface, u - h, v), h);
      const dv = difference(evaluateSurface(surface, u, v + h), evaluateSurface(surface, u, v - h), h);
      expect(distance3(su!, du)).toBeLessThan(1e-6);
      expect(distance3(sv!, dv)).toBeLessThan(1e-6);
      expect(dot(surfaceNormal(surface, u, v), unit(cross(du, dv)))).toBeCloseTo(1, 8);
      if (name === "offset") continue;
      const [, , , suu, suv, svv] = surfaceDerivatives(surface, u, v, 2);
      const first = (a: number, b: number): Vec3[] => surfaceDerivatives(surface, a, b, 1);
      expect(distance3(suu!, difference(first(u + h, v)[1]!, first(u - h, v)[1]!, h))).toBeLessThan(2e-4);
      expect(distance3(suv!, difference(first(u, v + h)[1]!, first(u, v - h)[1]!, h))).toBeLessThan(2e-4);
      expect(distance3(svv!, difference(first(u, v + h)[2]!, first(u, v - h)[2]!, h))).toBeLessThan(2e-4);
    }
  });

  test(`a point off it projects to its foot (seed ${seed + 3})`, () => {
    const random = randomNumbers(seed + 3);
    for (let i = 0; i < 20; i++) {
      const [u, v] = somewhere(random);
      const point = evaluateSurface(surface, u, v);
      const off = 0.05 * random();
      const found = projectToSurface(surface, addScaled(point, surfaceNormal(surface, u, v), off));
      expect(found.distance).toBeLessThanOrEqual(off + 1e-9);
      expect(projectToSurface(surface, point).distance).toBeLessThan(1e-9);
      expect(distance3(evaluateSurface(surface, found.u, found.v), found.point)).toBeLessThan(1e-12);
    }
  });

  test(`moves and mirror images keep points, and say when they turn the normal round (seed ${seed + 4})`, () => {
    const random = randomNumbers(seed + 4);
    const mirror: Pose = [1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 3];
    const move = rotationPose([1, 2, 3], [1, 2, -1], 0.8);
    for (const pose of [move, mirror, composePoses(move, mirror)]) {
      const moved = transformSurface(pose, surface);
      for (let i = 0; i < 8; i++) {
        const [u, v] = somewhere(random);
        const image = applyPose(pose, evaluateSurface(surface, u, v));
        const found = projectToSurface(moved.surface, image);
        expect(found.distance).toBeLessThan(1e-9);
        const normal = surfaceNormal(moved.surface, found.u, found.v);
        const carried = applyPoseDirection(pose, surfaceNormal(surface, u, v));
        // dS/du x dS/dv of the moved parameterisation is the carried normal times the determinant.
        const determinant = pose === move ? 1 : -1;
        expect(dot(normal, carried)).toBeCloseTo((moved.flipped ? -1 : 1) * determinant, 6);
      }
    }
  });
});

test.each(curves)("moved curves keep their parameters: %s", (_name, curve, [a, b]) => {
  const pose = composePoses(rotationPose([1, 2, 3], [1, 2, -1], 0.8), [1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 3]);
  const moved = transformCurve(pose, curve);
  for (const f of [0, 0.3, 0.9]) {
    const t = a + (b - a) * f;
    expect(distance3(evaluateCurve(moved, t), applyPose(pose, evaluateCurve(curve, t)))).toBeLessThan(1e-9);
  }
});
