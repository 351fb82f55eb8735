import { beforeAll, expect, test } from "vitest";
import type { Kernel, Operation, Shape } from "../api.js";
import { at, rectangle, world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

/** Counts the images of all faces of `input`; each has to lie on the face that it came from. */
function imagesOn(operation: Operation, input: Shape): number {
  let count = 0;
  for (const { id } of kernel.topology(input).faces) {
    const source = kernel.subShape(input, "face", id);
    for (const image of operation.modified({ shape: input, kind: "face", id })) {
      count++;
      for (const { point } of kernel.sampleFace(operation.shape, image, 3)) {
        expect(kernel.distanceToPoint(source, point)).toBeLessThan(1e-5);
      }
    }
  }
  return count;
}

test("a tube's bore and a thread that touches it are both cut, and their faces followed", () => {
  const cylinder = kernel.cylinder(world, 5, 10);
  const bore = kernel.cylinder(world, 4, 10);
  const tooth = kernel.planarFace(at(0, 0, -1), rectangle(kernel, 3.7, -0.2, 4.3, 0.2, -1));
  const thread = kernel.twistExtrude(tooth, [0, 0, 12], 8 * Math.PI, [0, 0, 0]).shape;
  const operation = kernel.cut([cylinder], [bore, thread]);
  // Every section is the ring without what of the square is outside the bore.
  const [h, r] = [0.2, 4];
  const chord = h * Math.sqrt(r * r - h * h) + r * r * Math.asin(h / r);
  const expected = 10 * (Math.PI * (25 - 16) - (2 * h * 4.3 - chord));
  expect(kernel.massProperties(operation.shape).volume).toBeCloseTo(expected, 3);
  expect(kernel.isValid(operation.shape)).toBe(true);
  expect(imagesOn(operation, cylinder)).toBe(3);
  expect(imagesOn(operation, bore)).toBeGreaterThan(0);
  expect(imagesOn(operation, thread)).toBeGreaterThanOrEqual(3);
}, 120_000);
