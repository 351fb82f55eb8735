/**
 * Fillets as faces: a cylinder, torus or sphere that runs smoothly into what it rounds the edge of. Read from surfaces and
 * smooth edges alone (Venkataraman, Sohoni and Elber, "Blend recognition algorithm and applications", 2001).
 */

import { addScaled, dot, evaluateCurve, type Frame, toLocal, unit, type Vec2, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { onAxis, parallel } from "../../analysis/graph/directions.js";
import { meetSmoothly } from "../../analysis/graph/smooth.js";
import type { GraphFace, SolidGraph } from "../../analysis/graph/solidGraph.js";
import { smoothSine } from "../../tolerances.js";

/** Where a blend stops along its edge. */
type BlendEnd =
  /** Smoothly, at another blend: `at` along the strip (mm, or radians about the axis of a round one). */
  | { readonly kind: "smooth"; readonly face: number; readonly at: number }
  /** At a plane, or at another strip in a mitre. */
  | { readonly kind: "sharp"; readonly face: number; readonly at: number };

interface Common {
  readonly face: number;
  readonly radius: number;
  /** Rounds an outer edge: material was taken away. */
  readonly convex: boolean;
  /** The faces that it runs into. */
  readonly supports: readonly number[];
  readonly ends: readonly BlendEnd[];
}

/** Along a straight edge between planes: `axis` is the tube's (z along the edge), u and v point from it to the supports. */
export interface Strip extends Common {
  readonly kind: "strip";
  readonly axis: Frame;
  readonly u: Vec3;
  readonly v: Vec3;
}

/** Along a circle: u and v point from the tube's centre to the supports, as (away from the axis, along the axis). */
export interface Round extends Common {
  readonly kind: "round";
  /** z along the axis, origin in the plane of the tube's centre. */
  readonly axis: Frame;
  readonly majorRadius: number;
  readonly u: Vec2;
  readonly v: Vec2;
  /** Angles that it covers, from the frame's x. */
  readonly from: number;
  readonly to: number;
}

/** Where three strips meet: a piece of a sphere. */
export interface Corner extends Common {
  readonly kind: "corner";
  readonly center: Vec3;
}

export type Blend = Strip | Round | Corner;

/** Cosine beyond which two supports are too nearly parallel, or one plane, to have an edge. */
const flatCosine = 0.97;

/** Which blends are read: those that end at planes only, or also those that run out into cylinders. */
export type BlendEnds = "flat" | "round";

/** The blends of a solid whose whole chains could be read. */
export function blendsOf(graph: SolidGraph, ends: BlendEnds = "flat"): Blend[] {
  const borders = graph.faces.map((face) => bordersOf(graph, face));
  let blends = graph.faces.flatMap((face): Blend[] => {
    const border = borders[face.id] ?? [];
    const blend = asStrip(graph, face, border) ?? asRound(graph, face, border) ?? asCorner(graph, face, border);
    return blend ? [blend] : [];
  });
  // What runs on into something that is no blend of its kind cannot be taken off.
  for (;;) {
    const known = new Map(blends.map((b) => [b.face, b]));
    const left = blends.filter((b) => b.ends.every((end) => endsWell(graph, b, end, known, ends)));
    if (left.length === blends.length) return blends;
    blends = left;
  }
}

function endsWell(
  graph: SolidGraph,
  blend: Blend,
  end: BlendEnd,
  known: ReadonlyMap<number, Blend>,
  ends: BlendEnds,
): boolean {
  const next = known.get(end.face);
  const same =
    next !== undefined && next.convex === blend.convex && Math.abs(next.radius - blend.radius) <= graph.toleranceMm;
  if (end.kind === "smooth") return same;
  const at = graph.faces[end.face]?.surface;
  if (at?.kind === "plane") return true;
  // A wall that the fillet runs out into: the wedge ends where the wall does.
  if (ends === "round" && !next && at?.kind === "cylinder" && blend.kind === "strip") return true;
  return (
    same && blend.kind === "strip" && next.kind === "strip" && next.supports.some((s) => blend.supports.includes(s))
  );
}

/** One edge of a face, seen from the face. */
interface Border {
  readonly other: number;
  readonly smooth: boolean;
  readonly start: Vec3;
  readonly middle: Vec3;
  readonly end: Vec3;
  /** Direction of a line, axis of a circle. */
  readonly along?: Vec3;
  readonly kind: "line" | "circle" | "other";
  readonly center?: Vec3;
}

function bordersOf(graph: SolidGraph, face: GraphFace): Border[] {
  const { edges } = graph.topology;
  return face.info.loops.flatMap(({ coedges }) =>
    coedges.flatMap((c): Border[] => {
      const edge = edges[c.edge];
      const other = edge?.faces.find((f) => f !== face.id);
      if (!edge?.curve || other === undefined) return [];
      const { curve, range } = edge;
      const middle = evaluateCurve(curve, (range[0] + range[1]) / 2);
      return [
        {
          other,
          smooth: meetSmoothly(graph, face.id, other, middle) === true,
          start: evaluateCurve(curve, range[0]),
          middle,
          end: evaluateCurve(curve, range[1]),
          kind: curve.kind === "line" || curve.kind === "circle" ? curve.kind : "other",
          ...(curve.kind === "line" ? { along: curve.direction } : {}),
          ...(curve.kind === "circle" ? { along: curve.frame.z, center: curve.frame.origin } : {}),
        },
      ];
    }),
  );
}

function asStrip(graph: SolidGraph, face: GraphFace, borders: readonly Border[]): Strip | undefined {
  const s = face.surface;
  if (s.kind !== "cylinder") return undefined;
  const axis = s.frame;
  const isSpring = (b: Border): boolean =>
    b.smooth &&
    b.kind === "line" &&
    b.along !== undefined &&
    parallel(b.along, axis.z, smoothSine) &&
    graph.faces[b.other]?.surface.kind === "plane";
  const sides = new Map<number, Vec3>();
  for (const b of borders.filter(isSpring)) {
    const [x, y] = toLocal(axis, b.middle);
    sides.set(b.other, unit(addScaled([axis.x[0] * x, axis.x[1] * x, axis.x[2] * x], axis.y, y)));
  }
  const [u, v] = [...sides.values()];
  if (sides.size !== 2 || !u || !v || Math.abs(dot(u, v)) > flatCosine) return undefined;
  const ends: BlendEnd[] = [];
  for (const b of borders.filter((border) => !isSpring(border))) {
    const at = toLocal(axis, b.middle)[2];
    const heights = [b.start, b.end].map((p) => toLocal(axis, p)[2]);
    if (b.smooth && heights.some((h) => Math.abs(h - at) > graph.toleranceMm)) return undefined;
    ends.push({ kind: b.smooth ? "smooth" : "sharp", face: b.other, at });
  }
  if (ends.length === 0) return undefined;
  return {
    kind: "strip",
    face: face.id,
    radius: s.radius,
    convex: face.sameSense,
    supports: [...sides.keys()],
    ends,
    axis,
    u,
    v,
  };
}

function asRound(graph: SolidGraph, face: GraphFace, borders: readonly Border[]): Round | undefined {
  const s = face.surface;
  if (s.kind !== "torus" || s.majorRadius <= graph.toleranceMm) return undefined;
  const axis = s.frame;
  const line = { origin: axis.origin, direction: axis.z };
  const meridian = (p: Vec3): Vec2 => {
    const [x, y, z] = toLocal(axis, p);
    return [(Math.hypot(x, y) - s.majorRadius) / s.minorRadius, z / s.minorRadius];
  };
  const isSpring = (b: Border): boolean =>
    b.smooth &&
    b.kind === "circle" &&
    b.along !== undefined &&
    b.center !== undefined &&
    parallel(b.along, axis.z, smoothSine) &&
    onAxis(b.center, line, graph.toleranceMm) &&
    ["plane", "cylinder", "cone"].includes(at(graph.faces, b.other).surface.kind);
  const sides = new Map<number, Vec2>();
  for (const b of borders.filter(isSpring)) sides.set(b.other, meridian(b.middle));
  const [u, v] = [...sides.values()];
  if (sides.size !== 2 || !u || !v || Math.abs(u[0] * v[0] + u[1] * v[1]) > flatCosine) return undefined;
  const angles: number[] = [];
  const ends: BlendEnd[] = [];
  const angleOf = (p: Vec3): number => {
    const [x, y] = toLocal(axis, p);
    return Math.atan2(y, x);
  };
  for (const b of borders.filter((border) => !isSpring(border))) {
    const at = angleOf(b.middle);
    // Ends lie in planes through the axis.
    if ([b.start, b.end].some((p) => Math.abs(wrapped(angleOf(p) - at)) * s.majorRadius > 2 * graph.toleranceMm))
      return undefined;
    angles.push(at);
    ends.push({ kind: b.smooth ? "smooth" : "sharp", face: b.other, at });
  }
  const common = { face: face.id, radius: s.minorRadius, convex: face.sameSense, supports: [...sides.keys()], ends };
  if (ends.length === 0)
    return { kind: "round", ...common, axis, majorRadius: s.majorRadius, u, v, from: 0, to: 2 * Math.PI };
  const spring = borders.find(isSpring);
  if (ends.length !== 2 || !spring) return undefined;
  const inside = angleOf(spring.middle);
  const [a, b] = angles.map((angle) => wrapped(angle - inside));
  if (a === undefined || b === undefined || a * b >= 0) return undefined;
  return {
    kind: "round",
    ...common,
    axis,
    majorRadius: s.majorRadius,
    u,
    v,
    from: inside + Math.min(a, b),
    to: inside + Math.max(a, b),
  };
}

const wrapped = (angle: number): number => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));

function asCorner(graph: SolidGraph, face: GraphFace, borders: readonly Border[]): Corner | undefined {
  const s = face.surface;
  if (s.kind !== "sphere" || borders.length !== 3 || borders.some((b) => !b.smooth)) return undefined;
  // The planes that the strips around it run along, all three of them.
  const supports = new Set<number>();
  for (const b of borders) {
    const strip = graph.faces[b.other];
    if (strip?.surface.kind !== "cylinder") return undefined;
    for (const side of bordersOf(graph, strip))
      if (side.smooth && graph.faces[side.other]?.surface.kind === "plane") supports.add(side.other);
  }
  if (supports.size !== 3) return undefined;
  return {
    kind: "corner",
    face: face.id,
    radius: s.radius,
    convex: face.sameSense,
    supports: [...supports],
    ends: borders.map((b) => ({ kind: "smooth", face: b.other, at: 0 })),
    center: s.frame.origin,
  };
}

/** The point where the supports' tangents meet, seen from the tube's centre, for unit directions to the supports. */
export const apexScale = (cosine: number, radius: number): number => radius / (1 + cosine);
