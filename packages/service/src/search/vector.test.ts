import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cosine, packVector, unitOf } from "./vector.js";

const component = fc.double({ min: -1, max: 1, noNaN: true });
const vector = fc.array(component, { minLength: 64, maxLength: 64 }).filter((v) => Math.hypot(...v) > 0.1);

describe("packed vectors", () => {
  it("have the cosine of the vectors, within 0.02", () => {
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const exact = a.reduce((sum, x, i) => sum + x * b[i]!, 0) / (Math.hypot(...a) * Math.hypot(...b));
        return Math.abs(cosine(unitOf(a), packVector(b)) - exact) < 0.02;
      }),
    );
  });

  it("of another model are like nothing", () => {
    expect(cosine(unitOf([1, 0, 0]), packVector([1, 0]))).toBe(0);
  });

  it("may be zero", () => {
    expect(cosine(unitOf([0, 0]), packVector([0, 0]))).toBe(0);
  });
});
