/** Regions of a sketch: one bounded cell of its arrangement, with the closed curves inside it as holes. */

import type { Vec2 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { endShare, weldMm } from "../tolerances.js";
import { type Arrangement, areaOf, arrange, type Cycle, type HalfEdge, type Segment } from "./arrangement.js";
import { type Curve2, pointAt, reversed, startOf } from "./curve2.js";
import { isBeside, meetings } from "./intersect.js";
import { add2, length2, polar2, sub2 } from "./vec2.js";

/** A piece of a segment on the boundary of a region. */
export interface BoundaryPiece {
  readonly segment: string;
  readonly curve: Curve2;
  /** Whether `curve` runs as the segment was drawn. */
  readonly forward: boolean;
}

/** The outer loop counterclockwise, the holes clockwise, pieces in order. */
export interface Region {
  readonly outer: readonly BoundaryPiece[];
  readonly holes: readonly (readonly BoundaryPiece[])[];
}

export interface RegionBySegments {
  readonly segment: string;
  readonly intersectionSegment: string;
  /** Which meeting of the two, counted along `segment`; negative from the end. */
  readonly intersectionIndex: number;
  readonly clockwise: boolean;
}

const bad = (detail: string): UnbakeError => new UnbakeError("kcl_execution", detail);

/** The region that is met by following `segment` to its meeting with the other segment and turning there. */
export function regionBySegments(segments: readonly Segment[], wanted: RegionBySegments): Region {
  const arrangement = arrange(segments);
  const arrival = arrivalOf(segments, arrangement, wanted);
  if (arrival === undefined) return regionBetween(arrangement, wanted);
  const loop = traced(arrangement, wanted.clockwise ? arrangement.halfEdges[arrival.twin] : arrival, arrival);
  if (!loop) throw bad("the segments of the region bound no area");
  return withHoles(arrangement, loop);
}

/** The smallest bounded cell that both segments bound, where they need not meet. */
function regionBetween(arrangement: Arrangement, { segment, intersectionSegment }: RegionBySegments): Region {
  const bounds = (cycle: Cycle, id: string): boolean => cycle.edges.some((edge) => edge.segment === id);
  const cell = arrangement.cycles
    .filter((cycle) => cycle.area > 0 && bounds(cycle, segment) && bounds(cycle, intersectionSegment))
    .sort((a, b) => a.area - b.area)[0];
  if (!cell) throw bad("the segments of the region do not meet, and no closed region lies between them");
  return withHoles(arrangement, cell.edges);
}

/** The smallest bounded cell around a point, or beside it when it lies on a border. */
export function regionAround(segments: readonly Segment[], point: Vec2): Region {
  const arrangement = arrange(segments);
  const around = arrangement.cycles
    .filter(
      (cycle) => cycle.area > 0 && (contains(cycle.edges, point) || cycle.edges.some((e) => isOn(e.curve, point))),
    )
    .sort((a, b) => a.area - b.area);
  const cell = around[0];
  if (!cell) throw bad(`no closed region of the sketch contains the point (${point[0]}, ${point[1]})`);
  return withHoles(arrangement, cell.edges);
}

/** Does a point lie on the curve? A short cross through it meets the curve then. */
function isOn(curve: Curve2, point: Vec2): boolean {
  const arm = 2 * weldMm;
  const bars = [0, Math.PI / 2].map(
    (angle): Curve2 => ({
      kind: "line",
      a: sub2(point, polar2(arm, angle)),
      b: add2(point, polar2(arm, angle)),
    }),
  );
  return bars.some((bar) => meetings(bar, curve).length > 0);
}

/**
 * The half-edge of `segment` that arrives at the wanted meeting: forwards, or backwards when the meeting is at its start; undefined when the two
 * do not meet.
 */
function arrivalOf(
  segments: readonly Segment[],
  arrangement: Arrangement,
  wanted: RegionBySegments,
): HalfEdge | undefined {
  const find = (id: string): Segment => {
    const found = segments.find((segment) => segment.id === id);
    if (!found) throw bad(`the sketch has no segment ${id}`);
    return found;
  };
  // Construction segments are not drawn: a region named by one of them and a drawn one is found by the drawn one.
  const drawn = [wanted.segment, wanted.intersectionSegment].filter((id) => segments.some((s) => s.id === id));
  const [firstId, secondId] = [drawn[0] ?? wanted.segment, drawn[1] ?? drawn[0] ?? wanted.segment];
  const first = find(firstId);
  const own = arrangement.halfEdges.filter((edge) => edge.segment === first.id);
  const alone = firstId === secondId;
  const points = alone ? [pointAt(first.curve, 1)] : meetingPoints(first.curve, find(secondId).curve);
  const point = points.at(wanted.intersectionIndex) ?? points.at(-1);
  if (!point) return undefined;
  const arrives = (edge: HalfEdge): boolean => {
    const vertex = arrangement.vertices[edge.to];
    return vertex !== undefined && length2(sub2(vertex, point)) < 2 * weldMm;
  };
  const found = own.find((edge) => edge.forward && arrives(edge)) ?? own.find(arrives);
  if (!found) throw bad("the segments of the region do not meet at a corner of the sketch");
  return found;
}

function meetingPoints(a: Curve2, b: Curve2): Vec2[] {
  return meetings(a, b)
    .sort((x, y) => x.ta - y.ta)
    .map(({ ta }) => pointAt(a, ta));
}

/** The cycle that goes on from the arrival. A loose end is left at its corner; an outline is traced like a cell. */
function traced(
  arrangement: Arrangement,
  edge: HalfEdge | undefined,
  arrival: HalfEdge,
): readonly HalfEdge[] | undefined {
  const on = (candidate: HalfEdge | undefined): Cycle | undefined =>
    candidate && arrangement.cycles.find((cycle) => cycle.edges.some((e) => e.index === candidate.index));
  const cycle = on(edge) ?? on(arrangement.next(arrival));
  return cycle?.edges;
}

function withHoles(arrangement: Arrangement, loop: readonly HalfEdge[]): Region {
  const own = new Set(loop.map((edge) => arrangement.component(edge.from)));
  const inside = arrangement.cycles.filter((cycle) => {
    const first = cycle.edges[0];
    if (!first || cycle.area >= 0 || own.has(arrangement.component(first.from))) return false;
    return contains(loop, startOf(first.curve));
  });
  // Only the outermost of nested outlines bound the region.
  const within = (cycle: Cycle, other: Cycle): boolean => {
    const first = cycle.edges[0];
    return (
      Math.abs(other.area) > Math.abs(cycle.area) && first !== undefined && contains(other.edges, startOf(first.curve))
    );
  };
  const outermost = inside.filter((cycle) => !inside.some((other) => within(cycle, other)));
  return {
    outer: oriented(loop, true),
    holes: outermost.map((cycle) => oriented(cycle.edges, false)),
  };
}

function oriented(edges: readonly HalfEdge[], counterclockwise: boolean): BoundaryPiece[] {
  const pieces = edges.map(({ segment, curve, forward }) => ({ segment, curve, forward }));
  return areaOf(pieces) > 0 === counterclockwise
    ? pieces
    : pieces.reverse().map(({ segment, curve, forward }) => ({ segment, curve: reversed(curve), forward: !forward }));
}

/** Whether a closed chain of curves goes round a point: crossings of a ray, turned until it meets no corner. */
export function contains(edges: readonly { readonly curve: Curve2 }[], point: Vec2): boolean {
  if (edges.every(({ curve }) => isBeside(curve, point))) return false;
  const reach =
    4 *
    Math.max(
      1,
      ...edges.map(({ curve }) => length2(sub2(pointAt(curve, 0.5), point)) + length2(sub2(startOf(curve), point))),
    );
  for (let attempt = 0; attempt < 16; attempt++) {
    const ray: Curve2 = { kind: "line", a: point, b: add2(point, polar2(reach, 0.7321 + attempt * 1.2345)) };
    const hits = edges.map(({ curve }) => meetings(ray, curve));
    if (hits.flat().some(({ tb }) => tb < endShare || tb > 1 - endShare)) continue;
    return hits.flat().length % 2 === 1;
  }
  throw new UnbakeError("internal", "every ray from the point meets a corner of the loop");
}
