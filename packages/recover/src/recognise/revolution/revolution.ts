/** Whole-body guess: one profile turned about one axis, all round or by an angle between two planes through the axis. */
import { cross, dot, type Frame, norm, perpendicular, sub, unit, type Vec3 } from "@unbake/geometry";
import type { Kernel } from "@unbake/kernel";
import { type Axis, footOn, turnsAbout } from "../../analysis/graph/directions.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { profileFromFace } from "../../analysis/profile/fromFace.js";
import type { RevolveNode } from "../../model/types.js";
import { sameAngleRad, zeroCoordinateShare } from "../../tolerances.js";
import { meridianProfile } from "./meridian.js";

/** The revolution about `axis` that the solid is, or undefined. */
export function asRevolution(kernel: Kernel, graph: SolidGraph, axis: Axis): RevolveNode | undefined {
  const ends: number[] = [];
  for (const face of graph.faces) {
    if (turnsAbout(face, axis, graph)) continue;
    const s = face.surface;
    const holdsAxis =
      s.kind === "plane" &&
      Math.abs(dot(s.frame.z, axis.direction)) < graph.parallelSine &&
      Math.abs(dot(sub(axis.origin, s.frame.origin), s.frame.z)) < graph.toleranceMm;
    if (!holdsAxis) return undefined;
    ends.push(face.id);
  }
  if (ends.length === 0) return allRound(kernel, graph, axis);
  return ends.length === 2 ? partial(kernel, graph, axis, ends) : undefined;
}

/** Turns of the half-plane that are tried: seams lie on world planes, where exact sections cannot be read. */
const cutAngles = [0.7, 2.1];

function allRound(kernel: Kernel, graph: SolidGraph, axis: Axis): RevolveNode | undefined {
  const frame = axisFrame(graph, axis, radialHint(axis.direction));
  for (const angle of cutAngles) {
    const side = cross(axis.direction, frame.x);
    const radial: Vec3 = unit([
      frame.x[0] * Math.cos(angle) + side[0] * Math.sin(angle),
      frame.x[1] * Math.cos(angle) + side[1] * Math.sin(angle),
      frame.x[2] * Math.cos(angle) + side[2] * Math.sin(angle),
    ]);
    const profiles = meridianProfile(kernel, graph, axisFrame(graph, axis, radial));
    const [profile] = profiles;
    if (profile && profiles.length === 1)
      return { type: "revolve", frame, profile, angleRad: 2 * Math.PI, explains: [] };
  }
  return undefined;
}

/** x of half-plane sketches: the world axis that is square to the axis, where there is one. */
export function radialHint(direction: Vec3): Vec3 {
  const [x, y, z] = direction.map(Math.abs);
  if (z === 1 || y === 1) return [1, 0, 0];
  if (x === 1) return [0, 1, 0];
  return perpendicular(direction);
}

/** The frame whose y runs along the axis and whose x is `radial`; its origin lies on the axis, near the world's origin where it passes it. */
export function axisFrame(graph: SolidGraph, axis: { origin: Vec3; direction: Vec3 }, radial: Vec3): Frame {
  const x = unit(sub(radial, scaled(axis.direction, dot(radial, axis.direction))));
  const foot = footOn(axis, [0, 0, 0]);
  const near = norm(foot) < graph.diagonalMm * 10 ? foot : footOn(axis, graph.box.min);
  const origin = near.map((c) =>
    Math.abs(c) < zeroCoordinateShare * Math.max(1, graph.diagonalMm) ? 0 : c,
  ) as unknown as Vec3;
  return { origin, x, y: axis.direction, z: cross(x, axis.direction) };
}

const scaled = (v: Vec3, s: number): Vec3 => [v[0] * s, v[1] * s, v[2] * s];

function partial(kernel: Kernel, graph: SolidGraph, axis: Axis, ends: readonly number[]): RevolveNode | undefined {
  const properties = kernel.faceProperties(graph.shape, ends);
  const radials = properties.map((p) => {
    const r = sub(p.centroid, footOn(axis, p.centroid));
    return norm(r) > graph.toleranceMm ? unit(r) : undefined;
  });
  const normals = ends.map((id) => outwardNormal(graph, id));
  // Turning right-handed about the axis, the body starts at the end whose outward normal points against the motion.
  const first = ends.findIndex((_, i) => {
    const r = radials[i];
    const n = normals[i];
    return r && n && dot(cross(axis.direction, r), n) < 0;
  });
  const last = 1 - first;
  const [r0, r1] = [radials[first], radials[last]];
  const face = ends[first];
  if (first < 0 || !r0 || !r1 || face === undefined) return undefined;
  let angleRad = Math.atan2(dot(cross(r0, r1), axis.direction), dot(r0, r1));
  if (angleRad < sameAngleRad) angleRad += 2 * Math.PI;
  const frame = axisFrame(graph, axis, r0);
  const profile = profileFromFace(graph.topology, face, frame, graph.toleranceMm);
  if (!profile) return undefined;
  return { type: "revolve", frame, profile, angleRad, explains: [] };
}

/** The normal of a plane face that points out of the material; undefined for a face that is no plane. */
export function outwardNormal(graph: SolidGraph, faceId: number): Vec3 | undefined {
  const face = graph.faces[faceId];
  if (face?.surface.kind !== "plane") return undefined;
  const n = face.surface.frame.z;
  return face.sameSense ? n : [-n[0], -n[1], -n[2]];
}
