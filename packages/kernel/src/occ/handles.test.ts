import { beforeAll, expect, test } from "vitest";
import type { Kernel, Shape } from "../api.js";
import { world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});
const cube = (): Shape => kernel.box(world, [1, 1, 1]);
const volume = (shape: Shape): number => kernel.massProperties(shape).volume;

test("a scope frees what it does not keep, and a dead handle says so", () => {
  let lost: Shape | undefined;
  const kept = kernel.scope((keep) => {
    lost = cube();
    return keep(cube());
  });
  expect(volume(kept)).toBeCloseTo(1, 12);
  expect(() => volume(lost!)).toThrow(/used after its scope ended/);
});

test("what an inner scope keeps belongs to the outer one", () => {
  let inner: Shape | undefined;
  kernel.scope(() => {
    inner = kernel.scope((keep) => keep(cube()));
    expect(volume(inner)).toBeCloseTo(1, 12);
  });
  expect(() => volume(inner!)).toThrow(/used after its scope ended/);
});

test("a scope that throws frees its shapes too", () => {
  let lost: Shape | undefined;
  expect(() =>
    kernel.scope(() => {
      lost = cube();
      throw new Error("stop");
    }),
  ).toThrow("stop");
  expect(() => volume(lost!)).toThrow(/used after its scope ended/);
});

test("an asynchronous scope ends when its promise settles", async () => {
  let inside: Shape | undefined;
  const kept = await kernel.scope(async (keep) => {
    inside = cube();
    await Promise.resolve();
    expect(volume(inside)).toBeCloseTo(1, 12);
    return keep(cube());
  });
  expect(volume(kept)).toBeCloseTo(1, 12);
  expect(() => volume(inside!)).toThrow(/used after its scope ended/);
});

test("a history dies with its result, not with its inputs", () => {
  const operation = kernel.scope((keep) => {
    const result = kernel.cut([cube()], [kernel.sphere([0, 0, 0], 0.5)]);
    keep(result.shape);
    return result;
  });
  expect(volume(operation.shape)).toBeLessThan(1);
});

test("C++ exceptions arrive as kernel errors in words", () => {
  expect(() => kernel.box({ ...world, z: [0, 0, 0] }, [1, 1, 1])).toThrow(
    /the geometry kernel failed: making a box: .*norm/,
  );
  expect(() => kernel.subShape(cube(), "face", 6)).toThrow(/6 sub-shapes of kind face, none with id 6/);
});

test("shapes of one kernel are unknown to another, and memory is told", async () => {
  const other = await createKernel();
  expect(() => other.topology(cube())).toThrow();
  expect(other.memoryBytes()).toBeGreaterThan(1e6);
});
