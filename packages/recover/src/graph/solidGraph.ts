/**
 * One solid as data that the search can think about: canonical surfaces, areas, the size that tolerances come from.
 * The solid is unified first, so that a face is a face and not a half of one.
 */
import {
  type Box,
  type FaceInfo,
  type Kernel,
  norm,
  type Shape,
  type Surface,
  sub,
  type Topology,
} from "@unbake/kernel";
import { parallelSine, structureMm } from "../tolerance.js";
import { canonicalSurface } from "./canonical.js";

export interface GraphFace {
  readonly id: number;
  /** Canonical: a B-spline that is really a plane is a plane. */
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
    return {
      id: info.id,
      surface: canonical.surface,
      sameSense: canonical.flipped ? !info.sameSense : info.sameSense,
      info,
    };
  });
  return { shape, topology, faces, box, diagonalMm, toleranceMm, parallelSine: parallelSine(diagonalMm) };
}
