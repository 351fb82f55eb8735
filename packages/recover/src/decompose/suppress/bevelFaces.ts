/** Faces that a chamfer left: flat strips, and cones, that cut two faces off at one distance from the edge that these would have. */
import { cross, distance3, dot, evaluateCurve, norm, sub, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { parallel } from "../../analysis/graph/directions.js";
import { isElementary, naturalNormal } from "../../analysis/graph/elementary.js";
import { meetingPoint } from "../../analysis/graph/meetingPoint.js";
import type { GraphFace, SolidGraph } from "../../analysis/graph/solidGraph.js";
import { parallelAxesSquaredSine } from "../../tolerances.js";
import type { BlendFace } from "./blendFaces.js";
import { type Neighbour, neighboursOf } from "./neighbours.js";

/** A bevel is narrower than the faces that it is between by this factor at least: a side of a hexagon is none. */
const mostWidthShare = 0.5;

/** The face as a bevel along an edge; undefined where it is none. */
export function asBevel(graph: SolidGraph, face: GraphFace): BlendFace | undefined {
  const { surface } = face;
  if (surface.kind !== "plane" && surface.kind !== "cone") return undefined;
  const sides = longSides(graph, face);
  if (!sides) return undefined;
  const supports = sides.map(([first]) => first.other) as [number, number];
  const [a, b] = sides.map(([first]) => first) as [Neighbour, Neighbour];
  const corner = cornerBetween(graph, supports, a.middle, b.middle);
  if (!corner) return undefined;
  const [near, far] = [setback(graph, a, corner), setback(graph, b, corner)];
  if (near === undefined || far === undefined || Math.abs(near - far) > 2 * graph.toleranceMm) return undefined;
  const width = near + far;
  if (sides.some(([side]) => width > 2 * mostWidthShare * widthOf(graph, side))) return undefined;
  return {
    kind: "chamfer",
    face: face.id,
    size: near,
    supports,
    springs: new Map(sides.flat().map(({ edge, other }) => [edge, other])),
    smoothEnds: [],
  };
}

type Side = readonly [Neighbour, ...Neighbour[]];

/** Its edges along the two faces that it cuts off: parallel lines, or circles about the cone's axis. */
function longSides(graph: SolidGraph, face: GraphFace): readonly [Side, Side] | undefined {
  const { surface } = face;
  const neighbours = neighboursOf(graph, face.id).filter(({ other }) => isElementary(at(graph.faces, other).surface));
  if (surface.kind === "cone") {
    const isWhole = neighbours.every(({ edge }) => at(graph.topology.edges, edge).curve?.kind === "circle");
    const round = neighbours.filter(({ edge, other }) => {
      const { curve } = at(graph.topology.edges, edge);
      const beside = at(graph.faces, other);
      const isOuter =
        beside.surface.kind === "plane" || (beside.surface.kind === "cylinder" && (beside.sameSense || !isWhole));
      return curve?.kind === "circle" && parallel(curve.frame.z, surface.frame.z, graph.parallelSine) && isOuter;
    });
    return bySide(round);
  }
  const lines = neighbours.filter(({ edge }) => at(graph.topology.edges, edge).curve?.kind === "line");
  const directionOf = ({ edge }: Neighbour): Vec3 => {
    const { curve } = at(graph.topology.edges, edge);
    return curve?.kind === "line" ? curve.direction : [0, 0, 0];
  };
  const lengthOf = ({ edge }: Neighbour): number => {
    const { range } = at(graph.topology.edges, edge);
    return range[1] - range[0];
  };
  const [longest] = [...lines].sort((p, q) => lengthOf(q) - lengthOf(p));
  if (!longest) return undefined;
  return bySide(lines.filter((one) => parallel(directionOf(one), directionOf(longest), graph.parallelSine)));
}

/** In two sides by the face beside them; undefined where those are not two. */
function bySide(neighbours: readonly Neighbour[]): readonly [Side, Side] | undefined {
  const sides = new Map<number, [Neighbour, ...Neighbour[]]>();
  for (const one of neighbours) {
    const known = sides.get(one.other);
    if (known) known.push(one);
    else sides.set(one.other, [one]);
  }
  const [first, second, ...more] = [...sides.values()];
  return first && second && more.length === 0 ? [first, second] : undefined;
}

/** A point of the edge that the two faces would have, beside the middle of the bevel. */
function cornerBetween(graph: SolidGraph, supports: readonly [number, number], p: Vec3, q: Vec3): Vec3 | undefined {
  const surfaces = supports.map((id) => at(graph.faces, id).surface).filter(isElementary);
  const middle: Vec3 = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2, (p[2] + q[2]) / 2];
  const [m, n] = surfaces.map((surface) => naturalNormal(surface, middle));
  if (!m || !n) return undefined;
  const along = cross(m, n);
  return dot(along, along) < parallelAxesSquaredSine ? undefined : meetingPoint(surfaces, middle);
}

/** How far the side's curve is from the corner, mm. */
function setback(graph: SolidGraph, { edge }: Neighbour, corner: Vec3): number | undefined {
  const { curve } = at(graph.topology.edges, edge);
  if (curve?.kind === "line") return norm(cross(sub(corner, curve.origin), curve.direction));
  if (curve?.kind !== "circle") return undefined;
  const { origin, z } = curve.frame;
  const height = dot(sub(corner, origin), z);
  return Math.hypot(height, norm(cross(sub(corner, origin), z)) - curve.radius);
}

/** How wide the face beside a side is, away from the side, mm. */
function widthOf(graph: SolidGraph, { edge, other }: Neighbour): number {
  const { curve, range } = at(graph.topology.edges, edge);
  if (!curve) return 0;
  const { edges, vertices } = graph.topology;
  const corners = at(graph.faces, other).info.loops.flatMap(({ coedges }) =>
    coedges.flatMap(({ edge: id }) =>
      [at(edges, id).start, at(edges, id).end].map((vertex) => at(vertices, vertex).point),
    ),
  );
  if (curve.kind === "line") return Math.max(...corners.map((p) => norm(cross(sub(p, curve.origin), curve.direction))));
  const start = evaluateCurve(curve, range[0]);
  if (curve.kind !== "circle") return Math.max(...corners.map((p) => distance3(p, start)));
  const { frame, radius } = curve;
  const away = corners.map((p) => {
    const height = dot(sub(p, frame.origin), frame.z);
    return Math.hypot(height, norm(cross(sub(p, frame.origin), frame.z)) - radius);
  });
  // A flat face may end at the circle and nowhere else.
  return Math.max(...away, at(graph.faces, other).surface.kind === "plane" ? radius : 0);
}
