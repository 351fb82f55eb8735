import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { renderPixels } from "./renderPixels.js";
import { differenceFromGolden } from "./testing/golden.fixture.js";
import { bracket, chip, knob, sceneOf } from "./testing/shapes.fixture.js";
import { type PictureOptions, viewNames } from "./types.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const pictures: readonly (readonly [string, Parameters<typeof sceneOf>[1], PictureOptions])[] = [
  ...viewNames.map(
    (view) => [`bracket.${view}`, (k: Kernel) => [{ shape: bracket(k) }], { view, sizePx: 96 }] as const,
  ),
  ["bracket.iso.512", (k) => [{ shape: bracket(k) }], { sizePx: 512 }],
  ["knob.iso", (k) => [{ shape: knob(k), color: [255, 255, 255] }], { sizePx: 128 }],
  ["knob.front.transparent", (k) => [{ shape: knob(k) }], { sizePx: 300, view: "front", ground: "transparent" }],
  ["chip.iso", chip, { sizePx: 128 }],
  ["chip.top", chip, { sizePx: 128, view: "top" }],
];

it.each(pictures)("%s is drawn as it was", async (name, make, options) => {
  const scene = sceneOf(kernel, make, options.sizePx ?? 512);
  expect(await differenceFromGolden(name, renderPixels(scene, options))).toBeUndefined();
});
