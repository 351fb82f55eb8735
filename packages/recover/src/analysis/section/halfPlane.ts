/** The part of a section on one side of an axis: what a revolution turns. */

import { distance2, type Vec2 } from "@unbake/geometry";
import { at, last } from "@unbake/ground";
import type { Profile, ProfileLoop, Segment2 } from "../../model/types.js";
import { roundingMm, sameAngleRad } from "../../tolerances.js";
import { midOf, radiusOf } from "../profile/arc.js";
import { samplesOf } from "../profile/measure.js";
import { mergeSegments } from "../profile/merge.js";

/**
 * The profile's part with x >= 0, as one or more profiles (material left of outlines). Undefined for curves other than
 * lines, arcs and circles that cross the axis, or when holes cross it.
 */
export function rightHalf(profile: Profile, toleranceMm: number): Profile[] | undefined {
  const holes: ProfileLoop[] = [];
  for (const hole of profile.holes) {
    const side = sideOf(hole, toleranceMm);
    if (side === "across") return undefined;
    if (side === "right") holes.push(hole);
  }
  const side = sideOf(profile.outer, toleranceMm);
  if (side === "left") return [];
  if (side === "right") return [{ outer: profile.outer, holes }];
  const outlines = clipped(profile.outer, toleranceMm);
  if (!outlines) return undefined;
  if (outlines.length !== 1 && holes.length > 0) return undefined;
  return outlines.map((outer) => ({ outer, holes }));
}

function sideOf(loop: ProfileLoop, toleranceMm: number): "left" | "right" | "across" {
  const xs =
    loop.kind === "path"
      ? loop.segments.flatMap((s) => (s.kind === "arc" ? [s.start[0], midOf(s)[0]] : [s.start[0]]))
      : loop.kind === "circle"
        ? [loop.center[0] - loop.radius, loop.center[0] + loop.radius]
        : [loop.center[0]];
  if (xs.every((x) => x >= -toleranceMm)) return "right";
  return xs.every((x) => x <= toleranceMm) ? "left" : "across";
}

function clipped(loop: ProfileLoop, toleranceMm: number): ProfileLoop[] | undefined {
  const segments =
    loop.kind === "path" ? loop.segments : loop.kind === "circle" ? halves(loop.center, loop.radius) : undefined;
  if (!segments) return undefined;
  const pieces: Segment2[] = [];
  for (const segment of segments) {
    const cut = splitAtAxis(segment);
    if (!cut) return undefined;
    pieces.push(...cut);
  }
  const right = pieces.filter((s) => middleX(s) > 0 && !onAxis(s, toleranceMm));
  const chains = chainsOf(right, toleranceMm);
  // Along the axis the material on the right lies left of the way down.
  const loops: ProfileLoop[] = [];
  const free = new Set(chains);
  for (const first of chains) {
    if (!free.has(first)) continue;
    const path: Segment2[] = [];
    let chain: Segment2[] | undefined = first;
    while (chain && free.has(chain)) {
      free.delete(chain);
      path.push(...chain);
      const { end }: Segment2 = last(chain);
      const following: Segment2[] | undefined = chains
        .filter((c) => at(c, 0).start[1] < end[1] + toleranceMm)
        .sort((a, b) => at(b, 0).start[1] - at(a, 0).start[1])[0];
      if (!following) return undefined;
      const to: Vec2 = at(following, 0).start;
      if (distance2(end, to) > toleranceMm) path.push({ kind: "line", start: end, end: to });
      chain = following;
    }
    if (chain !== first) return undefined;
    const merged = mergeSegments(path, toleranceMm);
    if (merged) loops.push(merged);
  }
  return loops;
}

const halves = (center: Vec2, radius: number): Segment2[] => {
  const top: Vec2 = [center[0], center[1] + radius];
  const bottom: Vec2 = [center[0], center[1] - radius];
  return [
    { kind: "arc", start: bottom, end: top, center, ccw: true },
    { kind: "arc", start: top, end: bottom, center, ccw: true },
  ];
};

const onAxis = (s: Segment2, slack: number): boolean =>
  s.kind === "line" && Math.abs(s.start[0]) < slack && Math.abs(s.end[0]) < slack;

const middleX = (s: Segment2): number => (s.kind === "arc" ? midOf(s)[0] : (s.start[0] + s.end[0]) / 2);

/** Points of a curve that tell on which side of the axis it stays. */
const curveSamples = 24;

function splitAtAxis(s: Segment2): Segment2[] | undefined {
  const [a, b] = [s.start[0], s.end[0]];
  if (s.kind === "line") {
    if (a * b >= 0) return [s];
    const t = a / (a - b);
    const p: Vec2 = [0, s.start[1] + t * (s.end[1] - s.start[1])];
    return [
      { kind: "line", start: s.start, end: p },
      { kind: "line", start: p, end: s.end },
    ];
  }
  if (s.kind !== "arc") {
    const xs = [...samplesOf(s, curveSamples).map((p) => p[0]), b];
    return xs.every((x) => x >= -roundingMm) || xs.every((x) => x <= roundingMm) ? [s] : undefined;
  }
  const r = radiusOf(s);
  if (Math.abs(s.center[0]) >= r) return [s];
  const h = Math.sqrt(r * r - s.center[0] * s.center[0]);
  const crossings = [s.center[1] - h, s.center[1] + h].filter((y) => within(s, [0, y]));
  const ordered = crossings
    .map((y) => ({ y, turn: turnTo(s, [0, y]) }))
    .filter(({ turn }) => turn > sameAngleRad)
    .sort((p, q) => p.turn - q.turn);
  const pieces: Segment2[] = [];
  let start = s.start;
  for (const { y } of ordered) {
    if (distance2(start, [0, y]) < roundingMm || distance2(s.end, [0, y]) < roundingMm) continue;
    pieces.push({ ...s, start, end: [0, y] });
    start = [0, y];
  }
  pieces.push({ ...s, start });
  return pieces;
}

type Arc = Extract<Segment2, { kind: "arc" }>;

/** How far along the arc, in its own sense, a point on its circle lies, radians in [0, 2 pi). */
function turnTo(s: Arc, p: Vec2): number {
  const angle = (q: Vec2): number => Math.atan2(q[1] - s.center[1], q[0] - s.center[0]);
  const turn = s.ccw ? angle(p) - angle(s.start) : angle(s.start) - angle(p);
  return (turn + 4 * Math.PI) % (2 * Math.PI);
}

function within(s: Arc, p: Vec2): boolean {
  const whole = turnTo(s, s.end);
  return turnTo(s, p) <= (whole < sameAngleRad ? 2 * Math.PI : whole) + sameAngleRad;
}

function chainsOf(segments: readonly Segment2[], slack: number): Segment2[][] {
  const chains: Segment2[][] = [];
  for (const segment of segments) {
    const last = chains[chains.length - 1];
    const end = last?.[last.length - 1]?.end;
    if (last && end && distance2(end, segment.start) < slack) last.push(segment);
    else chains.push([segment]);
  }
  // The loop may start in the middle of a chain.
  const [first] = chains;
  const last = chains[chains.length - 1];
  const end = last?.[last.length - 1]?.end;
  if (first && last && first !== last && end && first[0] && distance2(end, first[0].start) < slack) {
    chains.pop();
    first.unshift(...last);
  }
  return chains;
}
