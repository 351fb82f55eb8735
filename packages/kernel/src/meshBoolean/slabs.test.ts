import type { Frame, Mesh, Vec2 } from "@unbake/geometry";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel, Shape } from "../api.js";
import { drilledCube, tilted, world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";
import { fillHoles } from "./fillHoles.js";
import { manifoldLibrary, toManifold } from "./manifolds.js";
import { weld } from "./weld.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const meshOf = (make: () => Shape): Mesh => kernel.scope(() => kernel.mesh(make(), { linear: 0.01, angularRad: 0.1 }));
const options = { levels: [] as readonly number[], most: 24, share: 0.01, chordShares: [1e-3], mostCorners: 1e4 };

const areaOf = (polygon: readonly Vec2[]): number =>
  Math.abs(
    polygon.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = polygon[(i + 1) % polygon.length]!;
      return sum + (x * nextY - nextX * y) / 2;
    }, 0),
  );

function volumeOf(mesh: Mesh, frame: Frame, more: Partial<typeof options> = {}): { volume: number; slabs: number } {
  const found = kernel.meshSlabs(mesh, frame, { ...options, ...more })!;
  const volume = found.slabs
    .flatMap(({ from, to, regions }) =>
      regions.map(
        ({ outer, holes }) => (to - from) * (areaOf(outer) - holes.reduce((sum, hole) => sum + areaOf(hole), 0)),
      ),
    )
    .reduce((a, b) => a + b, 0);
  return { volume, slabs: found.slabs.length };
}

describe("meshSlabs", () => {
  it("makes one slab of a prism, its hole in it, wherever it stands", () => {
    const mesh = meshOf(() => drilledCube(kernel));
    const { volume, slabs } = volumeOf(mesh, world);
    expect(slabs).toBe(1);
    expect(Math.abs(volume / (1000 - 10 * Math.PI) - 1)).toBeLessThan(1e-3);
    const far: Frame = { ...world, origin: [1e5, 2e5, 3e5] };
    expect(volumeOf(mesh, far).volume).toBeCloseTo(volume, 3);
  });

  it("comes near a sphere with as many slabs as it may have, along any direction", () => {
    const mesh = meshOf(() => kernel.sphere([3, -2, 5], 10));
    for (const frame of [world, tilted] as const) {
      const { volume, slabs } = volumeOf(mesh, frame);
      expect(slabs).toBe(24);
      expect(Math.abs(volume / ((4 / 3) * Math.PI * 1000) - 1)).toBeLessThan(0.01);
    }
  });

  it("cuts at the levels that are given, so that steps are steps", () => {
    const stepped = () => kernel.fuse([kernel.box(world, [10, 10, 3])], [kernel.box(world, [5, 10, 9.7])]).shape;
    const { volume, slabs } = volumeOf(meshOf(stepped), world, { levels: [0, 3, 9.7] });
    expect(slabs).toBe(2);
    expect(volume).toBeCloseTo(300 + 50 * 6.7, 3);
  });

  it("has none of a mesh without a body", () => {
    const empty: Mesh = { positions: new Float32Array(), triangles: new Uint32Array(), faceIds: new Uint32Array() };
    expect(kernel.meshSlabs(empty, world, options)).toBeUndefined();
  });
});

describe("fillHoles", () => {
  it("closes what a few missing triangles leave open, and leaves a closed mesh alone", async () => {
    const library = await manifoldLibrary();
    const whole = weld(
      meshOf(() => kernel.box(world, [10, 10, 10])),
      [0, 0, 0],
    );
    expect(fillHoles(whole).triangles).toEqual(whole.triangles);
    for (const missing of [1, 2]) {
      const open = { positions: whole.positions, triangles: whole.triangles.slice(3 * missing) };
      expect(toManifold(library, open)).toMatch(/not a closed surface/);
      const body = toManifold(library, fillHoles(open));
      expect(typeof body === "string" ? body : body.volume()).toBeCloseTo(1000, 6);
    }
  });

  it("leaves out triangles that lie on each other, turned over", async () => {
    const library = await manifoldLibrary();
    const whole = weld(
      meshOf(() => kernel.box(world, [10, 10, 10])),
      [0, 0, 0],
    );
    const turned = [1, 0, 2].map((i) => whole.triangles[i]!);
    const folded = { positions: whole.positions, triangles: Uint32Array.from([...whole.triangles, ...turned]) };
    const body = toManifold(library, fillHoles(folded));
    expect(typeof body === "string" ? body : body.volume()).toBeCloseTo(1000, 6);
  });
});
