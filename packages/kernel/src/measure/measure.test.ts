import type { Mesh, Vec3 } from "@unbake/geometry";
import { distance3, rotationPose } from "@unbake/geometry";
import { beforeAll, expect, test } from "vitest";
import type { Kernel, Shape } from "../api.js";
import { at, drilledCube, tilted, turnedPart, world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

test("mass properties of a box off the origin, inertia about its centroid", () => {
  const m = kernel.massProperties(kernel.box(at(1, 2, 3), [2, 4, 6]));
  expect(m.volume).toBeCloseTo(48, 9);
  expect(m.area).toBeCloseTo(88, 9);
  expect(distance3(m.centroid, [2, 4, 6])).toBeLessThan(1e-9);
  const expected = [(16 + 36) * 4, (4 + 36) * 4, (4 + 16) * 4, 0, 0, 0];
  m.inertia.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 6);
  });
});

test("products of inertia have the sign of the integral", () => {
  // Two cubes on the diagonal of the first quadrant's sign: sum of x y is positive about the common centroid.
  const pair = kernel.compound([kernel.box(at(0, 0, 0), [1, 1, 1]), kernel.box(at(3, 3, 0), [1, 1, 1])]);
  const [, , , xy, xz, yz] = kernel.massProperties(pair).inertia;
  expect(xy).toBeCloseTo(2 * 1.5 * 1.5, 9);
  expect(xz).toBeCloseTo(0, 9);
  expect(yz).toBeCloseTo(0, 9);
});

test("boxes are tight on curved shapes wherever they lie", () => {
  const ball = kernel.boundingBox(
    kernel.transform(kernel.sphere([1, 2, 3], 2), rotationPose([1, 2, 3], [1, 1, 1], 0.3)).shape,
  );
  expect(distance3(ball.min, [-1, 0, 1])).toBeLessThan(1e-5);
  expect(distance3(ball.max, [3, 4, 5])).toBeLessThan(1e-5);
  const loose = kernel.boundingBox(kernel.sphere([0, 0, 0], 2), { tight: false });
  expect(loose.max[0]).toBeGreaterThanOrEqual(2);
});

/** Volume by the divergence theorem, and the number of sides without a partner when vertices are merged by position. */
function weld({ positions, triangles }: Mesh): { volume: number; open: number } {
  const key = (i: number) => `${positions[3 * i]},${positions[3 * i + 1]},${positions[3 * i + 2]}`;
  const sides = new Map<string, number>();
  let volume = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [triangles[i]!, triangles[i + 1]!, triangles[i + 2]!];
    const p = (v: number): Vec3 => [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!];
    const [A, B, C] = [p(a), p(b), p(c)];
    volume +=
      (A[0] * (B[1] * C[2] - B[2] * C[1]) - A[1] * (B[0] * C[2] - B[2] * C[0]) + A[2] * (B[0] * C[1] - B[1] * C[0])) /
      6;
    for (const [u, v] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const) {
      sides.set(`${key(u)}|${key(v)}`, (sides.get(`${key(u)}|${key(v)}`) ?? 0) + 1);
      sides.set(`${key(v)}|${key(u)}`, (sides.get(`${key(v)}|${key(u)}`) ?? 0) - 1);
    }
  }
  return { volume, open: [...sides.values()].filter((n) => n !== 0).length };
}

test("a mesh is closed, oriented outwards, near the solid, and names every face", () => {
  for (const part of [drilledCube(kernel), turnedPart(kernel)]) {
    const mesh = kernel.mesh(part, { linear: 0.01, angularRad: 0.2 });
    const { volume, open } = weld(mesh);
    expect(open).toBe(0);
    expect(volume / kernel.massProperties(part).volume).toBeCloseTo(1, 2);
    expect(new Set(mesh.faceIds).size).toBe(kernel.topology(part).faces.length);
    expect(mesh.triangles.length).toBe(3 * mesh.faceIds.length);
    // The first triangle of each face lies on that face.
    for (const { id } of kernel.topology(part).faces) {
      const v = mesh.triangles[3 * mesh.faceIds.indexOf(id)]!;
      const corner: Vec3 = [mesh.positions[3 * v]!, mesh.positions[3 * v + 1]!, mesh.positions[3 * v + 2]!];
      expect(kernel.distanceToPoint(kernel.subShape(part, "face", id), corner)).toBeLessThan(1e-5);
    }
  }
});

test("a mesh depends on its options only, not on what was meshed before", () => {
  const part = turnedPart(kernel);
  const coarse = kernel.mesh(part, { linear: 0.1, angularRad: 0.5 });
  const fine = kernel.mesh(part, { linear: 0.005, angularRad: 0.1 });
  expect(fine.triangles.length).toBeGreaterThan(coarse.triangles.length);
  expect(kernel.mesh(part, { linear: 0.1, angularRad: 0.5 })).toEqual(coarse);
});

test("edge polylines start and end on their vertices and stay near the edge", () => {
  const part = turnedPart(kernel);
  const { edges, vertices } = kernel.topology(part);
  for (const { edge, points } of kernel.edgePolylines(part, { linear: 0.01, angularRad: 0.2 })) {
    const start = vertices[edges[edge]!.start]!.point;
    expect(distance3([points[0]!, points[1]!, points[2]!], start)).toBeLessThan(1e-5);
    const handle = kernel.subShape(part, "edge", edge);
    for (let i = 0; i + 3 < points.length; i += 3) {
      const middle: Vec3 = [0, 1, 2].map((k) => (points[i + k]! + points[i + 3 + k]!) / 2) as unknown as Vec3;
      expect(kernel.distanceToPoint(handle, middle)).toBeLessThan(0.0101);
    }
  }
});

test("classification is sharp to the tolerance asked for, also at edges and in thin walls", () => {
  const cube = kernel.box(world, [10, 10, 10]);
  for (const gap of [1e-5, 1e-4, 9e-4, 1.5e-3, 0.1]) {
    expect(kernel.classify(cube, [5, 5, 10 + gap], 1e-6)).toBe("outside");
    expect(kernel.classify(cube, [5, 5, 10 - gap], 1e-6)).toBe("inside");
    expect(kernel.classify(cube, [10 - gap, 5, 10 - gap], 1e-6)).toBe("inside");
    expect(kernel.classify(cube, [10 + gap, 10 + gap, 10 + gap], 1e-6)).toBe("outside");
  }
  expect(kernel.classify(cube, [5, 5, 10 + 1e-7], 1e-6)).toBe("on");
  const foil = kernel.box(world, [10, 10, 1e-3]);
  expect(kernel.classify(foil, [5, 5, 5e-4], 1e-6)).toBe("inside");
  expect(kernel.classify(foil, [5, 5, -5e-4], 1e-6)).toBe("outside");
});

test("distances", () => {
  const a = kernel.box(world, [1, 1, 1]);
  const b = kernel.sphere([5, 0.5, 0.5], 1);
  const d = kernel.distance(a, b);
  expect(d.distance).toBeCloseTo(3, 9);
  // The distance is flat around its minimum, so the points are less sharp than the distance.
  expect(distance3(d.onA, [1, 0.5, 0.5])).toBeLessThan(1e-4);
  expect(distance3(d.onB, [4, 0.5, 0.5])).toBeLessThan(1e-4);
  expect(kernel.distanceToPoint(a, [0.5, 0.5, 3])).toBeCloseTo(2, 9);
  expect(kernel.distanceToPoint(kernel.subShape(a, "edge", 0), [0, 0, 0.5])).toBeCloseTo(0, 9);
});

test("samples lie strictly inside their face, as many as asked for, the same every time", () => {
  const parts: Shape[] = [
    drilledCube(kernel),
    turnedPart(kernel),
    kernel.cut([kernel.cylinder(tilted, 5, 8)], [kernel.box(tilted, [10, 10, 10])]).shape,
  ];
  for (const part of parts) {
    for (const { id, loops } of kernel.topology(part).faces) {
      const samples = kernel.sampleFace(part, id, 10);
      expect(samples.length).toBe(10);
      expect(kernel.sampleFace(part, id, 10)).toEqual(samples);
      const face = kernel.subShape(part, "face", id);
      const border = loops.flatMap((loop) => loop.coedges.map((c) => c.edge));
      const seams = new Set(
        kernel
          .topology(part)
          .edges.filter((e) => e.seam || e.degenerate)
          .map((e) => e.id),
      );
      for (const { point } of samples) {
        expect(kernel.distanceToPoint(face, point)).toBeLessThan(1e-9);
        for (const edge of border) {
          if (seams.has(edge)) continue;
          expect(kernel.distanceToPoint(kernel.subShape(part, "edge", edge), point)).toBeGreaterThan(1e-4);
        }
      }
    }
  }
});

test("tight boxes are exact: arcs, trimmed spheres and tori, bulging splines", () => {
  const ring = kernel.revolve(
    kernel.planarFace(
      world,
      kernel.wire([{ curve: { kind: "circle", frame: at(5, 0, 0), radius: 2 }, range: [0, 2 * Math.PI] }]),
    ),
    [0, 0, 0],
    [0, 1, 0],
    2 * Math.PI,
  ).shape;
  const pose = rotationPose([0, 0, 0], [1, 0, 0], 0.5);
  const tiltedRing = kernel.boundingBox(kernel.transform(ring, pose).shape);
  // A torus with unit axis n reaches R sqrt(1 - n_i^2) + r along axis i.
  const n: Vec3 = [0, Math.cos(0.5), Math.sin(0.5)];
  for (const i of [0, 1, 2] as const) expect(tiltedRing.max[i]).toBeCloseTo(5 * Math.sqrt(1 - n[i] ** 2) + 2, 12);
  // A ball cut off at x = 1 and at y > -1 keeps its other sides.
  const ball = kernel.cut([kernel.sphere([0, 0, 0], 2)], [kernel.box(at(1, -5, -5), [10, 10, 10])]).shape;
  const cap = kernel.boundingBox(ball);
  expect(cap.max[0]).toBeCloseTo(1, 12);
  expect(cap.min[0]).toBeCloseTo(-2, 12);
  expect(cap.max[2]).toBeCloseTo(2, 12);
});

test("a tight box of a freeform face finds its top between the poles", () => {
  const arch = (x: number) => ({
    curve: {
      kind: "bspline" as const,
      degree: 2,
      poles: [
        [x, 0, 0],
        [x, 5, 8],
        [x, 10, 0],
      ] as const,
      knots: [0, 1],
      multiplicities: [3, 3],
      periodic: false,
    },
    range: [0, 1] as const,
  });
  const low = {
    ...arch(0),
    curve: {
      ...arch(0).curve,
      poles: [
        [0, 0, 0],
        [0, 5, 2],
        [0, 10, 0],
      ] as const,
    },
  };
  const high = {
    ...low,
    curve: {
      ...low.curve,
      poles: [
        [10, 0, 0],
        [10, 5, 2],
        [10, 10, 0],
      ] as const,
    },
  };
  // Three arches, the middle one 4 high: a smooth skin through them is highest there or nearby, nowhere near the poles.
  const skin = kernel.loft([kernel.wire([low]), kernel.wire([arch(5)]), kernel.wire([high])], { solid: false }).shape;
  const { max } = kernel.boundingBox(skin);
  const mesh = kernel.mesh(skin, { linear: 5e-3, angularRad: 0.1 });
  let top = 0;
  for (let i = 2; i < mesh.positions.length; i += 3) top = Math.max(top, mesh.positions[i]!);
  expect(max[2]).toBeGreaterThanOrEqual(top - 1e-6);
  expect(max[2]).toBeLessThan(top + 0.01);
});
