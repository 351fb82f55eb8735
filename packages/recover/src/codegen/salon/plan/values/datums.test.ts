import { describe, expect, it } from "vitest";
import { createDatums } from "./datums.js";
import { named } from "./quantity.js";

const never = () => {
  throw new Error("not needed");
};

describe("datums", () => {
  it("know the origin and mirror images", () => {
    const datums = createDatums();
    expect(datums.find(0)?.value).toBe(0);
    datums.note(7, named("reach", 7));
    expect([...(datums.find(-7)?.terms ?? [])]).toEqual([["reach", -1]]);
    expect(datums.find(7.1)).toBeUndefined();
  });
  it("give a range the names that it lacks", () => {
    const datums = createDatums();
    const [low, high] = datums.range(0, 12, () => named("height", 12), never);
    expect([low.value, high.value]).toEqual([0, 12]);
    const [from, to] = datums.range(9, 12, () => named("depth", 3), never);
    expect([...from.terms]).toEqual([
      ["height", 1],
      ["depth", -1],
    ]);
    expect(to).toBe(high);
    expect(datums.range(9, 12, never, never).map((q) => q.value)).toEqual([9, 12]);
  });
  it("halve what is symmetric", () => {
    const [low, high] = createDatums().range(-5, 5, () => named("width", 10), never);
    expect([[...low.terms], [...high.terms]]).toEqual([[["width", -0.5]], [["width", 0.5]]]);
  });
  it("place what stands alone", () => {
    const [low, high] = createDatums().range(
      3,
      5,
      () => named("size", 2),
      () => named("place", 3),
    );
    expect([low.value, high.value]).toEqual([3, 5]);
  });
});
