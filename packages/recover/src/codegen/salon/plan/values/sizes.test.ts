import { expect, it } from "vitest";
import { createSizes } from "./sizes.js";

it("takes a size for what was meant within the digits of a file, and lists it", () => {
  const sizes = createSizes("mm", 1e-4);
  expect(sizes.meant("radius", 109.999999895)).toBe(110);
  expect(sizes.meant("length", 6.146447)).toBe(6.146447);
  expect(sizes.meant("depth", 6.146446391)).toBe(6.146447);
  expect(sizes.snaps()).toEqual([
    { what: "radius", before: 109.999999895, after: 110 },
    { what: "depth", before: 6.146446391, after: 6.146447 },
  ]);
  expect(sizes.meant("flank", 7.071068)).toBeCloseTo(10 * Math.SQRT1_2, 12);
  expect(sizes.meant("pitch", 1.570796)).toBeCloseTo(Math.PI / 2, 12);
});

it("leaves what differs by more than that, and everything without a budget", () => {
  const sizes = createSizes("mm", 1e-4);
  expect(sizes.meant("radius", 109.999998)).toBe(109.999998);
  expect(sizes.meant("length", 110.0000035)).toBe(110.0000035);
  expect(sizes.snaps()).toEqual([]);
  expect(createSizes("mm", 0).meant("radius", 109.999999895)).toBe(109.999999895);
});
