/** The sections of a loft as closed or open chains of splines that correspond to each other, edge by edge. */

import type { Coedge, Topology, Vec3 } from "@unbake/geometry";
import { addScaled, cross, curveToSpline, distance3, dot, evaluateCurve, type Spline, sub } from "@unbake/geometry";
import { at, last } from "@unbake/ground";
import type { Shape } from "../api.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { lessTwistShare } from "../tolerances.js";

/** One edge of a section, run through in the direction of the section. */
interface SectionEdge {
  readonly id: number;
  /** The vertex that it starts from. */
  readonly vertex: number;
  readonly start: Vec3;
  readonly middle: Vec3;
  readonly spline: Spline;
}

export interface Section {
  readonly edges: readonly SectionEdge[];
  readonly closed: boolean;
  /** Where an open section ends, else its start. */
  readonly end: Vec3;
  readonly endVertex: number;
}

/**
 * The sections in order, turned the same way round, each started where it is least twisted against the one before.
 * Undefined where they do not correspond by their edges: different numbers, several loops, rational splines.
 */
export function correspondingSections(context: Context, profiles: readonly Shape[]): Section[] | undefined {
  const sections: Section[] = [];
  for (const profile of profiles) {
    const topology = topologyOf(context, profile);
    const walk = walkOf(topology);
    if (!walk) return undefined;
    const drawn = sectionAlong(topology, walk);
    const before = sections.at(-1);
    if (!drawn || (before && (before.edges.length !== drawn.edges.length || before.closed !== drawn.closed))) {
      return undefined;
    }
    const section = before ? aligned(topology, walk, drawn, before) : drawn;
    if (!section) return undefined;
    sections.push(section);
  }
  return sections;
}

/** The one loop of a face or the chain of a wire, from its first edge on, in the direction in which it was drawn. */
function walkOf({ faces, edges }: Topology): readonly Coedge[] | undefined {
  if (faces.length > 1 || edges.length === 0 || edges.some(({ curve }) => !curve)) return undefined;
  const [face] = faces;
  if (face) return face.loops.length === 1 ? asDrawn(at(face.loops, 0).coedges) : undefined;
  const walk: Coedge[] = [];
  for (const [i, edge] of edges.entries()) {
    const next = edges[i + 1] ?? edges[0];
    const before = walk.at(-1);
    const here = before && at(edges, before.edge)[before.reversed ? "start" : "end"];
    const reversed = here === undefined ? next !== edge && !touches(next, edge.end) : edge.start !== here;
    if (here !== undefined && (reversed ? edge.end : edge.start) !== here) return undefined;
    walk.push({ edge: edge.id, reversed });
  }
  return walk;
}

function touches(edge: { readonly start: number; readonly end: number } | undefined, vertex: number): boolean {
  return edge !== undefined && (edge.start === vertex || edge.end === vertex);
}

/** A loop numbered against its direction was drawn the other way round. */
function asDrawn(loop: readonly Coedge[]): readonly Coedge[] {
  const first = loop.findIndex(({ edge }) => loop.every((other) => other.edge >= edge));
  const forward = rotated(loop, first);
  if (forward.length < 2) return forward;
  return at(forward, 1).edge <= last(forward).edge ? forward : backwards(forward);
}

const rotated = <T>(list: readonly T[], from: number): T[] => [...list.slice(from), ...list.slice(0, from)];

/** The same loop the other way round, from the same edge on. */
function backwards(walk: readonly Coedge[]): Coedge[] {
  const turned = [...walk].reverse().map(({ edge, reversed }) => ({ edge, reversed: !reversed }));
  return rotated(turned, turned.length - 1);
}

function sectionAlong({ edges, vertices }: Topology, walk: readonly Coedge[]): Section | undefined {
  const made: SectionEdge[] = [];
  let end: number | undefined;
  for (const { edge: id, reversed } of walk) {
    const edge = edges[id];
    if (!edge?.curve) return undefined;
    const vertex = reversed ? edge.end : edge.start;
    end = reversed ? edge.start : edge.end;
    const start = vertices[vertex]?.point;
    const spline = curveToSpline(edge.curve, edge.range[0], edge.range[1]);
    if (!start || spline.poles.some((pole) => pole.length !== 3)) return undefined;
    const middle = evaluateCurve(edge.curve, (edge.range[0] + edge.range[1]) / 2);
    made.push({ id, vertex, start, middle, spline: reversed ? reversedSpline(spline) : spline });
  }
  const point = end === undefined ? undefined : vertices[end]?.point;
  if (end === undefined || !point) return undefined;
  return { edges: made, closed: end === made[0]?.vertex, end: point, endVertex: end };
}

function reversedSpline({ degree, flat, poles }: Spline): Spline {
  return { degree, flat: flat.map((knot) => -knot).reverse(), poles: [...poles].reverse() };
}

/** The section turned to fit the one before. */
function aligned(topology: Topology, walk: readonly Coedge[], drawn: Section, before: Section): Section | undefined {
  if (!drawn.closed) {
    const reverse = sectionAlong(
      topology,
      [...walk].reverse().map((one) => ({ ...one, reversed: !one.reversed })),
    );
    return reverse && twist(reverse, before) < twist(drawn, before) ? reverse : drawn;
  }
  const sameWay = dot(areaVector(drawn), areaVector(before)) >= 0;
  const way = sameWay ? walk : backwards(walk);
  let best: Section | undefined;
  for (let from = 0; from < way.length; from++) {
    const candidate = sectionAlong(topology, rotated(way, from));
    if (!candidate) return undefined;
    // As it was drawn, unless another start is lessTwistShare less twisted.
    if (!best || twist(candidate, before) < (1 - lessTwistShare) * twist(best, before)) best = candidate;
  }
  return best;
}

const pointsOf = ({ edges, closed, end }: Section): Vec3[] => [
  ...edges.flatMap(({ start, middle }) => [start, middle]),
  ...(closed ? [] : [end]),
];

/** Sum of squares between corresponding points, once the middles lie on each other. */
function twist(a: Section, b: Section): number {
  const [p, q] = [pointsOf(a), pointsOf(b)];
  const shift = sub(middleOf(q), middleOf(p));
  return p.reduce((sum, point, i) => sum + distance3(addScaled(point, shift, 1), q[i] ?? point) ** 2, 0);
}

function middleOf(points: readonly Vec3[]): Vec3 {
  const mean = (k: 0 | 1 | 2): number => points.reduce((sum, point) => sum + point[k], 0) / points.length;
  return [mean(0), mean(1), mean(2)];
}

/** Twice the area that the section winds round, along its normal; curves by their poles. */
function areaVector({ edges }: Section): Vec3 {
  const points = edges.flatMap(({ spline }) => spline.poles.map(([x = 0, y = 0, z = 0]): Vec3 => [x, y, z]));
  const [origin] = points;
  if (!origin) return [0, 0, 0];
  return points.reduce<Vec3>(
    (sum, point, i) => {
      const next = at(points, (i + 1) % points.length);
      return addScaled(sum, cross(sub(point, origin), sub(next, origin)), 1);
    },
    [0, 0, 0],
  );
}
