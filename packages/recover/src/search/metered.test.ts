import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { topFrame } from "../model/shorthand.js";
import { metered } from "./metered.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

/** Units of a few calls on a box and a hole in it. */
function unitsOf(check: boolean): number {
  const { kernel: counted, meter } = metered(kernel);
  kernel.scope(() => {
    const drill = counted.cylinder({ ...topFrame, origin: [5, 5, -1] }, 2, 12);
    const { shape } = counted.cut([counted.box(topFrame, [10, 10, 10])], [drill], { check });
    expect(counted.massProperties(shape).volume).toBeCloseTo(1000 - 40 * Math.PI, 6);
    counted.sampleFace(shape, 0, 4);
  });
  return meter.units;
}

describe("metered", () => {
  it("counts the same for the same calls, whatever they took", () => {
    expect(unitsOf(true)).toBe(unitsOf(true));
  });

  it("counts what is asked: booleans by their faces, checked ones more", () => {
    // A box of six planes, a cylinder of two planes and a cylinder: 3 + 8 x 0.4 + 0.8; measures of seven faces: 1 + 7 x 0.3; a sample: 0.6.
    expect(unitsOf(false)).toBeCloseTo(7 + 3.1 + 0.6, 9);
    expect(unitsOf(true)).toBeCloseTo(7 * 2.5 + 3.1 + 0.6, 9);
  });

  it("refuses what is asked past its bound", () => {
    const { kernel: counted, meter } = metered(kernel);
    kernel.scope(() => {
      const box = counted.box(topFrame, [10, 10, 10]);
      meter.most = 4;
      expect(counted.massProperties(box).volume).toBeCloseTo(1000, 6);
      expect(() => counted.massProperties(box)).toThrow("the search used up its budget");
      meter.most = 9;
      expect(counted.massProperties(box).volume).toBeCloseTo(1000, 6);
    });
  });
});
