import type { BSplineCurve, Frame, Vec3 } from "@unbake/geometry";
import { createKernel } from "@unbake/kernel";
import { describe, expect, it } from "vitest";
import { profileFromFace } from "./fromFace.js";

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

/** How far the inner poles of a quarter reach, over its radius. */
const kappa = 0.5522847498;
const turned = (i: number, [x, y]: readonly [number, number]): Vec3 => {
  const [c, s] = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ][i % 4] as [number, number];
  return [c * x - s * y, s * x + c * y, 0];
};

/** Four quarters about the origin as cubics; quarter corners are moved by the millimetres of `by`. */
const quarters = (radius: number, by: readonly number[]): readonly BSplineCurve[] => {
  const corner = (i: number): Vec3 => turned(i, [radius + (by[i % 4] as number), 0]);
  return [0, 1, 2, 3].map((i) => ({
    kind: "bspline",
    degree: 3,
    poles: [corner(i), turned(i, [radius, kappa * radius]), turned(i, [kappa * radius, radius]), corner(i + 1)],
    knots: [0, 1],
    multiplicities: [4, 4],
    periodic: false,
  }));
};

describe("four cubics drawn for a circle", () => {
  it.each([
    ["even ones are arcs", [0, 0, 0, 0], Array(4).fill("arc")],
    ["those that waver by 2e-4 mm are drawn as they are", [2e-4, 0, -1e-4, 1e-4], Array(4).fill("bspline")],
    ["those that waver by 1e-5 mm too", [1e-5, 0, -5e-6, 5e-6], Array(4).fill("bspline")],
  ])("%s", async (_, by, kinds) => {
    const kernel = await createKernel();
    const wire = kernel.wire(quarters(1.1, by).map((curve) => ({ curve, range: [0, 1] as const })));
    const profile = profileFromFace(kernel.topology(kernel.planarFace(world, wire)), 0, world, 1e-3 / 3);
    const outer = profile?.outer;
    expect(outer?.kind === "path" ? outer.segments.map(({ kind }) => kind) : [outer?.kind]).toEqual(kinds);
  });
});
