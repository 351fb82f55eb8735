import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { renderInBands, renderPixels } from "./renderPixels.js";
import { snapshot } from "./snapshot.js";
import { at, bracket, chip, sceneOf } from "./testing/shapes.fixture.js";
import type { Pixels, Scene } from "./types.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const pixel = ({ width, rgba }: Pixels, x: number, y: number) => [
  ...rgba.subarray(4 * (y * width + x), 4 * (y * width + x) + 4),
];
const hash = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

describe("a picture", () => {
  it("is the same on every run, and in bands of any height", async () => {
    const scene = sceneOf(kernel, (k) => [{ shape: bracket(k) }], 520);
    const again = sceneOf(kernel, (k) => [{ shape: bracket(k) }], 520);
    const options = { sizePx: 520 };
    const whole = renderPixels(scene, options);
    expect(hash(renderPixels(again, options).rgba)).toBe(hash(whole.rgba));
    expect(hash(renderInBands(scene, options, 1).rgba)).toBe(hash(whole.rgba));
    expect(hash(await snapshot(scene, options))).toBe(hash(await snapshot(again, options)));
  });

  it("shows the front looking along +Y, the right from +X, the top from +Z, and so on", () => {
    // A tall red block at the origin; a green one at +X, a blue one at +Y, both low.
    const make = (k: Kernel) => [
      { shape: k.box(at([0, 0, 0]), [10, 10, 30]), color: [255, 0, 0] as const },
      { shape: k.box(at([10, 0, 0]), [20, 10, 10]), color: [0, 255, 0] as const },
      { shape: k.box(at([0, 10, 0]), [10, 20, 10]), color: [0, 0, 255] as const },
    ];
    const scene = sceneOf(kernel, make, 90);
    const colorAt = (view: "front" | "right" | "top" | "back" | "left" | "bottom", x: number, y: number) => {
      const [r = 0, g = 0, b = 0] = pixel(renderPixels(scene, { sizePx: 90, view }), x, y);
      if (r === 255 && g === 255 && b === 255) return "white";
      return r > g && r > b ? "red" : g > b ? "green" : "blue";
    };
    const corners = (view: Parameters<typeof colorAt>[0]) =>
      [
        [20, 20],
        [70, 20],
        [20, 70],
        [70, 70],
      ].map(([x = 0, y = 0]) => colorAt(view, x, y));
    expect(corners("front")).toEqual(["red", "white", "red", "green"]);
    expect(corners("back")).toEqual(["white", "red", "green", "blue"]);
    expect(corners("right")).toEqual(["red", "white", "green", "blue"]);
    expect(corners("left")).toEqual(["white", "red", "blue", "red"]);
    expect(corners("top")).toEqual(["blue", "white", "red", "green"]);
    expect(corners("bottom")).toEqual(["red", "green", "blue", "white"]);
  });

  it("has no speckles on a plane and no trace of what is hidden", () => {
    const front = (k: Kernel) => ({ shape: k.box(at([0, 0, 0]), [50, 5, 50]) });
    const behind = (k: Kernel) => ({ shape: k.box(at([10, 20, 10]), [30, 10, 30]), color: [255, 0, 0] as const });
    const options = { sizePx: 200, view: "front" } as const;
    const alone = renderPixels(
      sceneOf(kernel, (k) => [front(k)], 200),
      options,
    );
    const both = renderPixels(
      sceneOf(kernel, (k) => [front(k), behind(k)], 200),
      options,
    );
    expect(hash(both.rgba)).toBe(hash(alone.rgba));
    const inside = new Set<string>();
    for (let y = 20; y < 180; y++) for (let x = 20; x < 180; x++) inside.add(String(pixel(alone, x, y)));
    expect(inside.size).toBe(1);
  });

  it("shows leads that are much thinner than a sample, without gaps", () => {
    const scene = sceneOf(kernel, chip, 64);
    const picture = renderPixels(scene, { sizePx: 64, view: "top" });
    // The leads stand out of the chip by 12 mm of 44 above and below.
    for (const y of [6, 10, 14, 50, 54, 58]) {
      const row = Array.from({ length: 64 }, (_, x) => pixel(picture, x, y)[0] ?? 255);
      expect(row.filter((red, x) => red < 240 && (row[x - 1] ?? 255) >= 240)).toHaveLength(4);
    }
  });

  it("has the colours of faces where they have their own", () => {
    const scene = sceneOf(
      kernel,
      (k) => {
        const shape = k.box(at([0, 0, 0]), [10, 10, 10]);
        const { faces } = k.topology(shape);
        const isTop = (id: number) => k.faceProperties(shape, [id])[0]?.centroid[2] === 10;
        const faceColors = faces.map(({ id }) => (isTop(id) ? ([255, 0, 0] as const) : undefined));
        return [{ shape, color: [0, 0, 255], faceColors }];
      },
      64,
    );
    const middle = (view: "top" | "bottom") => pixel(renderPixels(scene, { sizePx: 64, view }), 32, 32);
    const [top, bottom] = [middle("top"), middle("bottom")];
    expect(top[0]! - top[2]!).toBeGreaterThan(100);
    expect(bottom[2]! - bottom[0]!).toBeGreaterThan(100);
  });

  it("is clear where nothing is, on transparent ground", () => {
    const scene = sceneOf(kernel, (k) => [{ shape: k.sphere([0, 0, 0], 10) }], 64);
    const picture = renderPixels(scene, { sizePx: 64, ground: "transparent" });
    expect(pixel(picture, 1, 1)).toEqual([0, 0, 0, 0]);
    expect(pixel(picture, 32, 32)[3]).toBe(255);
    expect(pixel(renderPixels(scene, { sizePx: 64 }), 1, 1)).toEqual([255, 255, 255, 255]);
  });

  it("keeps a white body apart from white ground, and the edges of a black one visible", () => {
    const cube = (color: readonly [number, number, number]) =>
      renderPixels(
        sceneOf(kernel, (k) => [{ shape: k.box(at([0, 0, 0]), [9, 9, 9]), color }], 128),
        { sizePx: 128 },
      );
    const white = cube([255, 255, 255]);
    const reds = Array.from({ length: 128 }, (_, y) => pixel(white, 64, y)[0] ?? 255);
    expect(Math.min(...reds.slice(0, 12))).toBeLessThan(128);
    const black = cube([0, 0, 0]);
    // The front corner is an edge that runs down from the middle.
    const across = Array.from({ length: 9 }, (_, i) => pixel(black, 60 + i, 90)[0] ?? 0);
    expect(Math.max(...across) - Math.min(...across)).toBeGreaterThan(30);
  });
});

it("is a PNG file of its size, with an alpha channel on transparent ground only", async () => {
  const scene = sceneOf(kernel, (k) => [{ shape: k.sphere([0, 0, 0], 1) }], 64);
  for (const [ground, colorType] of [
    ["white", 2],
    ["transparent", 6],
  ] as const) {
    const png = Buffer.from(await snapshot(scene, { sizePx: 40, ground }));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([40, 40, 8, colorType]);
  }
});

it("refuses sizes out of its limits and scenes without extent", () => {
  const scene = sceneOf(kernel, (k) => [{ shape: k.sphere([0, 0, 0], 1) }], 64);
  for (const sizePx of [15, 4097, 20.5, Number.NaN]) expect(() => renderPixels(scene, { sizePx })).toThrow(RangeError);
  const nothing: Scene = { bodies: [] };
  expect(() => renderPixels(nothing)).toThrow(expect.objectContaining({ code: "no_shape" }));
  expect(() => sceneOf(kernel, () => [], 64)).toThrow(expect.objectContaining({ code: "no_shape" }));
});
