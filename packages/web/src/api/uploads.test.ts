import { expect, it } from "vitest";
import { batchesOf } from "./uploads";

const fileOf = (path: string, size: number) => ({ path, file: { size } as File });

it("sends at most a hundred files and 64 MiB together, a larger file alone", () => {
  const small = Array.from({ length: 250 }, (_, i) => fileOf(`${i}.step`, 10));
  expect(batchesOf(small).map(({ length }) => length)).toEqual([100, 100, 50]);
  const mixed = [fileOf("a", 60e6), fileOf("b", 60e6), fileOf("huge", 500e6), fileOf("c", 1)];
  expect(batchesOf(mixed).map((batch) => batch.map(({ path }) => path))).toEqual([["a"], ["b"], ["huge"], ["c"]]);
  expect(batchesOf([])).toEqual([]);
});
