/** Linear, grid and circular arrangements among equal bodies. */

import {
  addScaled,
  cross,
  distance3,
  dot,
  type Frame,
  norm,
  type Pose,
  rotationPose,
  sub,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import { carries } from "../../analysis/congruence/findPose.js";
import type { Signature } from "../../analysis/congruence/signature.js";
import type { Node, PatternNode } from "../../model/types.js";
import {
  collinearSquaredSine,
  noTurnEntry,
  orderDirection,
  poseRounding,
  sameAngleRad,
  secondDirectionSine,
  tieShare,
} from "../../tolerances.js";

export interface Placed {
  readonly pose: Pose;
  readonly signature: Signature;
}

/**
 * The node for one body repeated at poses (the first is the identity): a pattern when they are regular, else places.
 * Several nodes when the set is not one pattern.
 */
export function repeated(node: Node, placed: readonly Placed[], toleranceMm: number): Node[] {
  if (placed.length === 1) return [node];
  const pattern = linearOrGrid(placed, toleranceMm) ?? circular(placed, toleranceMm);
  if (pattern) {
    const [start, shape] = pattern;
    const body = moved(node, placed[start]?.pose);
    return [{ type: "pattern", body, pattern: shape, explains: [] }];
  }
  return placed.map((p) => moved(node, p.pose));
}

function moved(node: Node, pose: Pose | undefined): Node {
  if (!pose || isIdentity(pose)) return node;
  return { type: "place", body: node, pose, explains: [] };
}

const isIdentity = (m: Pose): boolean =>
  [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0].every((v, i) => Math.abs(at(m, i) - v) < poseRounding);

const isTranslation = (m: Pose): boolean =>
  [1, 0, 0, 0, 1, 0, 0, 0, 1].every((v, i) => Math.abs(at(m, Math.floor(i / 3) * 4 + (i % 3)) - v) < noTurnEntry);

type Found = readonly [start: number, pattern: PatternNode["pattern"]];

function linearOrGrid(placed: readonly Placed[], toleranceMm: number): Found | undefined {
  if (!placed.every((p) => isTranslation(p.pose))) return undefined;
  const points = placed.map((p): Vec3 => [p.pose[3], p.pose[7], p.pose[11]]);
  // The corner of the set: the first along a fixed general direction.
  const general: Vec3 = unit(orderDirection);
  const start = points.reduce(
    (best, p, i) => (dot(p, general) < dot(at(points, best), general) - toleranceMm * tieShare ? i : best),
    0,
  );
  const corner = points[start];
  if (!corner) return undefined;
  const arms = points.map((p) => sub(p, corner)).filter((v) => norm(v) > toleranceMm);
  arms.sort((a, b) => norm(a) - norm(b));
  const first = arms[0];
  if (!first) return undefined;
  const line = latticeCount(points, corner, first, toleranceMm);
  if (line === points.length)
    return [start, { kind: "linear", direction: unit(first), spacing: norm(first), count: line }];
  const second = arms.find((v) => norm(cross(unit(v), unit(first))) > secondDirectionSine);
  if (!second) return undefined;
  const other = latticeCount(points, corner, second, toleranceMm);
  if (line * other !== points.length) return undefined;
  for (let i = 0; i < line; i++)
    for (let j = 0; j < other; j++) {
      const at = addScaled(addScaled(corner, first, i), second, j);
      if (!points.some((p) => distance3(p, at) < toleranceMm)) return undefined;
    }
  return [
    start,
    {
      kind: "grid",
      direction: unit(first),
      spacing: norm(first),
      count: line,
      secondDirection: unit(second),
      secondSpacing: norm(second),
      secondCount: other,
    },
  ];
}

/** How many steps of `arm` from the corner are there without a gap. */
function latticeCount(points: readonly Vec3[], corner: Vec3, arm: Vec3, toleranceMm: number): number {
  let count = 1;
  while (points.some((p) => distance3(p, addScaled(corner, arm, count)) < toleranceMm)) count++;
  return count;
}

function circular(placed: readonly Placed[], toleranceMm: number): Found | undefined {
  if (placed.length < 3) return undefined;
  const centroids = placed.map((p) => p.signature.centroid);
  const [a, b, c] = centroids;
  const first = placed[0];
  if (!a || !b || !c || !first) return undefined;
  const center = circumcenter(a, b, c);
  if (!center) return undefined;
  const radius = distance3(center.origin, a);
  const frame: Frame = {
    origin: center.origin,
    x: unit(sub(a, center.origin)),
    z: center.axis,
    y: cross(center.axis, unit(sub(a, center.origin))),
  };
  const angles: { angle: number; index: number }[] = [];
  for (const [index, p] of centroids.entries()) {
    const d = sub(p, frame.origin);
    if (Math.abs(dot(d, frame.z)) > toleranceMm || Math.abs(norm(d) - radius) > toleranceMm) return undefined;
    const angle = Math.atan2(dot(d, frame.y), dot(d, frame.x));
    angles.push({ angle: angle < -sameAngleRad ? angle + 2 * Math.PI : angle, index });
  }
  angles.sort((p, q) => p.angle - q.angle);
  const gaps = angles.map((p, i) => ({
    i,
    gap: (at(angles, (i + 1) % angles.length).angle - p.angle + 4 * Math.PI) % (2 * Math.PI),
  }));
  // The widest gap is where an open arrangement ends.
  const widest = gaps.reduce((best, g) => (g.gap > best.gap + toleranceMm / radius ? g : best));
  const ordered = angles.map((_, k) => angles[(widest.i + 1 + k) % angles.length]);
  const stepRad = (2 * Math.PI - widest.gap) / (placed.length - 1);
  const lead = ordered[0];
  const leader = lead && placed[lead.index];
  if (!lead || !leader) return undefined;
  for (const [k, p] of ordered.entries()) {
    const target = p && placed[p.index];
    if (!target) return undefined;
    if (!carries(rotationPose(frame.origin, frame.z, k * stepRad), leader.signature, target.signature, toleranceMm))
      return undefined;
  }
  return [lead.index, { kind: "circular", origin: frame.origin, axis: frame.z, stepRad, count: placed.length }];
}

function circumcenter(a: Vec3, b: Vec3, c: Vec3): { origin: Vec3; axis: Vec3 } | undefined {
  const ab = sub(b, a);
  const ac = sub(c, a);
  const n = cross(ab, ac);
  const n2 = dot(n, n);
  if (n2 < collinearSquaredSine * dot(ab, ab) * dot(ac, ac)) return undefined;
  const to = addScaled(
    addScaled([0, 0, 0], cross(n, ab), dot(ac, ac) / (2 * n2)),
    cross(ac, n),
    dot(ab, ab) / (2 * n2),
  );
  return { origin: addScaled(a, to, 1), axis: unit(n) };
}
