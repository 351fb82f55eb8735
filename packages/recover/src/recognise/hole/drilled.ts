/**
 * A removed volume as the hole that a drill would make: simple, counterbored or countersunk; through, flat or with a tip.
 * In: the extrusion of a circle, or the revolution of a stepped half-profile. Out: the hole, or undefined.
 */
import { addScaled, cross, type Frame, toGlobal, type Vec2, type Vec3 } from "@unbake/geometry";
import type { ExtrudeNode, HoleNode, RevolveNode } from "../../model/types.js";
import { sameAngleRad, sameCoordinateMm } from "../../tolerances.js";

/** Which ends of the volume are open: nothing of the part lies beyond them. Amounts in mm, 0: closed. */
export interface OpenEnds {
  readonly start: number;
  readonly end: number;
}

/** An extruded circle that is open at one end at least. */
export function holeFromExtrusion(node: ExtrudeNode): HoleNode | undefined {
  const { outer, holes } = node.profile;
  if (outer.kind !== "circle" || holes.length > 0) return undefined;
  const open: OpenEnds = { start: node.overrunStart, end: node.overrunEnd };
  if (open.start === 0 && open.end === 0) return undefined;
  // The mouth is the open end; of two, the upper one, where a drill comes from.
  const fromTop = open.end > 0;
  const mouth = fromTop ? node.to : node.from;
  const into = fromTop ? -1 : 1;
  return {
    type: "hole",
    frame: mouthFrame(toGlobal(node.frame, [outer.center[0], outer.center[1], mouth]), node.frame, into),
    diameter: 2 * outer.radius,
    depth: node.to - node.from,
    through: open.start > 0 && open.end > 0,
    entry: { kind: "simple" },
    bottom: { kind: "flat" },
    overrunStart: fromTop ? open.end : open.start,
    overrunEnd: fromTop ? open.start : open.end,
    explains: node.explains,
  };
}

function mouthFrame(origin: Vec3, along: Frame, into: number): Frame {
  if (into > 0) return { ...along, origin };
  const z: Vec3 = [-along.z[0], -along.z[1], -along.z[2]];
  return { origin, x: along.x, y: [-along.y[0], -along.y[1], -along.y[2]], z };
}

/** A full revolution whose half-profile is a drill's: `open.start` is the end with the lower y. */
export function holeFromRevolution(node: RevolveNode, open: OpenEnds, toleranceMm: number): HoleNode | undefined {
  if (Math.abs(node.angleRad - 2 * Math.PI) > sameAngleRad) return undefined;
  for (const fromTop of [true, false]) {
    if ((fromTop ? open.end : open.start) === 0) continue;
    const steps = halfProfile(node, fromTop, toleranceMm);
    const read = steps && readSteps(steps.points, toleranceMm);
    if (!steps || !read) continue;
    const beyond = fromTop ? open.start : open.end;
    const through = beyond > 0 && read.bottom.kind === "flat";
    const straight: Frame = {
      origin: node.frame.origin,
      x: node.frame.x,
      y: cross(node.frame.y, node.frame.x),
      z: node.frame.y,
    };
    return {
      type: "hole",
      frame: mouthFrame(addScaled(node.frame.origin, node.frame.y, steps.mouth), straight, fromTop ? -1 : 1),
      ...read,
      through,
      overrunStart: fromTop ? open.end : open.start,
      overrunEnd: through ? beyond : 0,
      explains: node.explains,
    };
  }
  return undefined;
}

/** Corners of the half-profile as [radius, depth below the mouth], from the axis at the mouth to the axis at the bottom. */
function halfProfile(
  node: RevolveNode,
  fromTop: boolean,
  toleranceMm: number,
): { points: Vec2[]; mouth: number } | undefined {
  const { outer, holes } = node.profile;
  if (outer.kind !== "path" || holes.length > 0 || outer.segments.some((s) => s.kind !== "line")) return undefined;
  const corners = outer.segments.map((s) => s.start);
  const onAxis = corners.map((c, i) => ({ c, i })).filter(({ c }) => Math.abs(c[0]) <= toleranceMm);
  if (onAxis.length !== 2) return undefined;
  const ys = onAxis.map(({ c }) => c[1]);
  const mouth = fromTop ? Math.max(...ys) : Math.min(...ys);
  const start = onAxis.find(({ c }) => c[1] === mouth);
  if (!start) return undefined;
  const n = corners.length;
  const other = onAxis.find((o) => o !== start);
  if (!other) return undefined;
  // Walk from the mouth to the bottom away from the axis.
  const forward = (start.i + 1) % n !== other.i || n === 3;
  const points: Vec2[] = [];
  for (let k = 0; k < n; k++) {
    const c = corners[(start.i + (forward ? k : n - k)) % n];
    if (c) points.push([c[0], fromTop ? mouth - c[1] : c[1] - mouth]);
  }
  return { points, mouth };
}

type Read = Pick<HoleNode, "diameter" | "depth" | "entry" | "bottom">;

function readSteps(points: readonly Vec2[], toleranceMm: number): Read | undefined {
  const same = (a: number, b: number): boolean => Math.abs(a - b) <= toleranceMm;
  const [p0, p1, p2, p3, p4, p5] = points;
  if (!p0 || !p1 || !p2 || !p3 || !same(p1[1], 0)) return undefined;
  const bottom = (wall: Vec2, last: Vec2): Read["bottom"] | undefined => {
    if (same(last[1], wall[1])) return { kind: "flat" };
    const tip = last[1] - wall[1];
    return tip > 0 ? { kind: "drill", angleRad: 2 * Math.atan(wall[0] / tip) } : undefined;
  };
  if (points.length === 4 && same(p1[0], p2[0])) {
    const end = bottom(p2, p3);
    return end && { diameter: 2 * p1[0], depth: p2[1], entry: { kind: "simple" }, bottom: end };
  }
  // Countersink: mouth, cone down to the bore, wall.
  if (points.length === 5 && p4 && p2[0] < p1[0] - toleranceMm && same(p2[0], p3[0]) && p2[1] > toleranceMm) {
    const end = bottom(p3, p4);
    const angleRad = 2 * Math.atan((p1[0] - p2[0]) / p2[1]);
    return (
      end && {
        diameter: 2 * p2[0],
        depth: p3[1],
        entry: { kind: "countersink", diameter: 2 * p1[0], angleRad },
        bottom: end,
      }
    );
  }
  // Counterbore: mouth, wall, shoulder, bore.
  if (
    points.length === 6 &&
    p4 &&
    p5 &&
    same(p1[0], p2[0]) &&
    same(p2[1], p3[1]) &&
    same(p3[0], p4[0]) &&
    p3[0] < p2[0]
  ) {
    const end = bottom(p4, p5);
    return (
      end && {
        diameter: 2 * p3[0],
        depth: p4[1],
        entry: { kind: "counterbore", diameter: 2 * p1[0], depth: p2[1] },
        bottom: end,
      }
    );
  }
  return undefined;
}

/** The two ends of a revolution along its axis, and how wide it is there, mm. */
export function turnedEnds({ profile: { outer } }: RevolveNode): {
  readonly low: number;
  readonly high: number;
  readonly lowRadius: number;
  readonly highRadius: number;
} {
  const corners = outer.kind === "path" ? outer.segments.map((s) => s.start) : [];
  const ys = corners.map((c) => c[1]);
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const radiusAt = (y: number): number =>
    Math.max(0, ...corners.filter((c) => Math.abs(c[1] - y) < sameCoordinateMm).map((c) => c[0]));
  return { low, high, lowRadius: radiusAt(low), highRadius: radiusAt(high) };
}
