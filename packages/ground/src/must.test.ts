import { expect, it } from "vitest";
import { addTo, at, countOf, last, must } from "./must.js";

it("hands on what is there", () => {
  expect(must(0, "zero")).toBe(0);
  expect(at([1, 2], 1)).toBe(2);
  expect(at(new Float64Array([0]), 0)).toBe(0);
  expect(last("abc")).toBe("c");
});

it("throws for what is not", () => {
  expect(() => must(undefined, "base")).toThrow("there is no base");
  expect(() => at([1], 1)).toThrow("there is no element 1 of 1");
  expect(() => at([1], -1)).toThrow("there is no element -1 of 1");
  expect(() => last([])).toThrow("of 0");
});

it("counts from 0", () => {
  const counts = new Map<string, number>();
  addTo(counts, "a");
  addTo(counts, "a", 2);
  expect([countOf(counts, "a"), countOf(counts, "b")]).toEqual([3, 0]);
});
