/**
 * The half-profile that some faces turn about an axis, read from the faces themselves: no section through the solid is
 * taken, so that it does not matter what else cuts the faces off.
 */

import { distance2, evaluateCurve, type Frame, type Topology, toLocal, type Vec2, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { footOn, onAxis, parallel } from "../../analysis/graph/directions.js";
import type { GraphFace, SolidGraph } from "../../analysis/graph/solidGraph.js";
import type { Segment2 } from "../../model/types.js";

/** Points looked at on an edge that is no circle about the axis. */
const pointsPerEdge = 16;

/**
 * Segments in x (distance from the axis) and y (along it) of `frame`, end to end, the lower end first; undefined when the
 * faces make no single chain. All faces must be of revolution about the frame's y.
 */
export function meridianChain(
  kernel: Kernel,
  graph: SolidGraph,
  faces: readonly GraphFace[],
  frame: Frame,
): Segment2[] | undefined {
  const segments: Segment2[] = [];
  for (const same of bySurface(graph, faces, frame)) {
    const segment = segmentOf(kernel, graph, same, frame);
    if (!segment) return undefined;
    segments.push(segment);
  }
  const chain = linked(segments, 2 * graph.toleranceMm);
  const [first, last] = [chain?.[0], chain?.at(-1)];
  if (!chain || !first || !last) return undefined;
  return last.end[1] >= first.start[1] ? chain : chain.map(reversed).reverse();
}

const reversed = (s: Segment2): Segment2 =>
  s.kind === "arc" ? { ...s, start: s.end, end: s.start, ccw: !s.ccw } : { kind: "line", start: s.end, end: s.start };

/** Distance from the axis and height along it. */
function meridianPoint(frame: Frame, p: Vec3): Vec2 {
  const [x, y, z] = toLocal(frame, p);
  return [Math.hypot(x, z), y];
}

/** Faces on one surface count as one. */
function bySurface(graph: SolidGraph, faces: readonly GraphFace[], frame: Frame): GraphFace[][] {
  const groups: { key: readonly number[]; faces: GraphFace[] }[] = [];
  for (const face of faces) {
    const key = carrier(face, frame);
    const known = groups.find(
      (g) =>
        g.faces[0]?.surface.kind === face.surface.kind &&
        g.key.every((k, i) => Math.abs(k - at(key, i)) <= graph.toleranceMm),
    );
    if (known) known.faces.push(face);
    else groups.push({ key, faces: [face] });
  }
  return groups.map((g) => g.faces);
}

/** Numbers that tell the surfaces of one kind about one axis apart, mm. */
function carrier({ surface: s }: GraphFace, frame: Frame): number[] {
  switch (s.kind) {
    case "plane":
      return [meridianPoint(frame, s.frame.origin)[1]];
    case "cylinder":
      return [s.radius];
    case "cone":
      return [0, 1].map((v) => coneRadius(s, frame, v));
    case "sphere":
      return [meridianPoint(frame, s.frame.origin)[1], s.radius];
    case "torus":
      return [meridianPoint(frame, s.frame.origin)[1], s.majorRadius, s.minorRadius];
    default:
      return [];
  }
}

type Cone = Extract<GraphFace["surface"], { kind: "cone" }>;

/** Signed radius of a cone at a height along the axis. */
function coneRadius(cone: Cone, frame: Frame, y: number): number {
  const [, y0] = toLocal(frame, cone.frame.origin);
  const along = cone.frame.z[0] * frame.y[0] + cone.frame.z[1] * frame.y[1] + cone.frame.z[2] * frame.y[2];
  return cone.radius + (y - y0) * Math.sign(along) * Math.tan(cone.semiAngle);
}

function segmentOf(kernel: Kernel, graph: SolidGraph, faces: readonly GraphFace[], frame: Frame): Segment2 | undefined {
  const [face] = faces;
  if (!face) return undefined;
  const points = faces.flatMap((f) => borderPoints(graph, f, frame));
  if (points.length === 0) return undefined;
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const s = face.surface;
  switch (s.kind) {
    case "plane": {
      const [y] = carrier(face, frame);
      if (y === undefined) return undefined;
      const foot = footOn({ origin: frame.origin, direction: frame.y }, s.frame.origin);
      const holdsAxis = faces.some((f) =>
        kernel.scope(
          () => kernel.distanceToPoint(kernel.subShape(graph.shape, "face", f.id), foot) <= graph.toleranceMm,
        ),
      );
      return { kind: "line", start: [holdsAxis ? 0 : Math.min(...xs), y], end: [Math.max(...xs), y] };
    }
    case "cylinder":
      return high - low <= graph.toleranceMm
        ? undefined
        : { kind: "line", start: [s.radius, low], end: [s.radius, high] };
    case "cone": {
      const [a, b] = [coneRadius(s, frame, low), coneRadius(s, frame, high)];
      return {
        kind: "line",
        start: [Math.abs(a) < graph.toleranceMm ? 0 : Math.abs(a), low],
        end: [Math.abs(b) < graph.toleranceMm ? 0 : Math.abs(b), high],
      };
    }
    case "sphere":
    case "torus": {
      const [x0, y0] = [s.kind === "torus" ? s.majorRadius : 0, toLocal(frame, s.frame.origin)[1]];
      const inner = kernel.sampleFace(graph.shape, face.id, 1)[0];
      if (!inner) return undefined;
      const middle = angleAt(meridianPoint(frame, inner.point), x0, y0);
      const offsets = points.map((p) => wrapped(angleAt(p, x0, y0) - middle));
      const [from, to] = [middle + Math.min(...offsets), middle + Math.max(...offsets)];
      const r = s.kind === "torus" ? s.minorRadius : s.radius;
      const at = (t: number): Vec2 => {
        const x = x0 + r * Math.cos(t);
        return [Math.abs(x) < graph.toleranceMm ? 0 : x, y0 + r * Math.sin(t)];
      };
      return { kind: "arc", start: at(from), end: at(to), center: [x0, y0], ccw: true };
    }
    default:
      return undefined;
  }
}

const angleAt = (p: Vec2, x0: number, y0: number): number => Math.atan2(p[1] - y0, p[0] - x0);
const wrapped = (angle: number): number => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));

/** Points of the face's edges in the half-plane: one of a circle about the axis, several of any other. */
function borderPoints(graph: SolidGraph, face: GraphFace, frame: Frame): Vec2[] {
  const { edges, vertices }: Topology = graph.topology;
  const axis = { origin: frame.origin, direction: frame.y };
  return face.info.loops.flatMap(({ coedges }) =>
    coedges.flatMap((c): Vec2[] => {
      const edge = edges[c.edge];
      if (!edge) return [];
      if (!edge.curve) {
        const tip = vertices[edge.start];
        return tip ? [meridianPoint(frame, tip.point)] : [];
      }
      const { curve, range } = edge;
      const about =
        curve.kind === "circle" &&
        parallel(curve.frame.z, frame.y, graph.parallelSine) &&
        onAxis(curve.frame.origin, axis, graph.toleranceMm);
      const count = about ? 0 : pointsPerEdge;
      return Array.from({ length: count + 1 }, (_, i) =>
        meridianPoint(frame, evaluateCurve(curve, range[0] + ((range[1] - range[0]) * i) / Math.max(1, count))),
      );
    }),
  );
}

/** The segments end to end; undefined when they make no single open chain. */
function linked(segments: readonly Segment2[], gapMm: number): Segment2[] | undefined {
  const open = [...segments];
  const first = open.shift();
  if (!first) return undefined;
  const chain = [first];
  while (open.length > 0) {
    const [start, end] = [chain[0]?.start, chain.at(-1)?.end];
    if (!start || !end) return undefined;
    const at = open.findIndex((s) =>
      [s.start, s.end].some((p) => distance2(p, start) <= gapMm || distance2(p, end) <= gapMm),
    );
    const [next] = at < 0 ? [] : open.splice(at, 1);
    if (!next) return undefined;
    if (distance2(next.start, end) <= gapMm) chain.push({ ...next, start: end });
    else if (distance2(next.end, end) <= gapMm) chain.push({ ...reversed(next), start: end });
    else if (distance2(next.end, start) <= gapMm) chain.unshift({ ...next, end: start });
    else chain.unshift({ ...reversed(next), end: start });
  }
  return chain;
}
