/**
 * One solid as data that the search can think about: canonical surfaces, areas, the size that tolerances come from.
 * The solid is unified first, so that a face is a face and not a half of one.
 */
import { type Box, cross, dot, type FaceInfo, mul, norm, type Surface, sub, type Topology } from "@unbake/geometry";
import type { Kernel, Shape } from "@unbake/kernel";
import { parallelSine, structureMm } from "../../tolerances.js";
import { canonicalSurface } from "./canonical.js";
import { sweptSurface } from "./swept.js";

export interface GraphFace {
  readonly id: number;
  /** Canonical: a B-spline that is really a plane is a plane, and one that a line or a turn sweeps is an extrusion or a revolution. */
  readonly surface: Surface;
  /** The surface's natural normal points out of the material. */
  readonly sameSense: boolean;
  readonly info: FaceInfo;
}

export interface SolidGraph {
  readonly shape: Shape;
  readonly topology: Topology;
  readonly faces: readonly GraphFace[];
  readonly box: Box;
  readonly diagonalMm: number;
  /** Positions closer than this are one, mm. */
  readonly toleranceMm: number;
  /** Directions whose cross product is shorter than this are parallel. */
  readonly parallelSine: number;
}

/** Reads a solid into a graph. The shape stays owned by the caller's kernel scope. */
export function solidGraph(kernel: Kernel, shape: Shape): SolidGraph {
  const topology = kernel.topology(shape);
  const box = kernel.boundingBox(shape);
  const diagonalMm = norm(sub(box.max, box.min));
  const toleranceMm = structureMm(diagonalMm);
  const faces = topology.faces.map((info): GraphFace => {
    const canonical = canonicalSurface(info.surface, toleranceMm);
    const { surface } = canonical;
    return {
      id: info.id,
      surface: (surface.kind === "bspline" && sweptSurface(surface, toleranceMm)) || surface,
      sameSense: canonical.flipped ? !info.sameSense : info.sameSense,
      info,
    };
  });
  const sine = parallelSine(diagonalMm);
  return { shape, topology, faces: aligned(faces, sine), box, diagonalMm, toleranceMm, parallelSine: sine };
}

/** Directions that were fitted to freeform surfaces give way to those that planes and cylinders have in so many words. */
function aligned(faces: readonly GraphFace[], sine: number): readonly GraphFace[] {
  const stated = faces.flatMap(({ surface: s }) => (s.kind === "plane" || s.kind === "cylinder" ? [s.frame.z] : []));
  return faces.map((face) => {
    const { surface, info } = face;
    if (surface.kind !== "extrusion" || info.surface.kind === "extrusion") return face;
    const { direction } = surface;
    const same = stated.find((d) => norm(cross(d, direction)) < sine);
    return same
      ? { ...face, surface: { ...surface, direction: dot(same, direction) < 0 ? mul(same, -1) : same } }
      : face;
  });
}
