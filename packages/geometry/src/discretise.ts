/** Curves as polylines within a chord error. */

import { at } from "@unbake/ground";
import { evaluateCurve } from "./curves.js";
import type { Curve, Vec3 } from "./types.js";
import { cross, distance3, dot, norm, sub } from "./vec3.js";

/** Deepest halving of one piece: 2^12 points are enough for any edge worth drawing. */
const deepest = 12;

/** Points along a piece of a curve, ends included: chord error at most `linear` mm, turn between chords at most `angularRad`. */
export function discretiseCurve(
  curve: Curve,
  [from, to]: readonly [number, number],
  linear: number,
  angularRad: number,
): Vec3[] {
  if (curve.kind === "line") return [evaluateCurve(curve, from), evaluateCurve(curve, to)];
  const points: Vec3[] = [evaluateCurve(curve, from)];
  const refine = (a: number, pa: Vec3, b: number, pb: Vec3, depth: number): void => {
    const m = (a + b) / 2;
    const pm = evaluateCurve(curve, m);
    const flat =
      depth >= deepest || (isFlat(pa, pm, pb, linear, angularRad) && probesFlat(curve, a, pa, b, pb, linear));
    if (flat) {
      points.push(pb);
      return;
    }
    refine(a, pa, m, pm, depth + 1);
    refine(m, pm, b, pb, depth + 1);
  };
  // Pieces between knots (or eighths of a turn) cannot hide a wave behind symmetry.
  const breaks = [from, ...breaksOf(curve, from, to), to];
  for (let i = 0; i + 1 < breaks.length; i++) {
    const [a, b] = [at(breaks, i), at(breaks, i + 1)];
    refine(a, evaluateCurve(curve, a), b, evaluateCurve(curve, b), 0);
  }
  return points;
}

function breaksOf(curve: Curve, from: number, to: number): number[] {
  if (curve.kind === "bspline") return curve.knots.filter((k) => k > from && k < to);
  const count = curve.kind === "offset" ? 8 : Math.ceil(Math.abs(to - from) / (Math.PI / 4));
  return Array.from({ length: count - 1 }, (_, i) => from + ((to - from) * (i + 1)) / count);
}

function isFlat(a: Vec3, m: Vec3, b: Vec3, linear: number, angularRad: number): boolean {
  const [first, second] = [sub(m, a), sub(b, m)];
  const turn = Math.atan2(norm(cross(first, second)), dot(first, second));
  return offChord(a, m, b) <= linear && turn <= angularRad;
}

/** Quarter points too: an S bend passes through the middle of its chord. */
function probesFlat(curve: Curve, a: number, pa: Vec3, b: number, pb: Vec3, linear: number): boolean {
  return [0.25, 0.75].every((f) => offChord(pa, evaluateCurve(curve, a + (b - a) * f), pb) <= linear);
}

function offChord(a: Vec3, p: Vec3, b: Vec3): number {
  const chord = sub(b, a);
  const length = norm(chord);
  return length > 0 ? norm(cross(chord, sub(p, a))) / length : distance3(a, p);
}
