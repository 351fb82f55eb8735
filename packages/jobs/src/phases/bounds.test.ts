import { expect, it } from "vitest";
import { boundedSection, leftOutWarning } from "./bounds.js";

it("keeps what fits, in order, and names what does not", () => {
  const bounded = boundedSection("user", { a: "1", large: "x".repeat(30_000), b: "2", __proto__x: "3" });
  expect(bounded).toEqual({ values: { a: "1", b: "2", __proto__x: "3" }, leftOut: ["large"] });
  expect(leftOutWarning("user", bounded)).toEqual(['the metadata "user" have more than 24576 bytes: left out large']);
  expect(leftOutWarning("user", boundedSection("user", { a: "1" }))).toEqual([]);
});

it("counts keys, and bytes instead of characters", () => {
  const key = "ä".repeat(6000);
  const { values, leftOut } = boundedSection("original", { [`${key}1`]: "", [`${key}2`]: "", [`${key}3`]: "" });
  expect([Object.keys(values).length, leftOut.length]).toEqual([2, 1]);
});

it("names some of the keys, cut, and counts the others", () => {
  const many = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`${i} ${"k".repeat(200)}`, "x".repeat(30_000)]),
  );
  const [said = ""] = leftOutWarning("user", boundedSection("user", many));
  expect(said).toContain("and 10 more");
  expect(said.length).toBeLessThan(2500);
});
