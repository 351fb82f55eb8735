/**
 * Puts together what a file splits: collinear lines, arcs of one circle, and a loop that is really one circle.
 */
import { distance2, type Vec2 } from "@unbake/geometry";
import type { ProfileLoop, Segment2 } from "../../model/types.js";
import { closedArcRad } from "../../tolerances.js";
import { radiusOf, sweepOf } from "./arc.js";

/** The loop with as few segments as describe it. Undefined when nothing with a length is left. */
export function mergeSegments(segments: readonly Segment2[], toleranceMm: number): ProfileLoop | undefined {
  let chain = segments.filter((s) => s.kind !== "line" || distance2(s.start, s.end) > toleranceMm);
  if (chain.length !== segments.length) chain = rejoin(chain);
  let changed = true;
  while (changed && chain.length > 1) {
    changed = false;
    for (let i = 0; i < chain.length; i++) {
      const a = chain[i];
      const j = (i + 1) % chain.length;
      const b = chain[j];
      if (!a || !b || i === j) continue;
      const merged = mergePair(a, b, toleranceMm);
      if (!merged) continue;
      chain = chain.map((s, k) => (k === i ? merged : s)).filter((_, k) => k !== j);
      changed = true;
      break;
    }
  }
  const [only] = chain;
  if (!only) return undefined;
  if (chain.length === 1 && only.kind === "arc") return { kind: "circle", center: only.center, radius: radiusOf(only) };
  if (chain.length === 2) {
    const circle = twoArcs(chain, toleranceMm);
    if (circle) return circle;
  }
  if (chain.length === 1 && only.kind === "line") return undefined;
  return { kind: "path", segments: chain };
}

function rejoin(chain: Segment2[]): Segment2[] {
  return chain.map((segment, i) => {
    const previous = chain[(i + chain.length - 1) % chain.length];
    return previous ? { ...segment, start: previous.end } : segment;
  });
}

function mergePair(a: Segment2, b: Segment2, toleranceMm: number): Segment2 | undefined {
  if (a.kind === "line" && b.kind === "line") {
    return straight(a.start, a.end, b.end, toleranceMm) ? { kind: "line", start: a.start, end: b.end } : undefined;
  }
  if (a.kind === "arc" && b.kind === "arc" && a.ccw === b.ccw) {
    const same = distance2(a.center, b.center) <= toleranceMm && Math.abs(radiusOf(a) - radiusOf(b)) <= toleranceMm;
    const sweep = Math.abs(sweepOf(a)) + Math.abs(sweepOf(b));
    if (!same || sweep > 2 * Math.PI - closedArcRad) return undefined;
    // Beyond three quarters of a turn one arc is hard to draw by three points: keep the halves.
    return sweep < 1.75 * Math.PI ? { ...a, end: b.end } : undefined;
  }
  return undefined;
}

/** b lies on the straight way from a to c, between them. */
function straight(a: Vec2, b: Vec2, c: Vec2, toleranceMm: number): boolean {
  const dx = c[0] - a[0];
  const dy = c[1] - a[1];
  const length = Math.hypot(dx, dy);
  if (length <= toleranceMm) return false;
  const offset = Math.abs((b[0] - a[0]) * dy - (b[1] - a[1]) * dx) / length;
  const along = ((b[0] - a[0]) * dx + (b[1] - a[1]) * dy) / length;
  // Tighter than toleranceMm: a shallow corner of a polygon is not a straight line.
  return offset <= toleranceMm * 0.05 && along > 0 && along < length;
}

function twoArcs(chain: readonly Segment2[], toleranceMm: number): ProfileLoop | undefined {
  const [a, b] = chain;
  if (a?.kind !== "arc" || b?.kind !== "arc" || a.ccw !== b.ccw) return undefined;
  if (distance2(a.center, b.center) > toleranceMm || Math.abs(radiusOf(a) - radiusOf(b)) > toleranceMm)
    return undefined;
  return { kind: "circle", center: a.center, radius: (radiusOf(a) + radiusOf(b)) / 2 };
}
