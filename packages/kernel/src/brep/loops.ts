/** Loops as real walks, and which of them is the outer one. */

import type { Coedge, EdgeInfo, Loop, Surface, Vec3, VertexInfo } from "@unbake/geometry";
import { cross, curveTangent, dot, evaluateCurve, mul, projectToSurface, sub, surfaceNormal } from "@unbake/geometry";
import { at } from "@unbake/ground";

const startOf = (edges: readonly EdgeInfo[], c: Coedge): number => at(edges, c.edge)[c.reversed ? "end" : "start"];
const endOf = (edges: readonly EdgeInfo[], c: Coedge): number => at(edges, c.edge)[c.reversed ? "start" : "end"];

/**
 * Orders the coedges of one wire so that each starts where the one before ends. A wire that is no single closed walk
 * becomes as many loops as it takes.
 */
export function walkWire(coedges: readonly Coedge[], edges: readonly EdgeInfo[]): Loop[] {
  if (isWalk(coedges, edges)) return coedges.length > 0 ? [{ coedges }] : [];
  const loops: Loop[] = [];
  const unused = [...coedges];
  while (unused.length > 0) {
    const walk: Coedge[] = unused.splice(0, 1);
    for (;;) {
      const last = walk.at(-1);
      if (!last) break;
      const here = endOf(edges, last);
      const candidates = unused.filter((c) => startOf(edges, c) === here);
      // Turning back on the edge just walked (a seam) would cut off what lies beyond it.
      const next = candidates.find((c) => c.edge !== last.edge) ?? candidates[0];
      if (!next || here < 0) break;
      unused.splice(unused.indexOf(next), 1);
      walk.push(next);
    }
    loops.push({ coedges: walk });
  }
  return loops;
}

function isWalk(coedges: readonly Coedge[], edges: readonly EdgeInfo[]): boolean {
  return coedges.every((c, i) => {
    const next = coedges[(i + 1) % coedges.length];
    return next !== undefined && endOf(edges, c) === startOf(edges, next);
  });
}

/**
 * Puts the outer loop first. On a plane it is the one with the largest area counted against the outward normal. On
 * other surfaces a loop with a seam is the outer one, else the one with the largest extent: holes are smaller than
 * what they are cut from. Two loops round a closed surface without a seam have no outer one: the largest is first.
 */
export function outerLoopFirst(
  loops: readonly Loop[],
  surface: Surface,
  edges: readonly EdgeInfo[],
  vertices: readonly VertexInfo[],
): Loop[] {
  if (loops.length < 2) return [...loops];
  const rank = loops.map((loop) => {
    if (surface.kind !== "plane" && loop.coedges.some((c) => edges[c.edge]?.seam)) return Number.POSITIVE_INFINITY;
    const points = loopPoints(loop, edges, vertices);
    return surface.kind === "plane" ? Math.abs(areaOn(points, surface.frame.z)) : extent(points);
  });
  const outer = rank.indexOf(Math.max(...rank));
  const first = loops[outer];
  return first ? [first, ...loops.filter((_, i) => i !== outer)] : [...loops];
}

/**
 * The border of a surface that closes in both directions (a whole torus) is two seams through one vertex, each walked
 * both ways. Any order is a walk then, but only one goes round with the face to its left: along the first seam, then
 * the one to the left of it, and back. Other loops come back as they are.
 */
export function turnRoundDoubleSeam(
  loop: Loop,
  surface: Surface,
  sameSense: boolean,
  edges: readonly EdgeInfo[],
): Loop {
  const [first] = loop.coedges;
  if (!first || loop.coedges.length !== 4) return loop;
  const others = loop.coedges.filter((c) => c.edge !== first.edge);
  const back = loop.coedges.find((c) => c.edge === first.edge && c.reversed !== first.reversed);
  const [a, b] = others;
  if (!back || !a || !b || a.edge !== b.edge || a.reversed === b.reversed) return loop;
  if (startOf(edges, first) !== startOf(edges, a) || startOf(edges, a) !== endOf(edges, a)) return loop;
  const edge = edges[first.edge];
  if (!edge?.curve) return loop;
  const corner = evaluateCurve(edge.curve, edge.range[0]);
  const { u, v } = projectToSurface(surface, corner);
  const left = cross(surfaceNormal(surface, u, v), directionOf(first, edges));
  const towardsLeft = dot(directionOf(a, edges), left) * (sameSense ? 1 : -1) > 0;
  const [across, acrossBack] = towardsLeft ? [a, b] : [b, a];
  return { ...loop, coedges: [first, across, back, acrossBack] };
}

/** The direction in which a coedge leaves its start. */
function directionOf(coedge: Coedge, edges: readonly EdgeInfo[]): Vec3 {
  const { curve, range } = edges[coedge.edge] ?? {};
  if (!curve || !range) return [0, 0, 0];
  const tangent = curveTangent(curve, coedge.reversed ? range[1] : range[0]);
  return coedge.reversed ? mul(tangent, -1) : tangent;
}

const pointsPerCurve = 12;

/** Points along a loop, in its direction: ends of straight edges, `pointsPerCurve` on others. */
function loopPoints(loop: Loop, edges: readonly EdgeInfo[], vertices: readonly VertexInfo[]): Vec3[] {
  const points: Vec3[] = [];
  for (const coedge of loop.coedges) {
    const edge = edges[coedge.edge];
    const start = vertices[startOf(edges, coedge)];
    if (start) points.push(start.point);
    if (!edge?.curve || edge.curve.kind === "line") continue;
    const [from, to] = coedge.reversed ? [edge.range[1], edge.range[0]] : edge.range;
    for (let i = 1; i < pointsPerCurve; i++) {
      points.push(evaluateCurve(edge.curve, from + ((to - from) * i) / pointsPerCurve));
    }
  }
  return points;
}

function areaOn(points: readonly Vec3[], normal: Vec3): number {
  const origin = points[0];
  if (!origin) return 0;
  let sum = 0;
  for (let i = 1; i + 1 < points.length; i++) {
    const [a, b] = [points[i], points[i + 1]];
    if (a && b) sum += dot(cross(sub(a, origin), sub(b, origin)), normal);
  }
  return sum / 2;
}

function extent(points: readonly Vec3[]): number {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  for (const p of points) {
    for (let i = 0; i < 3; i++) {
      min[i] = Math.min(at(min, i), at(p, i));
      max[i] = Math.max(at(max, i), at(p, i));
    }
  }
  return Math.hypot(...max.map((m, i) => m - at(min, i)));
}
