import type { CurveSegment, Frame, Vec3 } from "@unbake/geometry";
import { beforeAll, describe, expect, test } from "vitest";
import type { Kernel, Shape } from "../api.js";
import { at, circle, line, rectangle, world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";
import { manifoldLibrary, meshVolumes } from "../meshBoolean/index.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});
const volume = (shape: Shape): number => kernel.massProperties(shape).volume;
const upright: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] };

/** A frame of plates with round inner and outer corners, and the ring that cuts its four corners off. */
function frameAndRing(): { readonly plate: Shape; readonly ring: Shape } {
  const outer = rectangle(kernel, -62.5, -62.5, 62.5, 62.5);
  const plate = kernel.extrude(kernel.planarFace(world, outer, [circle(kernel, 0, 0, 60)]), [0, 0, 25]).shape;
  const corner = (x: number, z: number, from: number): CurveSegment => ({
    curve: { kind: "circle", frame: { ...upright, origin: [x, 0, z] }, radius: 1 },
    range: [from, from + Math.PI / 2],
  });
  const p = (x: number, z: number): Vec3 => [x, 0, z];
  const profile = kernel.wire([
    line(p(117, 2.5), p(117, 22.5)),
    line(p(117, 22.5), p(66, 22.5)),
    corner(66, 21.5, Math.PI / 2),
    line(p(65, 21.5), p(65, 3.5)),
    corner(66, 3.5, Math.PI),
    line(p(66, 2.5), p(117, 2.5)),
  ]);
  const ring = kernel.revolve(kernel.planarFace(upright, profile), [0, 0, 0], [0, 0, 1], 2 * Math.PI).shape;
  return { plate, ring };
}

describe("the law of volumes", () => {
  test("finds what a ring cuts from four corners at once, and both ways round", () => {
    const { plate, ring } = frameAndRing();
    // Outside the circle of radius r a quarter of the square leaves (a^2 - segment areas): by the integral over x.
    const a = 62.5;
    const outside = (r: number): number => {
      const w = Math.sqrt(r * r - a * a);
      const primitive = (x: number): number => (x * Math.sqrt(r * r - x * x) + r * r * Math.asin(x / r)) / 2;
      return 4 * (a * (a - w) - (primitive(a) - primitive(w)));
    };
    // Along z the radius is 65 over 18 mm, and 66 - sqrt(1 - s^2) over 1 mm at either end (Simpson in the angle).
    const steps = 2000;
    let ends = 0;
    for (let i = 0; i <= steps; i++) {
      const angle = (Math.PI / 2) * (i / steps);
      const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
      ends += weight * outside(66 - Math.cos(angle)) * Math.cos(angle);
    }
    ends *= Math.PI / 2 / steps / 3;
    const expected = 18 * outside(65) + 2 * ends;
    expect(volume(kernel.common([plate], [ring]).shape)).toBeCloseTo(expected, 1);
    expect(volume(kernel.common([ring], [plate]).shape)).toBeCloseTo(expected, 1);
    expect(volume(kernel.cut([plate], [ring]).shape)).toBeCloseTo(volume(plate) - expected, 1);
  }, 60_000);

  test("holds for tools that overlap, touch and contain each other", () => {
    const box = kernel.box(world, [10, 10, 10]);
    const tools = [
      kernel.box(at(2, 2, 2), [4, 4, 20]),
      kernel.box(at(4, 4, 4), [4, 4, 20]),
      kernel.box(at(3, 3, 3), [1, 1, 1]),
      kernel.box(at(6, 2, 2), [2, 2, 20]),
    ];
    // 4*4*8 + 4*4*6 - 2*2*6 + 2*2*8; the small one lies in the first.
    const gone = 128 + 96 - 24 + 32;
    expect(volume(kernel.cut([box], tools).shape)).toBeCloseTo(1000 - gone, 9);
    expect(volume(kernel.common([box], tools).shape)).toBeCloseTo(gone, 9);
    const outside = 16 * 12 + 16 * 14 - 4 * 12 + 4 * 12;
    expect(volume(kernel.fuse([box], tools).shape)).toBeCloseTo(1000 + outside, 9);
  });

  test("does not take the chord error of rounded corners for a wrong fusion", () => {
    // A rib on a plate with a round end far from it: nothing overlaps, and the meshes are off at the round end.
    const plate = kernel.fuse([kernel.box(world, [100, 20, 5])], [kernel.cylinder(at(100, 10, 0), 10, 5)]).shape;
    const ribs = [kernel.box(at(5, 5, 5), [20, 2, 10]), kernel.box(at(5, 12, 5), [20, 2, 10])];
    const expected = 100 * 20 * 5 + (Math.PI * 100 * 5) / 2;
    expect(volume(kernel.fuse([plate], ribs.slice(0, 1)).shape)).toBeCloseTo(expected + 400, 6);
    expect(volume(kernel.fuse([plate], ribs).shape)).toBeCloseTo(expected + 800, 6);
  });

  test("leaves bodies alone that only touch, or lie inside each other", () => {
    const box = kernel.box(world, [10, 10, 10]);
    const beside = kernel.box(at(10, 0, 0), [5, 5, 5]);
    const within = kernel.sphere([5, 5, 5], 3);
    const ball = 36 * Math.PI;
    expect(volume(kernel.cut([box], [beside]).shape)).toBeCloseTo(1000, 9);
    expect(volume(kernel.common([box], [beside]).shape)).toBe(0);
    expect(volume(kernel.cut([box], [within]).shape)).toBeCloseTo(1000 - ball, 6);
    expect(volume(kernel.common([box], [within]).shape)).toBeCloseTo(ball, 6);
    expect(volume(kernel.fuse([box], [within, beside]).shape)).toBeCloseTo(1125, 6);
    expect(volume(kernel.cut([within], [box]).shape)).toBe(0);
  });
});

test("the law knows what several tools of a fusion come to when they are apart", () => {
  kernel.scope(() => {
    const slab = kernel.box(world, [20, 4, 2]);
    const posts = [kernel.box(at(1, 1, 1), [2, 2, 5]), kernel.cylinder(at(10, 2, 1), 1, 5)];
    // Of each post 4 of 5 mm stand out.
    expect(volume(kernel.fuse([slab], posts).shape)).toBeCloseTo(160 + 16 + 4 * Math.PI, 8);
  });
});

describe("meshVolumes", () => {
  test("is no witness where a mesh has another volume than its solid", async () => {
    const library = await manifoldLibrary();
    const side = (size: number, volumeMm3: number) => ({
      meshes: [kernel.mesh(kernel.box(world, [size, size, size]), { linear: 0.1, angularRad: 0.3 })],
      volumes: [volumeMm3],
      tolerancesMm3: [1e-3],
    });
    expect(meshVolumes(library, side(2, 8), side(1, 1))).toEqual({
      common: expect.closeTo(1, 5),
      shared: expect.closeTo(1, 5),
    });
    expect(meshVolumes(library, side(2, 8.01), side(1, 1))).toBeUndefined();
  });
});
