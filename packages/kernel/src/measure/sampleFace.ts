/**
 * Points strictly inside trimmed faces, with outward normals.
 *
 * A face is meshed coarsely; points are spread over its triangles by area with a low-discrepancy sequence (R2,
 * M. Roberts 2018), kept when they are further from the face's border than the border's chord error, and moved onto
 * the exact surface. So trimming is the kernel's, and the points are exact.
 */
import type { Shape } from "../api.js";
import { projectToSurface } from "../geometry/project.js";
import { surfaceNormal } from "../geometry/surfaces.js";
import { addScaled, cross, distance3, dot, mul, norm, sub } from "../geometry/vec3.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import type { FaceInfo, Vec3 } from "../types.js";
import { triangulate } from "./mesh.js";
import { topologyOf } from "./topology.js";

export interface FaceSample {
  readonly point: Vec3;
  readonly normal: Vec3;
}

/** Chord error of the sampling mesh over the size of the face; finer ones are tried on slender faces. */
const chordRatios = [2e-3, 2e-4, 2e-5];
const samplingAngleRad = 0.35;
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
  const { faces } = topologyOf(context, shape);
  const result = new Map<number, FaceSample[]>();
  for (const id of faceIds) {
    const face = faces[id];
    if (!face) throw new RangeError(`the shape has no face ${id}`);
    const points = pointsInside(context, shape, id, Math.max(1, count));
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
  for (const ratio of chordRatios) {
    const chord = Math.max(size * ratio, 1e-6);
    const data = triangulate(context, native, { linear: chord, angularRad: samplingAngleRad });
    const candidates = spread(facets(data.positions, data.triangles), Math.max(24, 4 * count));
    const inside = candidates.filter(({ margin }) => margin > safeChords * chord);
    for (const candidate of candidates) if (!best || candidate.margin > best.margin) best = candidate;
    if (inside.length >= Math.min(count, 4)) return choose(inside, count);
  }
  if (!best) throw new RangeError(`face ${id} could not be meshed`);
  return [best.point];
}

interface Candidate {
  readonly point: Vec3;
  /** Distance to the border of the mesh. */
  readonly margin: number;
}

interface Facets {
  readonly corners: readonly (readonly [Vec3, Vec3, Vec3])[];
  readonly border: readonly (readonly [Vec3, Vec3])[];
}

/** One asks for the most interior point; many are taken evenly from the sequence. */
function choose(inside: readonly Candidate[], count: number): Vec3[] {
  if (count === 1) {
    let best = inside[0];
    for (const candidate of inside) if (best && candidate.margin > best.margin) best = candidate;
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

/** Triangles by their corners, and the sides that only one triangle has. */
function facets(positions: Float32Array, triangles: Uint32Array): Facets {
  const at = (i: number): Vec3 => [positions[3 * i] ?? 0, positions[3 * i + 1] ?? 0, positions[3 * i + 2] ?? 0];
  const corners: [Vec3, Vec3, Vec3][] = [];
  const sides = new Map<string, readonly [number, number] | undefined>();
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [triangles[i] ?? 0, triangles[i + 1] ?? 0, triangles[i + 2] ?? 0];
    corners.push([at(a), at(b), at(c)]);
    for (const [p, q] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const) {
      const key = p < q ? `${p},${q}` : `${q},${p}`;
      sides.set(key, sides.has(key) ? undefined : [p, q]);
    }
  }
  const border = [...sides.values()].flatMap((side) => (side ? [[at(side[0]), at(side[1])] as const] : []));
  return { corners, border };
}

/** The plastic number's powers: the R2 sequence in the unit square. */
const r2 = [0.7548776662466927, 0.5698402909980532] as const;

/** `count` points over the triangles, by area. */
function spread({ corners, border }: Facets, count: number): Candidate[] {
  const sums: number[] = [];
  let total = 0;
  for (const [a, b, c] of corners) {
    total += norm(cross(sub(b, a), sub(c, a))) / 2;
    sums.push(total);
  }
  if (!(total > 0)) return [];
  return Array.from({ length: count }, (_, k) => {
    const [a, b, c] = corners[firstAbove(sums, ((k + 0.5) / count) * total)] as [Vec3, Vec3, Vec3];
    let s = (0.5 + (k + 1) * r2[0]) % 1;
    let t = (0.5 + (k + 1) * r2[1]) % 1;
    if (s + t > 1) [s, t] = [1 - s, 1 - t];
    const point = addScaled(addScaled(a, sub(b, a), s), sub(c, a), t);
    return { point, margin: Math.min(...border.map((side) => distanceToSide(point, side))) };
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

function distanceToSide(point: Vec3, [a, b]: readonly [Vec3, Vec3]): number {
  const along = sub(b, a);
  const length2 = dot(along, along);
  const t = length2 > 0 ? Math.max(0, Math.min(1, dot(sub(point, a), along) / length2)) : 0;
  return distance3(point, addScaled(a, along, t));
}
