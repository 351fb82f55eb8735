import { UnbakeError } from "@unbake/ground";
import { describe, expect, it, vi } from "vitest";
import {
  type Answer,
  andThen,
  eachFound,
  errorOf,
  firstAnswer,
  found,
  foundIf,
  gaveUp,
  outcomeOf,
  outcomeOrLimit,
  passed,
} from "./outcome.js";

const failing = (error: Error) => (): Answer<number> => {
  throw error;
};

describe("firstAnswer", () => {
  it("goes past what passes, and tries nothing after an answer", () => {
    const tryOne = vi.fn((n: number) => (n < 2 ? passed : found(n)));
    expect(firstAnswer([0, 1, 2, 3], tryOne)).toEqual(found(2));
    expect(tryOne).toHaveBeenCalledTimes(3);
    expect(firstAnswer([0, 1, 2], (n) => (n === 0 ? passed : n === 1 ? gaveUp("too odd") : found(n)))).toEqual(
      gaveUp("too odd"),
    );
  });

  it("takes a table without an answer for a bug", () => {
    expect(() => firstAnswer([0, 1], () => passed)).toThrow(UnbakeError);
  });
});

it("eachFound has all values, or the first that gives up and tries nothing after it", () => {
  const tried = vi.fn((n: number) => (n < 3 ? found(n * 2) : gaveUp(`no ${n}`)));
  expect(eachFound([1, 2], tried)).toEqual(found([2, 4]));
  expect(eachFound([1, 3, 4], tried)).toEqual(gaveUp("no 3"));
  expect(tried.mock.calls.map(([n]) => n)).toEqual([1, 2, 1, 3]);
});

it("andThen follows what was found alone", () => {
  const next = vi.fn((n: number) => foundIf(n > 0 ? n + 1 : undefined));
  expect(andThen(found(1), next)).toEqual(found(2));
  expect(andThen(found(0), next)).toBe(passed);
  expect(andThen(gaveUp("no"), next)).toEqual(gaveUp("no"));
  expect(next).toHaveBeenCalledTimes(2);
});

describe("errors as outcomes", () => {
  it("keep code and reason of what the kernel and the budget throw", () => {
    expect(outcomeOf(() => found(1))).toEqual(found(1));
    const outcome = outcomeOf(failing(new UnbakeError("kernel", "it broke")));
    expect(outcome).toEqual(gaveUp("it broke", "kernel"));
    if (outcome.kind !== "gave_up") throw new Error("nothing was given up");
    expect(errorOf(outcome)).toMatchObject({ code: "kernel", detail: "it broke" });
  });

  it("let the time limit through but at the top, and foreign errors everywhere", () => {
    const late = failing(new UnbakeError("timeout", "one second"));
    expect(() => outcomeOf(late)).toThrow(UnbakeError);
    expect(outcomeOrLimit(late)).toEqual(gaveUp("one second", "timeout"));
    for (const run of [outcomeOf, outcomeOrLimit])
      expect(() => run(failing(new RangeError("bug")))).toThrow(RangeError);
  });
});
