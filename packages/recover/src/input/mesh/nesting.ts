/** Which closed pieces of meshes lie inside which. */
import { addScaled, type Box, cross, distance3, dot, norm, sub, type Vec3 } from "@unbake/geometry";
import { edgeOnSine, probeShare, samePieceShare } from "../../tolerances.js";
import { boxOf } from "../box.js";
import { pointUnder } from "./surface.js";
import { areaVector, cornersOf, heightOf, measureMesh, type WeldedMesh } from "./welded.js";

export interface MeasuredPiece {
  readonly mesh: WeldedMesh;
  readonly triangles: readonly number[];
  /** mm3, negative when inside out. */
  readonly volume: number;
  readonly centroid: Vec3;
  readonly box: Box;
}

/** Places in a piece that are looked at: where all but a few are inside another, so is the piece. */
const probes = 7;

/** Corners of such a pair that are looked for in the other: volume and centre agree already. */
const mostCompared = 200;

export function measurePiece(mesh: WeldedMesh, triangles: readonly number[]): MeasuredPiece {
  const { volume, centroid } = measureMesh(mesh, triangles);
  return { mesh, triangles, volume, centroid, box: boxOf(pointsOf(mesh, triangles)) ?? nowhere };
}

const nowhere: Box = { min: [0, 0, 0], max: [0, 0, 0] };
const pointsOf = (mesh: WeldedMesh, triangles: readonly number[]): Vec3[] =>
  triangles.flatMap((t) => cornersOf(mesh, t));

/** The smallest piece around each; pieces that are in none are not in the result. A piece drawn twice is in its first copy. */
export function containersOf(
  pieces: readonly MeasuredPiece[],
  weldMm: number,
): ReadonlyMap<MeasuredPiece, MeasuredPiece> {
  const size = ({ volume }: MeasuredPiece): number => Math.abs(volume);
  const bySize = [...pieces].sort((a, b) => size(a) - size(b));
  const containers = new Map<MeasuredPiece, MeasuredPiece>();
  bySize.forEach((piece, i) => {
    const around = bySize.slice(i + 1).find((other) => isIn(piece, other, weldMm));
    if (around) containers.set(piece, around);
  });
  return containers;
}

function isIn(piece: MeasuredPiece, other: MeasuredPiece, weldMm: number): boolean {
  const inBox = ([0, 1, 2] as const).every(
    (k) => piece.box.min[k] >= other.box.min[k] - weldMm && piece.box.max[k] <= other.box.max[k] + weldMm,
  );
  if (!inBox) return false;
  if (isSame(piece, other, weldMm)) return true;
  const step = Math.max(1, Math.floor(piece.triangles.length / probes));
  const looked = piece.triangles.filter((_, i) => i % step === 0);
  const inside = looked.filter((t) => isAround(other, probeAt(piece, t)));
  return 2 * inside.length > looked.length;
}

/** Just inside what the piece bounds, whichever way it faces. */
function probeAt({ mesh, volume }: MeasuredPiece, t: number): Vec3 {
  return pointUnder(mesh, t, Math.sign(volume) * probeShare * heightOf(mesh, t));
}

/** Are the pieces one, drawn twice? */
function isSame(a: MeasuredPiece, b: MeasuredPiece, weldMm: number): boolean {
  const sizes = [Math.abs(a.volume), Math.abs(b.volume)] as const;
  if (Math.abs(sizes[0] - sizes[1]) > samePieceShare * sizes[1] || distance3(a.centroid, b.centroid) > weldMm)
    return false;
  const corners = pointsOf(b.mesh, b.triangles);
  const own = pointsOf(a.mesh, a.triangles);
  const step = Math.ceil(own.length / mostCompared);
  return own.filter((_, i) => i % step === 0).every((p) => corners.some((q) => distance3(p, q) <= weldMm));
}

/** A direction that no part is drawn along. */
const ray: Vec3 = [0.5773126, 0.5182739, 0.6310945];

/** Counts how often a ray from `point` passes through the piece. */
function isAround({ mesh, triangles }: MeasuredPiece, point: Vec3): boolean {
  let crossings = 0;
  for (const t of triangles) {
    const n = areaVector(mesh, t);
    const size = norm(n);
    const facing = dot(n, ray);
    if (!(size > 0) || Math.abs(facing) < edgeOnSine * size) continue;
    const [a, b, c] = cornersOf(mesh, t);
    const distance = dot(n, sub(a, point)) / facing;
    if (distance <= 0) continue;
    const hit = addScaled(point, ray, distance);
    const sides = [
      [a, b],
      [b, c],
      [c, a],
    ].map(([p, q]) => (p && q ? dot(n, cross(sub(q, p), sub(hit, p))) : 0));
    if (sides.every((side) => side >= 0)) crossings++;
  }
  return crossings % 2 === 1;
}
