import { expect, it } from "vitest";
import type { Summary } from "../../api/client";
import { lineAt, lineOfRow, linesOf, noFailure, sectionsOf } from "./sections";

const rowsOf = (...codes: (string | undefined)[]) =>
  codes.map((code) => ({ metadata: code === undefined ? {} : { "failure.code": code } }) as unknown as Summary);
const rows = rowsOf("a", "a", "a", "b", undefined, undefined);

it("is one section without a heading when it is not grouped", () => {
  const sections = sectionsOf(rows, false);
  expect(linesOf(sections, 4)).toBe(2);
  expect(lineAt(sections, 4, 1)).toEqual({ first: 4, end: 6 });
  expect(lineOfRow(sections, 4, 5)).toBe(1);
  expect(lineAt(sections, 4, 2)).toBeUndefined();
});

it("puts a heading over each group, and begins a new line under it", () => {
  const sections = sectionsOf(rows, true);
  const lines = Array.from({ length: linesOf(sections, 2) }, (_, i) => lineAt(sections, 2, i));
  expect(lines).toEqual([
    { heading: "a" },
    { first: 0, end: 2 },
    { first: 2, end: 3 },
    { heading: "b" },
    { first: 3, end: 4 },
    { heading: noFailure },
    { first: 4, end: 6 },
  ]);
  expect([0, 2, 3, 5].map((row) => lineOfRow(sections, 2, row))).toEqual([1, 2, 4, 6]);
});
