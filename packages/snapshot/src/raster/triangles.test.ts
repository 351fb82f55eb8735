import { expect, it } from "vitest";
import { randomNumbers } from "../testing/shapes.fixture.js";
import { clearedFrame, createFrame, nothing } from "./frame.js";
import { type ProjectedBody, stepsPerSample } from "./project.js";
import { drawTriangles } from "./triangles.js";

const side = 64;

/** A square grid of `count` x `count` cells over the frame, its inner vertices moved at random, two triangles a cell. */
function crumpled(count: number, random: () => number): ProjectedBody {
  const n = count + 1;
  const x = new Int32Array(n * n);
  const y = new Int32Array(n * n);
  const depth = new Float32Array(n * n);
  const cell = (side * stepsPerSample) / count;
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      const move = () => Math.round((random() - 0.5) * 0.6 * cell);
      const border = i === 0 || j === 0 || i === count || j === count;
      x[j * n + i] = Math.round(i * cell) + (border ? 0 : move());
      y[j * n + i] = Math.round(j * cell) + (border ? 0 : move());
      depth[j * n + i] = 10 * random();
    }
  }
  const triangles = new Uint32Array(6 * count * count);
  for (let j = 0, t = 0; j < count; j++) {
    for (let i = 0; i < count; i++, t += 6) {
      const a = j * n + i;
      triangles.set(
        random() < 0.5 ? [a, a + n, a + n + 1, a, a + n + 1, a + 1] : [a, a + n, a + 1, a + 1, a + n, a + n + 1],
        t,
      );
    }
  }
  return {
    x,
    y,
    depth,
    light: new Float32Array(n * n),
    lightOfBack: new Float32Array(n * n),
    triangles,
    closed: false,
  };
}

it.each([1, 2, 3, 4, 5, 6, 7, 8])("leaves no gap between triangles with common sides (seed %i)", (seed) => {
  const random = randomNumbers(seed);
  for (const count of [1, 5, 16, 61, 150]) {
    const frame = clearedFrame(createFrame(side, side), 0);
    drawTriangles(frame, crumpled(count, random), 0, []);
    expect(frame.depth.every((z) => z !== nothing && z >= 0 && z <= 11)).toBe(true);
  }
});

it("follows the plane of a triangle, and the nearer of two wins whatever their order", () => {
  const at = (samples: number) => samples * stepsPerSample;
  const body = (depths: readonly [number, number, number]): ProjectedBody => ({
    x: Int32Array.from([0, 0, at(64)]),
    y: Int32Array.from([0, at(64), 0]),
    depth: Float32Array.from(depths),
    light: Float32Array.from([100, 100, 100]),
    lightOfBack: Float32Array.from([0, 0, 0]),
    triangles: Uint32Array.from([0, 1, 2]),
    closed: false,
  });
  // Depth 5 + x / 64 * 20 against a flat 12: they cross at x = 22.4.
  const slope = body([5, 5, 25]);
  const flat = body([12, 12, 12]);
  for (const order of [
    [slope, flat],
    [flat, slope],
  ] as const) {
    const frame = clearedFrame(createFrame(side, side), 0);
    for (const b of order) drawTriangles(frame, b, b === slope ? 1 : 2, []);
    expect(frame.depth[10 * side + 10]).toBeCloseTo(5 + (10.5 / 64) * 20, 4);
    expect(frame.depth[10 * side + 40]).toBe(12);
    expect((frame.paint[10 * side + 10] ?? 0) >>> 12).toBe(1);
    expect((frame.paint[10 * side + 40] ?? 0) >>> 12).toBe(2);
    expect(frame.depth[60 * side + 60]).toBe(nothing);
  }
});
