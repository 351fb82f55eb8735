import { createKclTools, type KclTools } from "@unbake/engine";
import type { Vec2 } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { buildModel } from "../../model/build.js";
import type { Model } from "../../model/types.js";
import { verify } from "../../verify/verify.js";
import { boolean, circle, extrude, onePart, polygon, rectangle, world } from "../shapes.fixture.js";
import { printSalon } from "./printSalon.js";

let tools: KclTools;
let kernel: Kernel;
beforeAll(async () => {
  [tools, kernel] = await Promise.all([createKclTools(), createKernel()]);
});

/** Half of a T-slot rail of 20 x 40 from the top right corner on, the other half turned round. */
function rail(): Model {
  const slot = (x: number, y: number, turn: (p: Vec2) => Vec2): readonly Vec2[] =>
    (
      [
        [3, 0],
        [3, -2],
        [5.5, -2],
        [5.5, -3],
        [3.5, -5],
        [-3.5, -5],
        [-5.5, -3],
        [-5.5, -2],
        [-3, -2],
        [-3, 0],
      ] as const
    ).map((p) => {
      const [dx, dy] = turn(p);
      return [x + dx, y + dy];
    });
  const top = slot(10, 10, (p) => p).concat(slot(-10, 10, (p) => p));
  const half: readonly Vec2[] = [[20, 10], ...top, [-20, 10], ...slot(-20, 0, ([x, y]) => [-y, x])];
  const outline = polygon([...half, ...half.map(([x, y]): Vec2 => [-x, -y])]);
  return onePart("rail", extrude(world, outline, 0, 100, { holes: [circle([10, 0], 2), circle([-10, 0], 2)] }));
}

/** Twelve pockets, each of its own width and depth. */
function pockets(): Model {
  const cutters = Array.from({ length: 12 }, (_, i) => {
    const [x, y] = [13 * (i % 6) + 1, 20 * Math.floor(i / 6) + 2];
    return extrude(world, rectangle(x, y, x + 5 + i / 10, y + 7), 7 - i / 4, 8, { overrun: [0, 1] });
  });
  return onePart("plate", boolean("subtract", extrude(world, rectangle(0, 0, 80, 40), 0, 8), ...cutters));
}

it.each([
  ["a rail with six slots", rail, "patternCircular3d", 150],
  ["a plate with twelve pockets", pockets, "map(pocketTable", 65],
])("draws %s once, and it is the same body", async (_, modelOf, word, longest) => {
  const salon = await printSalon(modelOf(), { tools });
  expect(salon.text).toContain(word);
  expect(salon.text.split("\n").length).toBeLessThan(longest);
  expect(salon.fallback).toBe(false);
  expect(tools.format(salon.text)).toBe(salon.text);
  expect(await tools.lint(salon.text)).toEqual([]);
  await kernel.scope(async () => {
    const execution = await tools.execute(salon.text, { kernel });
    expect(await execution.freedom()).toMatchObject({ conflict: 0, free: 0 });
    const made = kernel.compound(execution.bodies.map(({ shape }) => shape));
    expect(await verify(kernel, buildModel(kernel, modelOf()), made)).toMatchObject({ verified: true });
  });
});
