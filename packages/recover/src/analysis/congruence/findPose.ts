/**
 * The rigid motion (or mirrored one) that carries one solid onto an equal one.
 * Face centroids are matched, not vertices: where a file puts the seam of a cylinder means nothing.
 */

import {
  addScaled,
  applyPose,
  applyPoseDirection,
  cross,
  distance3,
  dot,
  type Frame,
  identityPose,
  norm,
  type Pose,
  perpendicular,
  poseBetween,
  sub,
  translationPose,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import {
  leastArmsSine,
  nearlyAxisEntry,
  parallelArmsMm2,
  turnedDirectionSine,
  unmovedShare,
} from "../../tolerances.js";
import type { FacePoint, Signature } from "./signature.js";

export interface PoseOptions {
  readonly toleranceMm: number;
  readonly mirrored?: boolean;
}

/** A pose P with P(a) = b, preferring pure translations; undefined when the solids differ. */
export function findPose(a: Signature, b: Signature, options: PoseOptions): Pose | undefined {
  if (!alike(a, b, options.toleranceMm)) return undefined;
  const shift = translationPose(sub(b.centroid, a.centroid));
  if (carries(shift, a, b, options.toleranceMm)) return isZero(shift, options.toleranceMm) ? identityPose : shift;
  const candidates = candidateFaces(a, b, options.toleranceMm);
  if (!candidates) return undefined;
  for (const pose of turns(a, b, candidates, options)) {
    const fits = [straightened(pose, a, b), pose].find((one) => one && carries(one, a, b, options.toleranceMm));
    if (fits) return fits;
  }
  return undefined;
}

/** The pose with its axes along the world's, where they nearly are: centroids that a mesh or an integral gave are off by more than axes. */
function straightened(pose: Pose, a: Signature, b: Signature): Pose | undefined {
  const rows = [0, 4, 8].map((row) => [0, 1, 2].map((column) => at(pose, row + column)));
  if (rows.flat().some((entry) => Math.abs(entry - Math.round(entry)) > nearlyAxisEntry)) return undefined;
  const exact = rows.map((row) => row.map(Math.round));
  const moved = exact.map((row) => row.reduce((sum, entry, i) => sum + entry * at(a.centroid, i), 0));
  return exact.flatMap((row, i) => [...row, at(b.centroid, i) - at(moved, i)]) as unknown as Pose;
}

const isZero = (m: Pose, tolerance: number): boolean => Math.hypot(m[3], m[7], m[11]) < tolerance * unmovedShare;

/** Cheap invariants. */
function alike(a: Signature, b: Signature, toleranceMm: number): boolean {
  return (
    a.faces.length === b.faces.length &&
    Math.abs(a.area - b.area) <= areaSlack(a.area, toleranceMm) &&
    Math.abs(a.volume - b.volume) <= a.area * toleranceMm
  );
}

/** A length error of `toleranceMm` along the border of a face of this area. */
const areaSlack = (area: number, toleranceMm: number): number =>
  8 * toleranceMm * Math.sqrt(area) + toleranceMm * toleranceMm;

function sameFace(p: FacePoint, q: FacePoint, toleranceMm: number): boolean {
  return (
    p.kind === q.kind &&
    Math.abs(p.size - q.size) <= toleranceMm &&
    Math.abs(p.area - q.area) <= areaSlack(p.area, toleranceMm)
  );
}

function candidateFaces(a: Signature, b: Signature, toleranceMm: number): number[][] | undefined {
  const lists = a.faces.map((p) => {
    const ra = distance3(p.point, a.centroid);
    return b.faces.flatMap((q, j) =>
      sameFace(p, q, toleranceMm) && Math.abs(distance3(q.point, b.centroid) - ra) <= 2 * toleranceMm ? [j] : [],
    );
  });
  return lists.some((l) => l.length === 0) ? undefined : lists;
}

/** Every face of a lands on an equal face of b. */
export function carries(pose: Pose, a: Signature, b: Signature, toleranceMm: number): boolean {
  const taken = new Set<number>();
  for (const p of a.faces) {
    const to = applyPose(pose, p.point);
    const turned = p.direction ? applyPoseDirection(pose, p.direction) : undefined;
    const j = b.faces.findIndex(
      (q, k) =>
        !taken.has(k) &&
        Math.abs(to[0] - q.point[0]) <= toleranceMm &&
        distance3(to, q.point) <= toleranceMm &&
        sameFace(p, q, toleranceMm) &&
        (!turned || !q.direction || norm(cross(turned, q.direction)) < turnedDirectionSine),
    );
    if (j < 0) return false;
    taken.add(j);
  }
  return true;
}

/** Poses that carry two chosen faces of a (and the centroid) onto candidates of b. */
function* turns(a: Signature, b: Signature, candidates: readonly number[][], options: PoseOptions): Generator<Pose> {
  const arms = a.faces
    .map((f, i) => ({ i, arm: sub(f.point, a.centroid), choices: at(candidates, i).length }))
    .filter((f) => norm(f.arm) > 10 * options.toleranceMm)
    .sort((p, q) => p.choices - q.choices || norm(q.arm) - norm(p.arm));
  const first = arms[0];
  if (!first) return;
  const second = arms.find((f) => norm(cross(unit(f.arm), unit(first.arm))) > leastArmsSine);
  const from = second ? frameOf(a.centroid, first.arm, second.arm) : frameAlong(a.centroid, first.arm);
  for (const j of at(candidates, first.i)) {
    const arm = armOf(b, j);
    if (!second) {
      yield poseBetween(from, frameAlong(b.centroid, arm));
      continue;
    }
    for (const k of at(candidates, second.i)) {
      const other = armOf(b, k);
      if (
        j === k ||
        Math.abs(dot(arm, other) - dot(first.arm, second.arm)) > 2 * options.toleranceMm * (norm(arm) + norm(other))
      )
        continue;
      if (norm(cross(arm, other)) < parallelArmsMm2) continue;
      const to = frameOf(b.centroid, arm, other);
      yield poseBetween(from, to);
      if (options.mirrored) yield mirrored(from, to);
    }
  }
}

const armOf = (b: Signature, i: number): Vec3 => sub(at(b.faces, i).point, b.centroid);

function frameOf(origin: Vec3, a: Vec3, b: Vec3): Frame {
  const x = unit(a);
  const z = unit(cross(a, b));
  return { origin, x, y: cross(z, x), z };
}

function frameAlong(origin: Vec3, a: Vec3): Frame {
  const x = unit(a);
  const y = perpendicular(x);
  return { origin, x, y, z: cross(x, y) };
}

/** Carries `from` onto `to` with its z turned round: a mirror image. */
function mirrored(from: Frame, to: Frame): Pose {
  const m = poseBetween(from, to);
  // Reflect through the plane of x and y of `to` after the motion: p -> p - 2 ((p - o).z) z.
  const z = to.z;
  const reflect = (p: Vec3): Vec3 => addScaled(p, z, -2 * dot(sub(p, to.origin), z));
  const column = (v: Vec3): Vec3 => {
    const d = applyPoseDirection(m, v);
    return addScaled(d, z, -2 * dot(d, z));
  };
  const [cx, cy, cz] = [column([1, 0, 0]), column([0, 1, 0]), column([0, 0, 1])];
  const t = reflect(applyPose(m, [0, 0, 0]));
  return [cx[0], cy[0], cz[0], t[0], cx[1], cy[1], cz[1], t[1], cx[2], cy[2], cz[2], t[2]];
}
