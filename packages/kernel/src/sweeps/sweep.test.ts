import type { CurveSegment, Vec3 } from "@unbake/geometry";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "../api.js";
import { createKernel } from "../kernel.js";
import { arc, bentLength, bentPath, disc, line, rectangle, uprightAt, world } from "./sweeps.fixture.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const kinds = (shape: Parameters<Kernel["topology"]>[0]): string[] =>
  kernel
    .topology(shape)
    .faces.map(({ surface }) => surface.kind)
    .sort();

/** A helix about z as cubic pieces between exact points and tangents, as the engine draws it. */
function helix(radius: number, rise: number, turns: number): CurveSegment {
  const pieces = 48 * turns;
  const step = (2 * Math.PI * turns) / pieces;
  const reach = (4 / 3) * Math.tan(step / 4) * radius;
  const poles: Vec3[] = [];
  for (let i = 0; i <= pieces; i++) {
    const [c, s, z] = [Math.cos(step * i), Math.sin(step * i), (rise * i) / pieces];
    const up = rise / pieces / 3;
    if (i > 0) poles.push([radius * c + reach * s, radius * s - reach * c, z - up]);
    poles.push([radius * c, radius * s, z]);
    if (i < pieces) poles.push([radius * c - reach * s, radius * s + reach * c, z + up]);
  }
  const knots = Array.from({ length: pieces + 1 }, (_, i) => i);
  const multiplicities = knots.map((i) => (i === 0 || i === pieces ? 4 : 3));
  return { curve: { kind: "bspline", degree: 3, poles, knots, multiplicities, periodic: false }, range: [0, pieces] };
}

describe("sweep", () => {
  it("bends a pipe exactly, bore and all, and tells what its loops generated", () => {
    kernel.scope(() => {
      const profile = disc(kernel, world, 2, 1);
      const result = kernel.sweep(profile, bentPath(kernel));
      expect(result.shape.kind).toBe("solid");
      expect(kernel.massProperties(result.shape).volume).toBeCloseTo(Math.PI * 3 * bentLength, 6);
      expect(kinds(result.shape)).toEqual([
        "cylinder",
        "cylinder",
        "cylinder",
        "cylinder",
        "plane",
        "plane",
        "torus",
        "torus",
      ]);
      const { edges } = kernel.topology(profile);
      const sides = edges.map(({ id }) => result.generated({ shape: profile, kind: "edge", id }, "face"));
      expect(sides.map((ids) => ids.length)).toEqual([3, 3]);
      const caps = [...result.startFaces, ...result.endFaces];
      expect(new Set([...sides.flat(), ...caps]).size).toBe(8);
      expect(kernel.faceProperties(result.shape, result.startFaces)[0]!.centroid[2]).toBeCloseTo(0, 9);
      expect(kernel.faceProperties(result.shape, result.endFaces)[0]!.centroid[0]).toBeCloseTo(15, 9);
      const start = edges.map(({ id }) => result.modified({ shape: profile, kind: "edge", id }));
      expect(start.map((ids) => ids.length)).toEqual([1, 1]);
    });
  });

  it("mitres and rounds corners", () => {
    kernel.scope(() => {
      const path = kernel.wire([line([0, 0, 0], [0, 0, 10]), line([0, 0, 10], [10, 0, 10])]);
      const profile = rectangle(kernel, world, 2, 3);
      const mitred = kernel.sweep(profile, path);
      expect(kernel.massProperties(mitred.shape).volume).toBeCloseTo(6 * 20, 8);
      expect(kernel.topology(mitred.shape).faces).toHaveLength(10);
      // The outer corner becomes a quarter of a round bar of radius 1 instead of a square one.
      const rounded = kernel.sweep(profile, path, { transition: "round" });
      expect(kernel.massProperties(rounded.shape).volume).toBeCloseTo(6 * 20 - 3 * (1 - Math.PI / 4), 8);
    });
  });

  it("frames a picture: a closed path has no caps", () => {
    kernel.scope(() => {
      const corners: Vec3[] = [
        [10, 0, 0],
        [10, 10, 0],
        [-10, 10, 0],
        [-10, -10, 0],
        [10, -10, 0],
        [10, 0, 0],
      ];
      const path = kernel.wire(corners.slice(1).map((corner, i) => line(corners[i]!, corner)));
      const result = kernel.sweep(rectangle(kernel, uprightAt([10, 0, 0]), 2, 3), path);
      expect(kernel.massProperties(result.shape).volume).toBeCloseTo(3 * (22 ** 2 - 18 ** 2), 7);
      expect([...result.startFaces, ...result.endFaces]).toEqual([]);
    });
  });

  it("turns one line, circle or helix into what it is", () => {
    kernel.scope(() => {
      const bar = kernel.sweep(rectangle(kernel, world, 2, 3), kernel.wire([line([0, 0, 0], [0, 0, 4])]));
      expect(kernel.massProperties(bar.shape).volume).toBeCloseTo(24, 10);
      const ring = kernel.sweep(rectangle(kernel, uprightAt([10, 0, 0]), 2, 3), kernel.wire([arc(world, 10)]));
      expect(kinds(ring.shape)).toEqual(["cylinder", "cylinder", "plane", "plane"]);
      expect(kernel.massProperties(ring.shape).volume).toBeCloseTo(6 * 20 * Math.PI, 7);
      // A section in a plane through the axis keeps its area there: volume is area times the way of its centre round.
      const spring = kernel.sweep(disc(kernel, uprightAt([5, 0, 0]), 0.5), kernel.wire([helix(5, 10, 2)]));
      expect(kernel.massProperties(spring.shape).volume / (0.25 * Math.PI * 20 * Math.PI)).toBeCloseTo(1, 6);
      expect(kernel.topology(spring.shape).faces).toHaveLength(3);
    });
  });

  it("follows a spline closely", () => {
    kernel.scope(() => {
      const poles: Vec3[] = [
        [0, 0, 0],
        [0, 0, 10],
        [10, 0, 20],
        [20, 5, 20],
      ];
      const curve = {
        kind: "bspline",
        degree: 3,
        poles,
        knots: [0, 1],
        multiplicities: [4, 4],
        periodic: false,
      } as const;
      const path = kernel.wire([{ curve, range: [0, 1] }]);
      const length = kernel.edgeLength(path, 0);
      const result = kernel.sweep(disc(kernel, world, 1), path);
      // Pappus: sections are perpendicular to the path, which runs through their centres.
      expect(kernel.massProperties(result.shape).volume / (Math.PI * length)).toBeCloseTo(1, 5);
    });
  });

  it("sweeps wires to skins, and refuses what it cannot build", () => {
    kernel.scope(() => {
      const skin = kernel.sweep(kernel.wire([line([1, 0, 0], [2, 0, 0])]), bentPath(kernel));
      expect(kernel.topology(skin.shape).solids).toHaveLength(0);
      expect(kernel.massProperties(skin.shape).area).toBeGreaterThan(20);
      expect(() => kernel.sweep(kernel.vertex([0, 0, 0]), bentPath(kernel))).toThrow(/cannot be swept/);
    });
  });
});
