/** Solids that are one planar face moved straight: their shells follow from the face alone. */

import type { Topology, Vec3 } from "@unbake/geometry";
import { dot, mul, sub } from "@unbake/geometry";
import type { Shape } from "../api.js";
import { faceProperties, massProperties } from "../measure/massProperties.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { parallelCosineGap, prismShare } from "../tolerances.js";

export interface Prism {
  /** The face that is removed, and the one opposite. */
  readonly open: number;
  readonly far: number;
  /** From the open face to the far one. */
  readonly way: Vec3;
  readonly height: number;
}

/** The outward normal of a planar face and a point of it. */
export function planeOf({ faces }: Topology, id: number): { readonly normal: Vec3; readonly point: Vec3 } | undefined {
  const face = faces[id];
  if (face?.surface.kind !== "plane") return undefined;
  const { frame } = face.surface;
  return { normal: face.sameSense ? frame.z : mul(frame.z, -1), point: frame.origin };
}

/** The solid as a prism over the face `open`, when it is one and its other faces but the opposite one are walls across it. */
export function prismOver(context: Context, solid: Shape, open: number): Prism | undefined {
  const topology = topologyOf(context, solid);
  const cap = planeOf(topology, open);
  if (!cap || topology.solids.length !== 1 || topology.shells.length !== 1) return undefined;
  const opposite = topology.faces.filter(({ id }) => {
    const plane = planeOf(topology, id);
    return plane && dot(plane.normal, cap.normal) < parallelCosineGap - 1;
  });
  const [far] = opposite;
  const foot = far && planeOf(topology, far.id);
  if (!foot || opposite.length > 1) return undefined;
  const walls = topology.faces.filter(({ id }) => id !== open && id !== far.id);
  if (!walls.every((wall) => isAcross(topology, wall.id, cap.normal))) return undefined;
  const height = dot(sub(cap.point, foot.point), cap.normal);
  const [a, b] = faceProperties(context, solid, [open, far.id], false);
  const { volume } = massProperties(context, solid);
  if (!a || !b || ![a, b].every(({ area }) => Math.abs(area * height - volume) <= prismShare * volume))
    return undefined;
  return { open, far: far.id, way: mul(cap.normal, -1), height };
}

/** Does a wall contain the direction `axis`? */
export function isAcross(topology: Topology, id: number, axis: Vec3): boolean {
  const surface = topology.faces[id]?.surface;
  const along = (direction: Vec3): boolean => Math.abs(dot(direction, axis)) > 1 - parallelCosineGap;
  if (surface?.kind === "cylinder") return along(surface.frame.z);
  if (surface?.kind === "extrusion") return along(surface.direction);
  const plane = planeOf(topology, id);
  return plane !== undefined && Math.abs(dot(plane.normal, axis)) < parallelCosineGap;
}
