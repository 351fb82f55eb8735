/** Computes vertices and edges of a shape again from its surfaces, where they lie too far beside them. */

import {
  type BoundaryRole,
  type Changes,
  directionText,
  type Part21,
  placementText,
  pointText,
  real,
} from "@unbake/formats";
import { distance3, edgePoints, mul, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { ElementarySurface } from "../../analysis/graph/elementary.js";
import { meetingPoint, worstDistance } from "../../analysis/graph/meetingPoint.js";
import { deltaMm, mostMoveShare } from "../../tolerances.js";
import { boxOf } from "../box.js";
import type { FileShape } from "../fileShapes.js";
import { cutEachOther, leastSine, meetingCurve, type NewCurve, worstOff } from "./edges.js";
import { type Network, type NetworkEdge, networkOf } from "./network.js";

export interface Tightened {
  /** The shape with its vertices where they are now. */
  readonly shape: FileShape;
  /** How far the worst edge lay off the surfaces of its faces, mm. */
  readonly offMm: number;
  /** The largest move of a vertex or an edge, mm. */
  readonly moveMm: number;
}

/** Edges are looked at in so many places. */
const looks = 8;

/**
 * Writes into `changes` what lies truly where the surfaces of the shape meet, in place of edges and vertices that lie further beside them than
 * the proof allows. Undefined, and nothing written, when all is well, or when something would have to move by more than a thousandth of the diagonal.
 */
export function tighten(
  file: Part21,
  shape: FileShape,
  role: (index: number) => BoundaryRole,
  changes: Changes,
): Tightened | undefined {
  const network = networkOf(file, shape.faces, shape.units, role);
  const box = boxOf([...network.points.values()]);
  if (box === undefined) return undefined;
  const size = distance3(box.min, box.max);
  if (worstEdge(network) <= deltaMm(size) / 2) return undefined;
  const corners = newCorners(network, size);
  const curves = new Map<NetworkEdge, NewCurve>();
  let moveMm = Math.max(0, ...[...corners].map(([vertex, p]) => distance3(p, network.points.get(vertex) ?? p)));
  let offMm = 0;
  for (const edge of network.edges) {
    const curve = newCurve(network, corners, edge, size);
    if (curve === undefined) continue;
    curves.set(edge, curve.curve);
    offMm = Math.max(offMm, curve.offMm);
    moveMm = Math.max(moveMm, curve.moveMm);
  }
  if (offMm <= deltaMm(size) / 2 || moveMm > mostMoveShare * size) return undefined;
  write(shape, corners, curves, changes);
  const near = (point: Vec3): Vec3 => {
    for (const [vertex, p] of corners) if (distance3(network.points.get(vertex) ?? p, point) === 0) return p;
    return point;
  };
  return { shape: { ...shape, points: shape.points.map(near), seamPoints: shape.seamPoints.map(near) }, offMm, moveMm };
}

const known = (surfaces: readonly (ElementarySurface | undefined)[]): readonly ElementarySurface[] =>
  surfaces.filter((surface) => surface !== undefined);

function pair({ surfaces: [a, b] }: NetworkEdge): readonly [ElementarySurface, ElementarySurface] | undefined {
  return a === undefined || b === undefined ? undefined : [a, b];
}

function endsOf({ points }: Network, { ends }: NetworkEdge): readonly [Vec3, Vec3] | undefined {
  const [start, end] = ends.map((vertex) => points.get(vertex));
  return start === undefined || end === undefined ? undefined : [start, end];
}

/** How far edges lie off their surfaces where those cut each other; where they touch, the edge is as good as any. */
function worstEdge(network: Network): number {
  let worst = 0;
  for (const edge of network.edges) {
    const [surfaces, ends] = [pair(edge), endsOf(network, edge)];
    if (surfaces === undefined || ends === undefined) continue;
    const points = edgePoints(edge.curve, edge.sense, ...ends, looks);
    if (cutEachOther(surfaces, points)) worst = Math.max(worst, worstOff(points, surfaces));
  }
  return worst;
}

/** Vertices pulled onto all of their surfaces; those whose surfaces do not all have a closed form, or do not meet, stay. */
function newCorners(network: Network, size: number): ReadonlyMap<number, Vec3> {
  const corners = new Map<number, Vec3>();
  for (const [vertex, surfaces] of network.around) {
    const point = network.points.get(vertex);
    const all = known(surfaces);
    if (point === undefined || all.length < surfaces.length) continue;
    const corner = meetingPoint(all, point, leastSine * leastSine);
    if (corner.every(Number.isFinite) && worstDistance(all, corner) <= deltaMm(size) / 2) corners.set(vertex, corner);
  }
  return corners;
}

function newCurve(
  network: Network,
  corners: ReadonlyMap<number, Vec3>,
  edge: NetworkEdge,
  size: number,
): { readonly curve: NewCurve; readonly offMm: number; readonly moveMm: number } | undefined {
  const [surfaces, ends] = [pair(edge), endsOf(network, edge)];
  const [start, end] = edge.ends.map((vertex) => corners.get(vertex));
  if (surfaces === undefined || ends === undefined || start === undefined || end === undefined) return undefined;
  const old = (pieces: number): readonly Vec3[] => edgePoints(edge.curve, edge.sense, ...ends, pieces);
  const rough = old(looks);
  if (!cutEachOther(surfaces, rough)) return undefined;
  const found = meetingCurve(surfaces, old, start, end, size);
  return found === undefined ? undefined : { ...found, offMm: worstOff(rough, surfaces) };
}

function write(
  { units }: FileShape,
  corners: ReadonlyMap<number, Vec3>,
  curves: ReadonlyMap<NetworkEdge, NewCurve>,
  changes: Changes,
): void {
  const own = (p: Vec3): Vec3 => mul(p, 1 / units.lengthMm);
  for (const [vertex, p] of corners) {
    changes.replace(vertex, `VERTEX_POINT('',${pointText(changes, own(p))})`);
  }
  for (const [{ edge, ends }, curve] of curves) {
    const vertices = ends.map((vertex) => changes.ref(vertex)).join();
    changes.replace(edge, `EDGE_CURVE('',${vertices},${curveText(curve, own, units.lengthMm, changes)},.T.)`);
  }
}

function curveText(curve: NewCurve, own: (p: Vec3) => Vec3, unitMm: number, changes: Changes): string {
  switch (curve.kind) {
    case "line": {
      const vector = changes.add(`VECTOR('',${directionText(changes, curve.direction)},1.)`);
      return changes.add(`LINE('',${pointText(changes, own(curve.origin))},${vector})`);
    }
    case "circle": {
      const { origin, z, x } = curve.frame;
      const placement = placementText(changes, own(origin), z, x);
      return changes.add(`CIRCLE('',${placement},${real(curve.radius / unitMm)})`);
    }
    case "spline":
      return splineText(curve, own, changes);
  }
}

/** Cubic pieces by arc length: neighbouring ones share the tangent, so a joint has two knots and no pole of its own. */
function splineText(
  { points, tangents }: Extract<NewCurve, { kind: "spline" }>,
  own: (p: Vec3) => Vec3,
  changes: Changes,
): string {
  const [first, last] = [at(points, 0), at(points, points.length - 1)];
  const poles: Vec3[] = [first];
  const knots = [0];
  points.slice(1).forEach((p1, i) => {
    const p0 = at(points, i);
    const h = distance3(p0, p1) / 3;
    const [d0, d1] = [at(tangents, i), at(tangents, i + 1)];
    poles.push([p0[0] + h * d0[0], p0[1] + h * d0[1], p0[2] + h * d0[2]]);
    poles.push([p1[0] - h * d1[0], p1[1] - h * d1[1], p1[2] - h * d1[2]]);
    knots.push(at(knots, knots.length - 1) + 3 * h);
  });
  poles.push(last);
  const multiplicities = knots.map((_, i) => (i === 0 || i === knots.length - 1 ? 4 : 2));
  const list = poles.map((pole) => pointText(changes, own(pole))).join();
  return changes.add(
    `B_SPLINE_CURVE_WITH_KNOTS('',3,(${list}),.UNSPECIFIED.,.F.,.F.,(${multiplicities.join()}),(${knots.map(real).join()}),.UNSPECIFIED.)`,
  );
}
