import type { Frame, Vec2 } from "@unbake/geometry";
import { beforeAll, expect, it } from "vitest";
import type { Kernel } from "../api.js";
import { drilledCube, tilted, world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const areaOf = (polygon: readonly Vec2[]): number =>
  polygon.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = polygon[(i + 1) % polygon.length]!;
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);

const shadow = (frame: Frame) =>
  kernel.scope(() => kernel.meshShadow(kernel.mesh(drilledCube(kernel), { linear: 0.01, angularRad: 0.1 }), frame));

it("is the outline of a cube, without its hole, wherever the frame stands", () => {
  const [outline, ...others] = shadow({ ...world, origin: [1e3, 2e3, 3e3] })!;
  expect(others).toEqual([]);
  expect(areaOf(outline!)).toBeCloseTo(100, 4);
  expect(outline!.every(([x, y]) => x < -980 && y < -1980)).toBe(true);
});

it("is a hexagon along a diagonal, counter-clockwise", () => {
  const [outline] = shadow(tilted)!;
  // The cube's faces, each seen under the cosine of its tilt.
  const { z } = tilted;
  expect(areaOf(outline!)).toBeCloseTo(100 * (Math.abs(z[0]) + Math.abs(z[1]) + Math.abs(z[2])), 3);
});

it("is nothing of a mesh without a body", () => {
  const empty = { positions: new Float32Array(), triangles: new Uint32Array(), faceIds: new Uint32Array() };
  expect(kernel.meshShadow(empty, world)).toBeUndefined();
});
