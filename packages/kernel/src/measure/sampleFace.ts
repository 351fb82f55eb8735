/**
 * Points strictly inside trimmed faces, with outward normals, spread with a low-discrepancy sequence (R2, M. Roberts
 * 2018). Where the domain of a face in (u, v) can be told from topology, points are taken there; else the face is
 * meshed coarsely, and points on the triangles are moved onto the exact surface. Both ways keep points away from the
 * border by more than the chord error of the border's polygon, so they are inside for sure.
 */
import type { Shape } from "../api.js";
import { UnbakeError } from "../errors.js";
import { evaluateCurve } from "../geometry/curves.js";
import { faceDomain, isInside } from "../geometry/faceDomain.js";
import { projectToSurface } from "../geometry/project.js";
import { surfaceDerivatives, surfaceNormal } from "../geometry/surfaces.js";
import { add, addScaled, cross, mul, norm, sub } from "../geometry/vec3.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import type { FaceInfo, Topology, Vec3 } from "../types.js";
import { triangulate } from "./mesh.js";
import { topologyOf } from "./topology.js";

export interface FaceSample {
  readonly point: Vec3;
  readonly normal: Vec3;
}

/**
 * Sampling meshes, coarsest first: chord error over the size of the face, and angle between facets. The finer ones
 * are for slender faces, where a coarse border leaves no safe place.
 */
const meshes = [
  { chord: 1e-2, angularRad: 0.5 },
  { chord: 1e-3, angularRad: 0.3 },
  { chord: 1e-4, angularRad: 0.2 },
] as const;
/** A point is inside for sure when it is this many chord errors away from the border of the mesh. */
const safeChords = 2;

/** `count` points (at least one) inside a face. */
export function sampleFace(context: Context, shape: Shape, faceId: number, count: number): FaceSample[] {
  return sampleFaces(context, shape, [faceId], count).get(faceId) ?? [];
}

export function sampleFaces(
  context: Context,
  shape: Shape,
  faceIds: readonly number[],
  count: number,
): Map<number, FaceSample[]> {
  const topology = topologyOf(context, shape);
  const result = new Map<number, FaceSample[]>();
  for (const id of faceIds) {
    const face = topology.faces[id];
    if (!face) throw new UnbakeError("kernel", `the shape has no face ${id}`);
    const wanted = Math.max(1, count);
    const points = pointsInDomain(topology, face, wanted) ?? pointsInside(context, shape, id, wanted);
    result.set(
      id,
      points.map((point) => onFace(face, point)),
    );
  }
  return result;
}

function onFace(face: FaceInfo, near: Vec3): FaceSample {
  const { u, v, point } = projectToSurface(face.surface, near);
  const natural = surfaceNormal(face.surface, u, v);
  return { point, normal: face.sameSense ? natural : mul(natural, -1) };
}

/** Points of the R2 sequence tried in the box of a domain before the mesh is asked. */
const domainTries = 600;

/**
 * Points in the (u, v) domain of a face of a plane, cylinder, cone, sphere or torus: no kernel call. Undefined when the domain
 * cannot be told or is too slender for its box.
 */
function pointsInDomain(topology: Topology, face: FaceInfo, count: number): Vec3[] | undefined {
  const domain = faceDomain(topology, face);
  if (!domain) return undefined;
  const { min, max, arcStepRad } = domain;
  const wanted = count === 1 ? 16 : 2 * count;
  const inside: Candidate[] = [];
  for (let k = 0; k < domainTries && inside.length < wanted; k++) {
    const u = min[0] + (max[0] - min[0]) * ((0.5 + (k + 1) * r2[0]) % 1);
    const v = min[1] + (max[1] - min[1]) * ((0.5 + (k + 1) * r2[1]) % 1);
    if (!isInside(domain, u, v)) continue;
    const [point, su, sv] = surfaceDerivatives(face.surface, u, v, 1) as [Vec3, Vec3, Vec3];
    const safety = domainSafety(domain.loops, u, v, norm(su), norm(sv), arcStepRad);
    if (safety > safeChords) inside.push({ point, safety });
  }
  return inside.length >= Math.min(count, 4) ? choose(inside, count) : undefined;
}

/** Least distance to a side over the side's chord error, in the metric that the surface has at (u, v). */
function domainSafety(
  loops: readonly Float64Array[],
  u: number,
  v: number,
  lengthU: number,
  lengthV: number,
  arcStepRad: number,
): number {
  let least = Number.POSITIVE_INFINITY;
  for (const loop of loops) {
    const n = loop.length / 2;
    for (let i = 0, j = n - 1; i < n; j = i++) {
      const ax = ((loop[2 * j] ?? 0) - u) * lengthU;
      const ay = ((loop[2 * j + 1] ?? 0) - v) * lengthV;
      const dx = ((loop[2 * i] ?? 0) - u) * lengthU - ax;
      const dy = ((loop[2 * i + 1] ?? 0) - v) * lengthV - ay;
      const length2 = dx * dx + dy * dy;
      const t = length2 > 0 ? Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length2)) : 0;
      const x = ax + t * dx;
      const y = ay + t * dy;
      const error = (Math.sqrt(length2) * arcStepRad) / 8 + 1e-9;
      least = Math.min(least, (x * x + y * y) / (error * error));
    }
  }
  return Math.sqrt(least);
}

/** Points on the mesh of a face, away from its border. */
function pointsInside(context: Context, shape: Shape, id: number, count: number): Vec3[] {
  const { oc, store } = context;
  const native = subShapes(oc, store, shape, "face").at(id);
  const size = withTemporaries((temp) => {
    const box = temp(new oc.Bnd_Box());
    oc.BRepBndLib.Add(native, box, false);
    return Math.sqrt(box.SquareExtent());
  });
  let best: Candidate | undefined;
  for (const { chord, angularRad } of meshes) {
    const linear = Math.max(size * chord, 1e-6);
    const { positions, triangles } = triangulate(context, native, { linear, angularRad });
    const border = borderOf(positions, triangles, linear, angularRad);
    const candidates = spread(positions, triangles, border, Math.max(16, 3 * count));
    const inside = candidates.filter(({ safety }) => safety > safeChords);
    for (const candidate of candidates) if (!best || candidate.safety > best.safety) best = candidate;
    if (inside.length >= Math.min(count, 4)) return choose(inside, count);
  }
  return [best?.point ?? middleOfBorder(context, shape, id)];
}

/** A face that cannot be meshed (it has no area, or is broken): the mean of points on its border stands for it. */
function middleOfBorder(context: Context, shape: Shape, id: number): Vec3 {
  const { faces, edges } = topologyOf(context, shape);
  const points = (faces[id]?.loops[0]?.coedges ?? []).flatMap(({ edge }) => {
    const { curve, range } = edges[edge] ?? {};
    return curve && range
      ? [0, 0.25, 0.5, 0.75].map((f) => evaluateCurve(curve, range[0] + f * (range[1] - range[0])))
      : [];
  });
  if (points.length === 0) throw new UnbakeError("kernel", `face ${id} has neither triangles nor a border`);
  return mul(points.reduce(add), 1 / points.length);
}

interface Candidate {
  readonly point: Vec3;
  /** Least distance to a side of the border, over the chord error that the side may have. */
  readonly safety: number;
}

/** One asks for the safest point; many are taken evenly from the sequence. */
function choose(inside: readonly Candidate[], count: number): Vec3[] {
  if (count === 1) {
    let best = inside[0];
    for (const candidate of inside) if (best && candidate.safety > best.safety) best = candidate;
    return best ? [best.point] : [];
  }
  const step = Math.max(1, inside.length / count);
  const chosen: Vec3[] = [];
  for (let i = 0; Math.floor(i) < inside.length && chosen.length < count; i += step) {
    const candidate = inside[Math.floor(i)];
    if (candidate) chosen.push(candidate.point);
  }
  return chosen;
}

/** Sides that only one triangle has, seven numbers each: both ends, and the side's chord error. */
function borderOf(positions: Float32Array, triangles: Uint32Array, linear: number, angularRad: number): Float64Array {
  const vertexCount = positions.length / 3;
  const sides = new Map<number, readonly [number, number] | undefined>();
  for (let i = 0; i < triangles.length; i += 3) {
    for (let k = 0; k < 3; k++) {
      const p = triangles[i + k] ?? 0;
      const q = triangles[i + ((k + 1) % 3)] ?? 0;
      const key = p < q ? p * vertexCount + q : q * vertexCount + p;
      sides.set(key, sides.has(key) ? undefined : [p, q]);
    }
  }
  const open = [...sides.values()].filter((side) => side !== undefined);
  const border = new Float64Array(7 * open.length);
  open.forEach(([p, q], n) => {
    let length2 = 0;
    for (let k = 0; k < 3; k++) {
      const [a, b] = [positions[3 * p + k] ?? 0, positions[3 * q + k] ?? 0];
      border[7 * n + k] = a;
      border[7 * n + 3 + k] = b;
      length2 += (b - a) ** 2;
    }
    // The arc over a chord of length l that turns by at most the angle a rises l tan(a / 4) / 2 above it.
    border[7 * n + 6] = Math.min(linear, (Math.sqrt(length2) * Math.tan(angularRad / 4)) / 2) + 1e-9;
  });
  return border;
}

/** The plastic number's powers: the R2 sequence in the unit square. */
const r2 = [0.7548776662466927, 0.5698402909980532] as const;

/** `count` points over the triangles, by area. */
function spread(positions: Float32Array, triangles: Uint32Array, border: Float64Array, count: number): Candidate[] {
  const corner = (i: number): Vec3 => {
    const v = 3 * (triangles[i] ?? 0);
    return [positions[v] ?? 0, positions[v + 1] ?? 0, positions[v + 2] ?? 0];
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
    let s = (0.5 + (k + 1) * r2[0]) % 1;
    let t = (0.5 + (k + 1) * r2[1]) % 1;
    if (s + t > 1) [s, t] = [1 - s, 1 - t];
    const point = addScaled(addScaled(a, sub(corner(i + 1), a), s), sub(corner(i + 2), a), t);
    return { point, safety: safetyOf(point, border) };
  });
}

function firstAbove(sums: readonly number[], value: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Written out on plain numbers: it runs for every candidate and every side. */
function safetyOf([px, py, pz]: Vec3, border: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 6 < border.length; i += 7) {
    const [ax, ay, az] = [border[i] ?? 0, border[i + 1] ?? 0, border[i + 2] ?? 0];
    const dx = (border[i + 3] ?? 0) - ax;
    const dy = (border[i + 4] ?? 0) - ay;
    const dz = (border[i + 5] ?? 0) - az;
    const length2 = dx * dx + dy * dy + dz * dz;
    const along = length2 > 0 ? ((px - ax) * dx + (py - ay) * dy + (pz - az) * dz) / length2 : 0;
    const t = Math.min(1, Math.max(0, along));
    const x = px - ax - t * dx;
    const y = py - ay - t * dy;
    const z = pz - az - t * dz;
    const error = border[i + 6] ?? 1;
    least = Math.min(least, (x * x + y * y + z * z) / (error * error));
  }
  return Math.sqrt(least);
}
