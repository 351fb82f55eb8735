import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "../api.js";
import { createKernel } from "../kernel.js";
import { disc, polygon, rectangle, world, worldAt } from "./sweeps.fixture.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

describe("loft", () => {
  it("makes a frustum between two squares and names its faces", () => {
    kernel.scope(() => {
      const bottom = rectangle(kernel, world, 10, 10);
      const top = rectangle(kernel, worldAt([0, 0, 10]), 5, 5);
      for (const ruled of [true, false]) {
        const result = kernel.loft([bottom, top], { ruled });
        expect(kernel.massProperties(result.shape).volume).toBeCloseTo((10 / 3) * (100 + 25 + 50), 7);
        const sides = [0, 1, 2, 3].map((id) => result.generated({ shape: bottom, kind: "edge", id }, "face"));
        expect(sides.map((ids) => ids.length)).toEqual([1, 1, 1, 1]);
        expect(new Set([...sides.flat(), ...result.startFaces, ...result.endFaces]).size).toBe(6);
        const { faces, edges } = kernel.topology(result.shape);
        expect(faces.every(({ surface }) => surface.kind === "plane")).toBe(true);
        expect(edges.every(({ curve }) => curve?.kind === "line")).toBe(true);
      }
    });
  });

  it("makes cones between circles, a hole with them, and a pyramid to a point", () => {
    kernel.scope(() => {
      const frustum = (R: number, r: number): number => ((Math.PI * 10) / 3) * (R * R + R * r + r * r);
      const funnel = kernel.loft([disc(kernel, world, 5, 4), disc(kernel, worldAt([0, 0, 10]), 3, 2)]);
      expect(kernel.massProperties(funnel.shape).volume).toBeCloseTo(frustum(5, 3) - frustum(4, 2), 6);
      expect(
        kernel
          .topology(funnel.shape)
          .faces.map(({ surface }) => surface.kind)
          .sort(),
      ).toEqual(["cone", "cone", "plane", "plane"]);
      const pyramid = kernel.loft([rectangle(kernel, world, 10, 10), kernel.vertex([0, 0, 10])], { ruled: true });
      expect(kernel.massProperties(pyramid.shape).volume).toBeCloseTo(1000 / 3, 8);
    });
  });

  it("goes smoothly through three profiles, and straight when ruled", () => {
    kernel.scope(() => {
      const profiles = [0, 10, 20].map((z) =>
        rectangle(kernel, worldAt([0, 0, z]), z === 10 ? 5 : 10, z === 10 ? 5 : 10),
      );
      const waist = kernel.loft(profiles);
      // The width is the parabola 5 + 5 t^2 over t in [-1, 1]: ten times the integral of its square.
      expect(kernel.massProperties(waist.shape).volume).toBeCloseTo(10 * 25 * (2 + 4 / 3 + 2 / 5), 5);
      const ruled = kernel.loft(profiles, { ruled: true });
      expect(kernel.massProperties(ruled.shape).volume).toBeCloseTo((2 * 10 * (100 + 25 + 50)) / 3, 7);
    });
  });

  it("has the degree that was asked for, with the chord length at the first points as parameter", () => {
    kernel.scope(() => {
      const [r, z] = [
        [50, 20, 30],
        [0, 20, 150],
      ];
      const chords = [Math.hypot(30, 20), Math.hypot(10, 130)];
      const middle = (chords[0] ?? 0) / ((chords[0] ?? 0) + (chords[1] ?? 0));
      // Lagrange through three values at 0, middle and 1.
      const through = (v: readonly number[], t: number): number =>
        ((v[0] ?? 0) * (t - middle) * (t - 1)) / middle +
        ((v[1] ?? 0) * t * (t - 1)) / (middle * (middle - 1)) +
        ((v[2] ?? 0) * t * (t - middle)) / (1 - middle);
      let volume = 0;
      const steps = 20000;
      for (let i = 0; i < steps; i++) {
        const [a, b] = [i / steps, (i + 1) / steps];
        volume += Math.PI * through(r, (a + b) / 2) ** 2 * (through(z, b) - through(z, a));
      }
      const discs = r.map((radius, i) => disc(kernel, worldAt([0, 0, z[i] ?? 0]), radius));
      const result = kernel.loft(discs);
      expect(kernel.massProperties(result.shape).volume / volume).toBeCloseTo(1, 6);
      expect(kernel.isValid(result.shape)).toBe(true);
      const [disc0] = discs;
      const sides = result.generated({ shape: disc0!, kind: "edge", id: 0 }, "face");
      expect(sides).toHaveLength(1);
      expect(result.generated({ shape: disc0!, kind: "vertex", id: 0 }, "edge")).toHaveLength(1);
      expect(new Set([...sides, ...result.startFaces, ...result.endFaces]).size).toBe(3);
      const cubic = kernel.loft(
        [10, 6, 8, 10].map((w, i) => rectangle(kernel, worldAt([0, 0, 10 * i]), w, w)),
        { degree: 3 },
      );
      expect(kernel.topology(cubic.shape).faces).toHaveLength(6);
      expect(kernel.isValid(cubic.shape)).toBe(true);
    });
  });

  it("joins profiles with different numbers of corners, and makes skins", () => {
    kernel.scope(() => {
      const triangle = polygon(kernel, worldAt([0, 0, 5]), [
        [-2, -2],
        [2, -2],
        [0, 2],
      ]);
      const square = rectangle(kernel, world, 4, 4);
      const result = kernel.loft([square, kernel.planarFace(worldAt([0, 0, 5]), triangle)]);
      const { volume } = kernel.massProperties(result.shape);
      expect(volume).toBeGreaterThan(5 * 8);
      expect(volume).toBeLessThan(5 * 16);
      const skin = kernel.loft(
        [
          triangle,
          polygon(kernel, world, [
            [-2, -2],
            [2, -2],
            [0, 2],
          ]),
        ],
        { solid: false },
      );
      expect(kernel.topology(skin.shape).solids).toHaveLength(0);
      expect(kernel.topology(skin.shape).faces).toHaveLength(3);
    });
  });

  it("refuses one profile, and unequal holes", () => {
    kernel.scope(() => {
      expect(() => kernel.loft([disc(kernel, world, 5)])).toThrow(/two profiles/);
      expect(() => kernel.loft([disc(kernel, world, 5, 1), disc(kernel, worldAt([0, 0, 5]), 5)])).toThrow(
        /number of holes/,
      );
    });
  });
});
