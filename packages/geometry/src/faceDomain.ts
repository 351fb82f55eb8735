/**
 * The trimmed domain of a face in the parameters (u, v) of its surface, as polygons, from plain topology alone. Exact
 * up to the chord error of the polygons. For planes, cylinders, cones, spheres and tori, whose inverse is closed.
 */

import { at } from "@unbake/ground";
import { evaluateCurve } from "./curves.js";
import { projectToSurface } from "./projection/project.js";
import { surfacePeriods } from "./surfaces.js";
import { closedPeriodShare, nudgeShare, poleSlackRad, wholeSlack } from "./tolerances.js";
import type { Coedge, Curve, FaceInfo, Surface, Topology, Vec3 } from "./types.js";

export interface FaceDomain {
  /** u, v pairs of each loop, the outer one first; unwrapped, so periodic loops run on past the period. */
  readonly loops: readonly Float64Array[];
  readonly min: readonly [number, number];
  readonly max: readonly [number, number];
  /** Turn of the arcs between neighbouring polygon points is at most this, so a chord of length l is off by less than l * arcStepRad / 8. */
  readonly arcStepRad: number;
}

const arcStepRad = Math.PI / 16;
/**
 * The domain, or undefined where it cannot be told: freeform surfaces, loops that go round a closed surface without
 * a seam, broken loops.
 */
export function faceDomain(topology: Topology, face: FaceInfo): FaceDomain | undefined {
  const { kind } = face.surface;
  const closedForm =
    kind === "plane" || kind === "cylinder" || kind === "cone" || kind === "sphere" || kind === "torus";
  if (!closedForm || face.loops.length === 0) return undefined;
  const loops: number[][] = [];
  for (const { coedges } of face.loops) {
    const loop = unwrapLoop(topology, face, coedges);
    if (!loop) return undefined;
    loops.push(loop);
  }
  const outer = loops[0];
  if (!outer || outer.length < 6) return undefined;
  const box = boxOf(outer);
  const aligned = [outer, ...loops.slice(1).map((loop) => shiftInto(loop, box, surfacePeriods(face.surface)))];
  return {
    loops: aligned.map((loop) => Float64Array.from(loop)),
    min: [box[0], box[1]],
    max: [box[2], box[3]],
    arcStepRad,
  };
}

/** Whether (u, v) lies in the domain; u and v may be off by whole periods. */
export function isInDomain(domain: FaceDomain, surface: Surface, u: number, v: number): boolean {
  const [pu, pv] = surfacePeriods(surface);
  const us = representatives(u, pu, domain.min[0], domain.max[0]);
  const vs = representatives(v, pv, domain.min[1], domain.max[1]);
  return us.some((a) => vs.some((b) => isInside(domain, a, b)));
}

/** Even-odd rule over all loops. */
export function isInside({ loops }: FaceDomain, u: number, v: number): boolean {
  let inside = false;
  for (const loop of loops) {
    const n = loop.length / 2;
    for (let i = 0, j = n - 1; i < n; j = i++) {
      const [ui, vi, uj, vj] = [at(loop, 2 * i), at(loop, 2 * i + 1), at(loop, 2 * j), at(loop, 2 * j + 1)];
      if (vi > v !== vj > v && u < ui + ((v - vi) / (vj - vi)) * (uj - ui)) inside = !inside;
    }
  }
  return inside;
}

function representatives(t: number, period: number | undefined, low: number, high: number): number[] {
  if (period === undefined) return [t];
  const first = t + Math.ceil((low - t) / period - wholeSlack) * period;
  const result: number[] = [];
  for (let r = first; r <= high + wholeSlack * period; r += period) result.push(r);
  return result;
}

/** The loop's points in (u, v), each as near to the one before as periods allow; undefined when it does not close. */
function unwrapLoop(topology: Topology, face: FaceInfo, coedges: readonly Coedge[]): number[] | undefined {
  const points: LoopPoint[] = [];
  for (const { edge: id, reversed } of coedges) {
    const edge = topology.edges[id];
    if (!edge) return undefined;
    const { curve } = edge;
    if (!curve) {
      points.push("pole");
      continue;
    }
    const samples = parametersOf(curve, edge.range, face.surface.kind === "plane");
    if (reversed) samples.reverse();
    for (const t of samples) points.push(evaluateCurve(curve, t));
  }
  return unwrapPoints(face.surface, face.sameSense, points);
}

/** A point of a loop in space, or the passage along a collapsed edge. */
type LoopPoint = Vec3 | "pole";

/** Points round a loop as u, v pairs, each as near to the one before as periods allow; undefined when they do not close. */
export function unwrapPoints(surface: Surface, sameSense: boolean, loop: readonly LoopPoint[]): number[] | undefined {
  const [pu, pv] = surfacePeriods(surface);
  const points: number[] = [];
  let collapsed = false;
  // A loop that begins with a collapsed edge closes across it.
  let startsCollapsed = false;
  const add = (u0: number, v0: number): void => {
    const n = points.length;
    if (n === 0) {
      points.push(u0, v0);
      startsCollapsed = collapsed;
      collapsed = false;
      return;
    }
    const [lastU, lastV] = [at(points, n - 2), at(points, n - 1)];
    const v = nearest(v0, lastV, pv);
    points.push(collapsed ? acrossPole(u0, lastU, isTop(surface, lastV), sameSense) : nearest(u0, lastU, pu), v);
    collapsed = false;
  };
  for (const point of loop) {
    if (point === "pole") {
      collapsed = true;
      continue;
    }
    const { u, v } = projectToSurface(surface, point);
    add(u, v);
  }
  if (points.length < 4) return undefined;
  // Closing: the first point again must be where it was.
  const [u0, v0] = [at(points, 0), at(points, 1)];
  collapsed ||= startsCollapsed;
  add(u0, v0);
  const n = points.length;
  const within = (period = 1): number => closedPeriodShare * period;
  const closes = Math.abs(at(points, n - 2) - u0) < within(pu) && Math.abs(at(points, n - 1) - v0) < within(pv);
  if (!closes && (pu !== undefined || pv !== undefined)) return undefined;
  return points.slice(0, n - 2);
}

/** Parameters from end to end: the ends of a line, arcs in steps, splines by their spans. */
function parametersOf(curve: Curve, [a, b]: readonly [number, number], onPlane: boolean): number[] {
  const inset = onPlane ? 0 : (b - a) * nudgeShare;
  const [from, to] = [a + inset, b - inset];
  const count =
    curve.kind === "line"
      ? 1
      : curve.kind === "bspline"
        ? Math.min(256, Math.max(16, 4 * curve.degree * (curve.knots.length - 1)))
        : curve.kind === "circle" || curve.kind === "ellipse"
          ? Math.max(2, Math.ceil((b - a) / arcStepRad))
          : 24;
  return Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
}

const nearest = (t: number, to: number, period: number | undefined): number =>
  period === undefined ? t : t + Math.round((to - t) / period) * period;

/** On a pole the loop runs along the collapsed side: backwards in u at the top, forwards at the bottom, when it runs counterclockwise. */
function acrossPole(u: number, last: number, top: boolean, sameSense: boolean): number {
  const turn = 2 * Math.PI;
  const backwards = top === sameSense;
  let next = u + Math.round((last - u) / turn) * turn;
  if (backwards) while (next > last - poleSlackRad) next -= turn;
  else while (next < last + poleSlackRad) next += turn;
  return next;
}

function isTop(surface: Surface, v: number): boolean {
  if (surface.kind !== "cone") return v > 0;
  // The apex, where the radius vanishes, lies above the face when v stays below it.
  return v < -surface.radius / Math.sin(surface.semiAngle);
}

type UvBox = readonly [number, number, number, number];

function boxOf(loop: readonly number[]): UvBox {
  const us = loop.filter((_, i) => i % 2 === 0);
  const vs = loop.filter((_, i) => i % 2 === 1);
  return [Math.min(...us), Math.min(...vs), Math.max(...us), Math.max(...vs)];
}

/** A hole moved by whole periods into the box of the outer loop. */
function shiftInto(
  loop: readonly number[],
  [minU, minV, maxU, maxV]: UvBox,
  [pu, pv]: readonly [number | undefined, number | undefined],
): number[] {
  const [a, b, c, d] = boxOf(loop);
  const shift = (low: number, high: number, min: number, max: number, period: number | undefined): number =>
    period === undefined ? 0 : Math.round(((min + max) / 2 - (low + high) / 2) / period) * period;
  const du = shift(a, c, minU, maxU, pu);
  const dv = shift(b, d, minV, maxV, pv);
  return loop.map((t, i) => t + (i % 2 === 0 ? du : dv));
}
