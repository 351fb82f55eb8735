import type { Frame, Mesh, Vec3 } from "@unbake/geometry";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "../api.js";
import { createKernel } from "../kernel.js";
import { type MeshSimilarity, meshSimilarity } from "./similarity.js";
import { weld } from "./weld.js";

const frameAt = (origin: Vec3): Frame => ({ origin, x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] });
const fine = { linear: 0.01, angularRad: 0.1 };

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const boxMesh = (origin: Vec3, size: Vec3): Mesh =>
  kernel.scope(() => kernel.mesh(kernel.box(frameAt(origin), size), fine));
const sphereMesh = (center: Vec3, radius: number, linear = 0.01): Mesh =>
  kernel.scope(() => kernel.mesh(kernel.sphere(center, radius), { linear, angularRad: 0.1 }));

async function measured(a: readonly Mesh[], b: readonly Mesh[]): Promise<MeshSimilarity> {
  const result = await meshSimilarity(a, b);
  if ("reason" in result) throw new Error(result.reason);
  return result;
}

describe("meshSimilarity", () => {
  it("measures overlapping boxes exactly, far from the origin too", async () => {
    for (const at of [0, 4096] as const) {
      const result = await measured([boxMesh([at, 0, 0], [10, 10, 10])], [boxMesh([at + 5, 0, 0], [10, 10, 10])]);
      expect(result.volumeA).toBeCloseTo(1000, 6);
      expect(result.intersection).toBeCloseTo(500, 6);
      expect(result.similarity).toBeCloseTo(1 / 3, 9);
    }
  });

  it("measures two spheres to their chord error, and a sphere against itself as 1", async () => {
    const [r, d] = [5, 4];
    const lens = (Math.PI * (4 * r + d) * (2 * r - d) ** 2) / 12;
    const ball = (4 / 3) * Math.PI * r ** 3;
    const result = await measured([sphereMesh([0, 0, 0], r)], [sphereMesh([d, 0, 0], r)]);
    expect(Math.abs(result.intersection - lens) / lens).toBeLessThan(1e-2);
    expect(Math.abs(result.similarity - lens / (2 * ball - lens))).toBeLessThan(1e-2);
    const same = await measured([sphereMesh([0, 0, 0], r)], [sphereMesh([0, 0, 0], r, 0.012)]);
    expect(same.similarity).toBeGreaterThan(0.99);
    expect((await measured([sphereMesh([0, 0, 0], r)], [sphereMesh([0, 0, 0], r)])).similarity).toBeCloseTo(1, 12);
  });

  it("unites many solids, touching and overlapping ones too, the same way every time", async () => {
    const cubes = Array.from({ length: 64 }, (_, i) =>
      boxMesh([(i % 4) * 5, (Math.floor(i / 4) % 4) * 5, Math.floor(i / 16) * 5], [5, 5, 5]),
    );
    const result = await measured(cubes, [boxMesh([0, 0, 0], [20, 20, 20])]);
    expect(result.similarity).toBeCloseTo(1, 9);
    expect(await measured(cubes, [boxMesh([0, 0, 0], [20, 20, 20])])).toEqual(result);
    const overlapping = await measured(
      [boxMesh([0, 0, 0], [10, 10, 10]), boxMesh([5, 0, 0], [10, 10, 10])],
      [boxMesh([0, 0, 0], [15, 10, 10])],
    );
    expect(overlapping.volumeA).toBeCloseTo(1500, 6);
    expect(overlapping.similarity).toBeCloseTo(1, 9);
  });

  it("sees a solid with a hollow, and bodies that are apart as 0", async () => {
    const hollow = kernel.scope(() =>
      kernel.mesh(
        kernel.cut([kernel.box(frameAt([0, 0, 0]), [10, 10, 10])], [kernel.box(frameAt([2, 2, 2]), [6, 6, 6])]).shape,
        fine,
      ),
    );
    const result = await measured([hollow], [boxMesh([0, 0, 0], [10, 10, 10])]);
    expect(result.similarity).toBeCloseTo((1000 - 216) / 1000, 9);
    expect((await measured([hollow], [boxMesh([20, 0, 0], [1, 1, 1])])).similarity).toBe(0);
  });

  it("gives the reason when a mesh bounds no body", async () => {
    const box = boxMesh([0, 0, 0], [10, 10, 10]);
    const open = { ...box, triangles: box.triangles.slice(3), faceIds: box.faceIds.slice(1) };
    expect(await meshSimilarity([box], [open])).toEqual({
      reason: expect.stringMatching(/mesh 0 of side B bounds no body: .* 3 edges/),
    });
    const turned = { ...box, triangles: box.triangles.slice().reverse() };
    expect(await meshSimilarity([turned], [box])).toEqual({ reason: expect.stringMatching(/inside out/) });
    expect(await meshSimilarity([], [box])).toEqual({ reason: "side A has no mesh" });
  });
});

describe("weld", () => {
  it("leaves a cube eight vertices and a cylinder one seam", () => {
    const { positions, triangles } = weld(boxMesh([0, 0, 0], [1, 2, 3]), [0, 0, 0]);
    expect(positions).toHaveLength(24);
    expect(triangles).toHaveLength(36);
    const mesh = kernel.scope(() => kernel.mesh(kernel.cylinder(frameAt([0, 0, 0]), 3, 4), fine));
    const welded = weld(mesh, [0, 0, 0]);
    // Euler: V - E + F = 2 for a closed surface without handles.
    const faces = welded.triangles.length / 3;
    expect(welded.positions.length / 3 - (3 * faces) / 2 + faces).toBe(2);
  });
});
