import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "../api.js";
import { createKernel } from "../kernel.js";
import { disc, rectangle, world, worldAt } from "./sweeps.fixture.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

describe("twistExtrude", () => {
  // A section turned in its plane keeps its area: the volume is area times height whatever the twist.
  it.each([0.1, Math.PI / 2, -Math.PI, 4 * Math.PI])("keeps the volume of a square prism twisted by %d", (angle) => {
    kernel.scope(() => {
      const profile = rectangle(kernel, world, 10, 10);
      const result = kernel.twistExtrude(profile, [0, 0, 20], angle, [0, 0, 0]);
      expect(kernel.isValid(result.shape)).toBe(true);
      expect(kernel.massProperties(result.shape).volume / 2000).toBeCloseTo(1, 6);
      const { faces } = kernel.topology(result.shape);
      expect(faces).toHaveLength(6);
      expect(result.startFaces).toHaveLength(1);
      expect(result.endFaces).toHaveLength(1);
      expect(kernel.faceProperties(result.shape, result.endFaces)[0]!.centroid[2]).toBeCloseTo(20, 9);
    });
  });

  it("names the faces of edges and the edges of vertices", () => {
    kernel.scope(() => {
      const profile = rectangle(kernel, worldAt([10, 0, 0]), 4, 6);
      const result = kernel.twistExtrude(profile, [0, 0, 20], Math.PI, [0, 0, 0]);
      const { edges, vertices } = kernel.topology(profile);
      const sides = edges.map(({ id }) => result.generated({ shape: profile, kind: "edge", id }, "face"));
      expect(sides.map((ids) => ids.length)).toEqual([1, 1, 1, 1]);
      expect(new Set([...sides.flat(), ...result.startFaces, ...result.endFaces]).size).toBe(6);
      const rails = vertices.map(({ id }) => result.generated({ shape: profile, kind: "vertex", id }, "edge"));
      expect(rails.map((ids) => ids.length)).toEqual([1, 1, 1, 1]);
      const starts = edges.map(({ id }) => result.modified({ shape: profile, kind: "edge", id }));
      const { edges: after } = kernel.topology(result.shape);
      starts.forEach(([id], i) => {
        expect(after[id!]!.faces).toEqual(expect.arrayContaining([...result.startFaces, ...sides[i]!]));
      });
    });
  });

  it("carries holes, round profiles and tilted axes, and a wire to an open skin", () => {
    kernel.scope(() => {
      const ring = disc(kernel, worldAt([8, 0, 0]), 3, 1);
      const solid = kernel.twistExtrude(ring, [0, 0, 15], 2, [0, 0, 0]);
      expect(kernel.massProperties(solid.shape).volume / (Math.PI * 8 * 15)).toBeCloseTo(1, 7);
      expect(kernel.topology(solid.shape).faces).toHaveLength(4);

      const s = Math.SQRT1_2;
      const tilted = { origin: [1, 2, 3], x: [0, 1, 0], y: [-s, 0, s], z: [s, 0, s] } as const;
      const bar = kernel.twistExtrude(rectangle(kernel, tilted, 2, 3), [7 * s, 0, 7 * s], 1, [1, 2, 3]);
      expect(kernel.massProperties(bar.shape).volume / 42).toBeCloseTo(1, 7);

      const wire = kernel.subShape(rectangle(kernel, world, 2, 2), "edge", 0);
      const skin = kernel.twistExtrude(wire, [0, 0, 5], 1, [0, 0, 0]);
      expect(skin.startFaces).toEqual([]);
      expect(kernel.topology(skin.shape).faces).toHaveLength(1);
    });
  });

  it("is a plain extrusion without an angle, and refuses no length", () => {
    kernel.scope(() => {
      const profile = rectangle(kernel, world, 2, 2);
      const result = kernel.twistExtrude(profile, [0, 0, 3], 0, [0, 0, 0]);
      expect(kernel.topology(result.shape).faces.every(({ surface }) => surface.kind === "plane")).toBe(true);
      expect(() => kernel.twistExtrude(profile, [0, 0, 0], 1, [0, 0, 0])).toThrow(/length/);
    });
  });
});
