import { expect, it } from "vitest";
import { featureEdges } from "../scene/featureEdges.js";
import type { Scene } from "../types.js";
import { drawing } from "./drawing.js";

/** A cube of 10 mm, without normals: 12 triangles over 8 corners. */
const mesh = {
  positions: Float32Array.from([0, 0, 0, 10, 0, 0, 10, 10, 0, 0, 10, 0, 0, 0, 10, 10, 0, 10, 10, 10, 10, 0, 10, 10]),
  triangles: Uint32Array.from([
    0, 2, 1, 0, 3, 2, 4, 5, 6, 4, 6, 7, 0, 1, 5, 0, 5, 4, 1, 2, 6, 1, 6, 5, 2, 3, 7, 2, 7, 6, 3, 0, 4, 3, 4, 7,
  ]),
  faceIds: Uint32Array.from([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]),
};
const cube: Scene = { bodies: [{ mesh, ...featureEdges(mesh) }] };
const linesOf = (svg: string) => [...svg.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

it("draws the nine edges of a cube that are seen, and none of the three behind it", () => {
  const svg = drawing(cube, { view: "iso", title: "a < b" });
  expect(svg).toContain("<title>a &#60; b</title>");
  const points = linesOf(svg);
  const distinct = new Set(points.map(([x = 0, y = 0]) => `${Math.round(x / 10)} ${Math.round(y / 10)}`));
  // Seven corners are seen; the eighth is behind the nearest one, in the middle.
  expect(distinct.size).toBe(7);
});

it("hatches what lies in the plane of a section", () => {
  const plain = drawing(cube, { view: "front", title: "cube" });
  const cut = drawing(cube, { view: "front", title: "cube", plane: { axis: "y", at: 0 } });
  expect(linesOf(cut).length).toBeGreaterThan(linesOf(plain).length + 20);
});
