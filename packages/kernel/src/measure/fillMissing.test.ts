import type { Mesh, Vec3 } from "@unbake/geometry";
import { beforeAll, expect, test } from "vitest";
import type { Kernel, Shape } from "../api.js";
import { at, drilledCube, line, world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";
import { fillMissing } from "./fillMissing.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});
const options = { linear: 0.02, angularRad: 0.2 };

/** The mesh without the triangles of one face. */
function without(mesh: Mesh, face: number): Mesh {
  const keep = [...mesh.faceIds.keys()].filter((i) => mesh.faceIds[i] !== face);
  return {
    ...mesh,
    triangles: Uint32Array.from(keep.flatMap((i) => [...mesh.triangles.slice(3 * i, 3 * i + 3)])),
    faceIds: Uint32Array.from(keep, (i) => mesh.faceIds[i]!),
  };
}

/** Sides that are not walked both ways, and the volume inside. */
function weld({ positions, triangles }: Mesh): { open: number; volume: number } {
  const at3 = (v: number): Vec3 => [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!];
  const sides = new Map<string, number>();
  let volume = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => at3(triangles[i + k]!)) as [Vec3, Vec3, Vec3];
    volume +=
      (a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0])) /
      6;
    for (const [p, q] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const) {
      if (p.join() === q.join()) continue;
      sides.set(`${p}|${q}`, (sides.get(`${p}|${q}`) ?? 0) + 1);
      sides.set(`${q}|${p}`, (sides.get(`${q}|${p}`) ?? 0) - 1);
    }
  }
  return { open: [...sides.values()].filter((n) => n !== 0).length, volume };
}

/** A cone frustum: its wall has a seam. */
function frustum(): Shape {
  const wire = kernel.wire([
    line([0, 0, 0], [5, 0, 0]),
    line([5, 0, 0], [2, 0, 6]),
    line([2, 0, 6], [0, 0, 6]),
    line([0, 0, 6], [0, 0, 0]),
  ]);
  const frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] } as const;
  return kernel.revolve(kernel.planarFace(frame, wire), [0, 0, 0], [0, 0, 1], 2 * Math.PI).shape;
}

test("any face of a plane, cylinder or cone can be left out and filled again: closed, same volume, named", () => {
  const parts = [
    drilledCube(kernel),
    frustum(),
    kernel.transform(drilledCube(kernel), [-1, 0, 0, 500, 0, 1, 0, 0, 0, 0, 1, 0]).shape,
  ];
  for (const part of parts) {
    const mesh = kernel.mesh(part, options);
    const whole = weld(mesh);
    expect(whole.open).toBe(0);
    const topology = kernel.topology(part);
    for (const { id } of topology.faces) {
      const holed = without(mesh, id);
      expect(weld(holed).open).toBeGreaterThan(0);
      const filled = fillMissing(topology, holed, options);
      const again = weld(filled);
      expect(again.open).toBe(0);
      expect(again.volume / whole.volume).toBeCloseTo(1, 3);
      expect(filled.faceIds.includes(id)).toBe(true);
    }
  }
});

test("neighbouring faces can be missing together", () => {
  const part = kernel.cut([kernel.box(world, [10, 10, 10])], [kernel.cylinder(at(0, 0, -1), 4, 12)]).shape;
  const mesh = kernel.mesh(part, options);
  const topology = kernel.topology(part);
  const wall = topology.faces.find((f) => f.surface.kind === "cylinder")!.id;
  const beside = topology.edges.find((e) => e.faces.includes(wall))!.faces.find((f) => f !== wall)!;
  const filled = fillMissing(topology, without(without(mesh, wall), beside), options);
  expect(weld(filled).volume / weld(mesh).volume).toBeCloseTo(1, 2);
  expect(new Set(filled.faceIds).size).toBe(topology.faces.length);
});

test("freeform faces stay missing rather than wrong", () => {
  const ball = kernel.sphere([0, 0, 0], 3);
  const mesh = kernel.mesh(ball, options);
  expect(fillMissing(kernel.topology(ball), without(mesh, 0), options).faceIds.length).toBe(0);
});
