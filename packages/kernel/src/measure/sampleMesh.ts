/** Sampling on a coarse mesh of a face: for surfaces whose inverse has no closed form. */

import type { FaceInfo, Topology, Vec3 } from "@unbake/geometry";
import { add, addScaled, cross, distance3, evaluateCurve, mul, norm, projectToSurface, sub } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import type { Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { chordSlackMm, leastChordMm, sampleChordShares } from "../tolerances.js";
import { triangulate } from "./mesh.js";
import { type Candidate, choose, clearest, r2Point, safeChords } from "./spread.js";
import { topologyOf } from "./topology.js";

/**
 * Sampling meshes, coarsest first: chord error over the size of the face, and angle between facets. The finer ones
 * are for slender faces, where a coarse border leaves no safe place.
 */
const meshes = [
  { chord: sampleChordShares.coarse, angularRad: 0.5 },
  { chord: sampleChordShares.middle, angularRad: 0.3 },
  { chord: sampleChordShares.fine, angularRad: 0.2 },
] as const;

/** Points on the surface of a face, at least one. */
export function pointsOnMesh(context: Context, shape: Shape, face: FaceInfo, count: number): Vec3[] {
  const { oc, store } = context;
  const native = subShapes(oc, store, shape, "face").at(face.id);
  const size = withTemporaries((temp) => {
    const box = temp(new oc.Bnd_Box());
    oc.BRepBndLib.Add(native, box, false);
    return Math.sqrt(box.SquareExtent());
  });
  let best: Candidate | undefined;
  for (const { chord, angularRad } of meshes) {
    const linear = Math.max(size * chord, leastChordMm);
    const { positions, triangles } = triangulate(context, native, { linear, angularRad });
    const border = borderOf(positions, triangles, linear, angularRad);
    const candidates = spreadOver(face, positions, triangles, border, Math.max(16, 3 * count));
    const inside = candidates.filter(({ clearance }) => clearance > 0);
    if (inside.length >= Math.min(count, 4)) return choose(inside, count);
    best = clearest([...(best ? [best] : []), ...candidates]);
  }
  return [best?.point ?? middleOfBorder(topologyOf(context, shape), face)];
}

/** A face that cannot be meshed (it has no area, or is broken): the mean of points on its border stands for it. */
function middleOfBorder({ edges }: Topology, face: FaceInfo): Vec3 {
  const points = (face.loops[0]?.coedges ?? []).flatMap(({ edge }) => {
    const { curve, range } = edges[edge] ?? {};
    if (!curve || !range) return [];
    return [0, 0.25, 0.5, 0.75].map((f) => evaluateCurve(curve, range[0] + f * (range[1] - range[0])));
  });
  if (points.length === 0) throw new UnbakeError("kernel", `face ${face.id} has neither triangles nor a border`);
  return mul(points.reduce(add), 1 / points.length);
}

/** Sides that only one triangle has, seven numbers each: both ends, and the side's chord error. */
function borderOf(positions: Float32Array, triangles: Uint32Array, linear: number, angularRad: number): Float64Array {
  const vertexCount = positions.length / 3;
  const sides = new Map<number, readonly [number, number] | undefined>();
  for (let i = 0; i < triangles.length; i += 3) {
    for (let k = 0; k < 3; k++) {
      const p = at(triangles, i + k);
      const q = at(triangles, i + ((k + 1) % 3));
      const key = p < q ? p * vertexCount + q : q * vertexCount + p;
      sides.set(key, sides.has(key) ? undefined : [p, q]);
    }
  }
  const open = [...sides.values()].filter((side) => side !== undefined);
  const border = new Float64Array(7 * open.length);
  open.forEach(([p, q], n) => {
    let length2 = 0;
    for (let k = 0; k < 3; k++) {
      const [a, b] = [at(positions, 3 * p + k), at(positions, 3 * q + k)];
      border[7 * n + k] = a;
      border[7 * n + 3 + k] = b;
      length2 += (b - a) ** 2;
    }
    // The arc over a chord of length l that turns by at most the angle a rises l tan(a / 4) / 2 above it.
    border[7 * n + 6] = Math.min(linear, (Math.sqrt(length2) * Math.tan(angularRad / 4)) / 2) + chordSlackMm;
  });
  return border;
}

/** `count` points over the triangles, by area, moved onto the surface; the move counts against their clearance. */
function spreadOver(
  face: FaceInfo,
  positions: Float32Array,
  triangles: Uint32Array,
  border: Float64Array,
  count: number,
): Candidate[] {
  const corner = (i: number): Vec3 => {
    const v = 3 * at(triangles, i);
    return [at(positions, v), at(positions, v + 1), at(positions, v + 2)];
  };
  const sums: number[] = [];
  let total = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const a = corner(i);
    total += norm(cross(sub(corner(i + 1), a), sub(corner(i + 2), a))) / 2;
    sums.push(total);
  }
  if (!(total > 0)) return [];
  return Array.from({ length: count }, (_, k) => {
    const i = 3 * firstAbove(sums, ((k + 0.5) / count) * total);
    const a = corner(i);
    let [s, t] = r2Point(k);
    if (s + t > 1) [s, t] = [1 - s, 1 - t];
    const onTriangle = addScaled(addScaled(a, sub(corner(i + 1), a), s), sub(corner(i + 2), a), t);
    const { point } = projectToSurface(face.surface, onTriangle);
    return { point, clearance: clearanceOf(onTriangle, border) - distance3(point, onTriangle) };
  });
}

function firstAbove(sums: readonly number[], value: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(sums, middle) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Written out on plain numbers: it runs for every candidate and every side. */
function clearanceOf([px, py, pz]: Vec3, border: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 6 < border.length; i += 7) {
    const [ax, ay, az] = [at(border, i), at(border, i + 1), at(border, i + 2)];
    const dx = at(border, i + 3) - ax;
    const dy = at(border, i + 4) - ay;
    const dz = at(border, i + 5) - az;
    const length2 = dx * dx + dy * dy + dz * dz;
    const along = length2 > 0 ? ((px - ax) * dx + (py - ay) * dy + (pz - az) * dz) / length2 : 0;
    const t = Math.min(1, Math.max(0, along));
    const x = px - ax - t * dx;
    const y = py - ay - t * dy;
    const z = pz - az - t * dz;
    least = Math.min(least, Math.sqrt(x * x + y * y + z * z) - safeChords * at(border, i + 6));
  }
  return least;
}
