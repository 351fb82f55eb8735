import type { BSplineCurve, CurveSegment, Frame, Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { profileFromFace } from "./fromFace.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const line = (from: Vec3, to: Vec3): CurveSegment => {
  const d: Vec3 = [to[0] - from[0], to[1] - from[1], 0];
  const length = Math.hypot(...d);
  return {
    curve: { kind: "line", origin: from, direction: [d[0] / length, d[1] / length, 0] },
    range: [0, length],
  };
};

/** Quadratic pieces through points that are off the half circle about (10, 0), right of it, by `noise`, in turn in and out. */
function noisyHalf(radius: number, noise: number): BSplineCurve {
  const pieces = 40;
  const poles: Vec3[] = [];
  for (let i = 0; i <= 2 * pieces; i++) {
    const angle = -Math.PI / 2 + (Math.PI * i) / (2 * pieces);
    // Poles between two points of the circle stand off it so that the piece touches it.
    const r =
      i % 2 === 1
        ? radius / Math.cos(Math.PI / (2 * pieces))
        : radius + (i === 0 || i === 2 * pieces ? 0 : noise * ((i / 2) % 2 ? 1 : -1));
    poles.push([10 + r * Math.cos(angle), r * Math.sin(angle), 0]);
  }
  return {
    kind: "bspline",
    degree: 2,
    poles,
    knots: Array.from({ length: pieces + 1 }, (_, i) => i),
    multiplicities: Array.from({ length: pieces + 1 }, (_, i) => (i === 0 || i === pieces ? 3 : 2)),
    periodic: false,
  };
}

/** A tongue whose round end is the spline, as a face beside the wall that another solid's cylinder is. */
function tongue(noise: number): ReturnType<typeof profileFromFace> {
  return kernel.scope(() => {
    const wire = kernel.wire([
      line([0, -4, 0], [10, -4, 0]),
      { curve: noisyHalf(4, noise), range: [0, 40] },
      line([10, 4, 0], [0, 4, 0]),
      line([0, 4, 0], [0, -4, 0]),
    ]);
    const flat = kernel.topology(kernel.planarFace(world, wire));
    const wall = kernel
      .topology(kernel.cylinder({ ...world, origin: [10, 0, 0] }, 4, 5))
      .faces.find((f) => f.surface.kind === "cylinder");
    const cap = flat.faces[0];
    if (!wall || !cap) throw new Error("no faces");
    // The file says that the cap's spline edge is shared with the cylinder.
    const topology = {
      ...flat,
      faces: [cap, { ...wall, id: 1 }],
      edges: flat.edges.map((e) => (e.curve?.kind === "bspline" ? { ...e, faces: [0, 1] } : e)),
    };
    return profileFromFace(topology, 0, world, 5e-4);
  });
}

describe("a side between a cap and an upright wall", () => {
  it("is the wall's arc where the edge is a spline that wavers about it", () => {
    const profile = tongue(0.0012);
    const outer = profile?.outer;
    expect(outer?.kind === "path" && outer.segments.map((s) => s.kind).sort()).toEqual(["arc", "line", "line", "line"]);
    const arc = outer?.kind === "path" ? outer.segments.find((s) => s.kind === "arc") : undefined;
    expect(arc?.kind === "arc" && arc.center[0]).toBeCloseTo(10, 9);
    expect(arc?.kind === "arc" && Math.hypot(arc.start[0] - 10, arc.start[1])).toBeCloseTo(4, 9);
    // Round the far side, not back through the tongue.
    const turnsLeft = arc?.kind === "arc" && arc.ccw === arc.start[1] < 0;
    expect(turnsLeft).toBe(true);
  });

  it("stays the spline where that leaves the wall", () => {
    const outer = tongue(0.02)?.outer;
    expect(outer?.kind === "path" && outer.segments.some((s) => s.kind === "bspline")).toBe(true);
  });
});
