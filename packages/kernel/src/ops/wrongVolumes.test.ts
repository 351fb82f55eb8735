import { beforeAll, describe, expect, test } from "vitest";
import type { Shape } from "../api.js";
import { at, world } from "../kernel.fixture.js";
import { createContext } from "../kernel.js";
import type { Context } from "../occ/context.js";
import { type BooleanKind, run } from "./booleanRun.js";
import { contentOnce } from "./contentBounds.js";
import { box, cylinder } from "./primitives.js";
import { volumeLaw } from "./volumeLaw.js";

let context: Context;
beforeAll(async () => {
  context = await createContext();
});

/** What the law says of a boolean, of whose result `factor` times the true volume is told. */
function verdict(kind: BooleanKind, body: Shape, tools: readonly Shape[], factor: number): string | undefined {
  const { oc, store } = context;
  const right = tools.map((shape) => store.native(shape));
  const algorithm = run(oc, kind, [store.native(body)], right, 0, false);
  if (typeof algorithm === "string") throw new Error(algorithm);
  const shape = algorithm.Shape();
  const content = contentOnce(oc, shape);
  const said = volumeLaw(context, kind, [body], tools)?.((...asked) => factor * content(...asked), algorithm, 0);
  shape.delete();
  algorithm.delete();
  return said;
}

const bar = (): Shape => box(context, world, [20, 10, 10]);
const pin = (x: number): Shape => cylinder(context, at(x, 5, -5), 3, 20);
const block = (x: number): Shape => box(context, at(x, 2, 5), [4, 4, 10]);
const inner = (): Shape => box(context, at(4, 4, 4), [2, 2, 2]);
const beside = (): Shape => box(context, at(20, 0, 0), [5, 5, 5]);

describe("the law of volumes believes a true result, and refuses one that is off", () => {
  const cases: readonly (readonly [string, BooleanKind, () => readonly Shape[]])[] = [
    ["a bore", "cut", () => [pin(10)]],
    ["a pin in a bar", "common", () => [pin(10)]],
    ["a pin through a bar", "fuse", () => [pin(10)]],
    ["two bores that overlap", "cut", () => [pin(8), pin(11)]],
    ["two blocks that touch, cut", "cut", () => [block(4), block(8)]],
    ["two blocks that touch, fused", "fuse", () => [block(4), block(8)]],
    ["two blocks that overlap, fused", "fuse", () => [block(4), block(6)]],
    ["a void", "cut", () => [inner()]],
    ["a body inside, fused", "fuse", () => [inner()]],
    ["a body beside, cut", "cut", () => [beside()]],
    ["a body beside, fused", "fuse", () => [beside()]],
  ];
  test.each(cases)("%s", (_name, kind, tools) => {
    context.store.scope(() => {
      expect(verdict(kind, bar(), tools(), 1)).toBeUndefined();
      for (const factor of [0.99, 1.01]) expect(verdict(kind, bar(), tools(), factor)).toMatch(/has the volume/);
    });
  });

  test("a result that is the body untouched, or without one of its tools", () => {
    context.store.scope(() => {
      const ratio = 2000 / (2000 - 90 * Math.PI);
      expect(verdict("cut", bar(), [pin(10)], ratio)).toMatch(/has the volume/);
      // Of two blocks each 80 of 160 mm3 stand out; one is missed.
      expect(verdict("fuse", bar(), [block(4), block(12)], 2080 / 2160)).toMatch(/has the volume/);
    });
  });
});
