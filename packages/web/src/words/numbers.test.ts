import { describe, expect, it } from "vitest";
import { ago, duration, figure, similarity, size } from "./numbers";

describe("similarity", () => {
  it.each([
    [1, "1"],
    [0.99999999, "0.999999"],
    [0.5, "0.500000"],
    [null, "–"],
    [undefined, "–"],
  ])("%s is shown as %s", (score, text) => expect(similarity(score)).toBe(text));
});

describe("figure", () => {
  it.each([
    [0, "0"],
    [0.00283776, "0.00283776"],
    [5.38e-12, "5.38 × 10⁻¹²"],
    [-9.39e-13, "−9.39 × 10⁻¹³"],
    [12345678, "1.23 × 10⁷"],
  ])("%s is written %s", (value, text) => expect(figure(value)).toBe(text));
});

it("writes times and sizes in the unit that fits", () => {
  expect([40, 4800, 125_000].map(duration)).toEqual(["40 ms", "4.8 s", "2 min 5 s"]);
  expect([2, 9000, 5.2e6, 3e9].map(size)).toEqual(["2 B", "9.0 kB", "5.2 MB", "3.00 GB"]);
  const now = Date.parse("2026-01-02T00:00:00Z");
  expect(
    ["2026-01-01T23:59:50Z", "2026-01-01T23:45:00Z", "2026-01-01T00:00:00Z"].map((time) => ago(time, now)),
  ).toEqual(["just now", "15 min. ago", "yesterday"]);
});
