import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel, Shape } from "../api.js";
import { createKernel } from "../kernel.js";
import { edgeNear, faceNear, world } from "./dress.fixture.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const volume = (shape: Shape): number => kernel.massProperties(shape).volume;
const box = (): Shape => kernel.box(world, [10, 20, 30]);
/** A box with its four upright edges rounded, and the area of such a rounded rectangle. */
function rounded(radius: number): Shape {
  const block = box();
  const corners = [
    [0, 0],
    [10, 0],
    [0, 20],
    [10, 20],
  ] as const;
  return kernel.fillet(
    block,
    corners.map(([x, y]) => ({ edge: edgeNear(kernel, block, [x, y, 15]), radius })),
  ).shape;
}
const area = (w: number, h: number, r: number): number => w * h - (4 - Math.PI) * r * r;

describe("shell", () => {
  it("hollows a box that is open at the top, inside and outside, and tells walls from rim", () => {
    kernel.scope(() => {
      const block = box();
      const top = faceNear(kernel, block, [5, 10, 30]);
      const inside = kernel.shell(block, [top], 1);
      expect(volume(inside.shape)).toBeCloseTo(6000 - 8 * 18 * 29, 7);
      expect(volume(kernel.shell(block, [top], -1).shape)).toBeCloseTo(12 * 22 * 31 - 6000, 7);

      const rim = inside.modified({ shape: block, kind: "face", id: top });
      expect(rim).toHaveLength(1);
      expect(kernel.faceProperties(inside.shape, rim)[0]!.area).toBeCloseTo(200 - 8 * 18, 8);
      const bottom = faceNear(kernel, block, [5, 10, 0]);
      const [floor] = inside.generated({ shape: block, kind: "face", id: bottom }, "face");
      expect(kernel.faceProperties(inside.shape, [floor!])[0]!.centroid[2]).toBeCloseTo(1, 8);
      expect(inside.modified({ shape: block, kind: "face", id: bottom })).toHaveLength(1);
    });
  });

  it("leaves a closed hollow without removed faces", () => {
    kernel.scope(() => {
      const block = box();
      const result = kernel.shell(block, [], 2);
      expect(volume(result.shape)).toBeCloseTo(6000 - 6 * 16 * 26, 7);
      expect(kernel.topology(result.shape).shells).toHaveLength(2);
      const made = kernel
        .topology(block)
        .faces.flatMap(({ id }) => result.generated({ shape: block, kind: "face", id }, "face"));
      expect(new Set(made).size).toBe(6);
    });
  });

  it("keeps its wall round corners whose radius is more and less than the wall", () => {
    kernel.scope(() => {
      const block = rounded(3);
      const top = faceNear(kernel, block, [5, 10, 30]);
      const whole = area(10, 20, 3) * 30;
      expect(volume(kernel.shell(block, [top], 1).shape)).toBeCloseTo(whole - area(8, 18, 2) * 29, 6);
      // Inside, the corners are sharp: a wall of 4 has eaten the rounding of 3.
      expect(volume(kernel.shell(block, [top], 4).shape)).toBeCloseTo(whole - 2 * 12 * 26, 6);
    });
  });

  it("refuses walls that leave no room", () => {
    kernel.scope(() => {
      const block = box();
      const top = faceNear(kernel, block, [5, 10, 30]);
      expect(() => kernel.shell(block, [top], 7)).toThrow(/cannot be built/);
      expect(() => kernel.shell(block, [top], 0)).toThrow(/thickness/);
    });
  });
});

describe("offset", () => {
  it("grows and shrinks with sharp corners, and narrows holes", () => {
    kernel.scope(() => {
      const block = box();
      expect(volume(kernel.offset(block, 1).shape)).toBeCloseTo(12 * 22 * 32, 7);
      expect(volume(kernel.offset(block, -1).shape)).toBeCloseTo(8 * 18 * 28, 7);
      const drilled = kernel.cut([block], [kernel.cylinder({ ...world, origin: [5, 10, -1] }, 2, 40)]).shape;
      expect(volume(kernel.offset(drilled, 1).shape)).toBeCloseTo((12 * 22 - Math.PI) * 32, 6);
      expect(() => kernel.offset(block, -6)).toThrow(/cannot be built/);
    });
  });
});
