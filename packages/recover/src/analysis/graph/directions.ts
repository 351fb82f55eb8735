/**
 * Directions and axes that a part is made along: normals of planes, axes of cylinders, cones, tori.
 * Ordered by the face area that speaks for them (by count where areas tie), then by a fixed order, so that runs agree.
 */

import { addScaled, cross, dot, type Frame, frameFromZ, norm, sub, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { leastLeadShare, meantParallelSine } from "../../tolerances.js";
import type { SolidGraph } from "./solidGraph.js";

export interface Axis {
  readonly origin: Vec3;
  readonly direction: Vec3;
  readonly weight: number;
}

const worldAxes: readonly Vec3[] = [
  [0, 0, 1],
  [0, 1, 0],
  [1, 0, 0],
];

/** The direction with its sign made canonical and snapped to a world axis when it is one within rounding. */
function canonicalDirection(d: Vec3, sine: number): Vec3 {
  for (const axis of worldAxes) if (norm(cross(d, axis)) < Math.min(sine, meantParallelSine)) return axis;
  const lead = Math.abs(d[2]) > leastLeadShare ? d[2] : Math.abs(d[1]) > leastLeadShare ? d[1] : d[0];
  return lead < 0 ? [-d[0], -d[1], -d[2]] : d;
}

export const parallel = (a: Vec3, b: Vec3, sine: number): boolean => norm(cross(a, b)) < sine;
const perpendicularTo = (a: Vec3, b: Vec3, sine: number): boolean => Math.abs(dot(a, b)) < sine;

/** The direction a face speaks for, if it has one. */
function faceDirection(face: SolidGraph["faces"][number]): Vec3 | undefined {
  const s = face.surface;
  if (s.kind === "plane" || s.kind === "cylinder" || s.kind === "cone" || s.kind === "torus") return s.frame.z;
  if (s.kind === "extrusion") return s.direction;
  return undefined;
}

/** Distinct directions, the one most faces are parallel or perpendicular to first. */
export function mainDirections(graph: SolidGraph, areas: readonly number[]): Vec3[] {
  const found: { direction: Vec3; weight: number }[] = [];
  for (const face of graph.faces) {
    const d = faceDirection(face);
    if (!d) continue;
    const weight = at(areas, face.id);
    const known = found.find((f) => parallel(f.direction, d, graph.parallelSine));
    if (known) known.weight += weight;
    else found.push({ direction: canonicalDirection(d, graph.parallelSine), weight });
  }
  const total = areas.reduce((a, b) => a + b, 0);
  const scored = found.map((f) => ({
    direction: f.direction,
    score: alignedArea(graph, areas, f.direction) / total,
    weight: f.weight / total,
  }));
  scored.sort(
    (a, b) =>
      rounded(b.score) - rounded(a.score) || rounded(b.weight) - rounded(a.weight) || order(a.direction, b.direction),
  );
  return scored.map((s) => s.direction);
}

const rounded = (x: number): number => Math.round(x * 1e6);

/** A fixed order of directions: world axes first (z, y, x), then by components. */
function order(a: Vec3, b: Vec3): number {
  const rank = (d: Vec3): number => {
    const i = worldAxes.findIndex((w) => w[0] === d[0] && w[1] === d[1] && w[2] === d[2]);
    return i < 0 ? 3 : i;
  };
  return rank(a) - rank(b) || b[2] - a[2] || b[1] - a[1] || b[0] - a[0];
}

/** Area of the faces that an extrusion along `d` can have: caps and walls. */
function alignedArea(graph: SolidGraph, areas: readonly number[], d: Vec3): number {
  let sum = 0;
  for (const face of graph.faces) if (roleAlong(face, d, graph.parallelSine) !== "other") sum += at(areas, face.id);
  return sum;
}

/** What a face is to an extrusion along `d`. */
export function roleAlong(face: SolidGraph["faces"][number], d: Vec3, sine: number): "cap" | "wall" | "other" {
  const s = face.surface;
  if (s.kind === "plane") {
    if (parallel(s.frame.z, d, sine)) return "cap";
    return perpendicularTo(s.frame.z, d, sine) ? "wall" : "other";
  }
  if (s.kind === "cylinder") return parallel(s.frame.z, d, sine) ? "wall" : "other";
  if (s.kind === "extrusion") return parallel(s.direction, d, sine) ? "wall" : "other";
  return "other";
}

/** Axes of revolution in the part with the area of the faces that turn about each, largest first. */
export function mainAxes(graph: SolidGraph, areas: readonly number[]): Axis[] {
  const found: { origin: Vec3; direction: Vec3 }[] = [];
  for (const face of graph.faces) {
    const s = face.surface;
    const axis =
      s.kind === "cylinder" || s.kind === "cone" || s.kind === "torus"
        ? { origin: s.frame.origin, direction: s.frame.z }
        : s.kind === "revolution"
          ? { origin: s.origin, direction: s.direction }
          : undefined;
    if (!axis) continue;
    if (found.some((f) => sameAxis(f, axis, graph))) continue;
    found.push({ origin: axis.origin, direction: canonicalDirection(axis.direction, graph.parallelSine) });
  }
  return found
    .map((f) => ({
      ...f,
      weight: graph.faces.reduce((sum, face) => sum + (turnsAbout(face, f, graph) ? at(areas, face.id) : 0), 0),
    }))
    .sort((a, b) => rounded(b.weight / a.weight) - rounded(a.weight / b.weight) || order(a.direction, b.direction));
}

interface Line {
  readonly origin: Vec3;
  readonly direction: Vec3;
}

export function sameAxis(a: Line, b: Line, graph: SolidGraph): boolean {
  return parallel(a.direction, b.direction, graph.parallelSine) && onAxis(b.origin, a, graph.toleranceMm);
}

export function onAxis(p: Vec3, axis: Line, toleranceMm: number): boolean {
  return norm(cross(sub(p, axis.origin), axis.direction)) < toleranceMm;
}

/** The face's surface is one of revolution about the axis (a plane: perpendicular to it). */
export function turnsAbout(face: SolidGraph["faces"][number], axis: Line, graph: SolidGraph): boolean {
  const s = face.surface;
  switch (s.kind) {
    case "plane":
      return parallel(s.frame.z, axis.direction, graph.parallelSine);
    case "cylinder":
    case "cone":
    case "torus":
      return sameAxis(axis, { origin: s.frame.origin, direction: s.frame.z }, graph);
    case "sphere":
      return onAxis(s.frame.origin, axis, graph.toleranceMm);
    case "revolution":
      return sameAxis(axis, { origin: s.origin, direction: s.direction }, graph);
    default:
      return false;
  }
}

/**
 * The frame of sketches along `d`: a world plane through the world's origin when d is a world axis (XY, XZ, YZ as KCL
 * has them), else a frame at `origin` with x horizontal or along `xHint`.
 */
export function sketchFrame(d: Vec3, origin: Vec3, xHint?: Vec3): Frame {
  if (d[2] === 1) return { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
  // KCL's XZ plane has its normal along -Y.
  if (d[1] === 1) return { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] };
  if (d[0] === 1) return { origin: [0, 0, 0], x: [0, 1, 0], y: [0, 0, 1], z: [1, 0, 0] };
  return frameFromZ(origin, d, xHint);
}

/** Foot of the perpendicular from p on the axis. */
export const footOn = (axis: Line, p: Vec3): Vec3 =>
  addScaled(axis.origin, axis.direction, dot(sub(p, axis.origin), axis.direction));
