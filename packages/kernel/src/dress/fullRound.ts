/**
 * Fillets that leave nothing of a face between them, which OpenCASCADE cannot make: two radii as large as the wall is wide, a ball of a cube.
 * What rounding takes off (or adds in an inner edge) is built as bodies of its own, exact ones, and cut (or fused). For straight edges between
 * planes and arcs between planes, cylinders and cones about their axis.
 */

import type { EdgeInfo, Topology, Vec3 } from "@unbake/geometry";
import { applyPose, curveTangent, dot, evaluateCurve, rotationPose, translationPose, unit } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Operation, Shape } from "../api.js";
import { distanceToNative } from "../measure/distance.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { subShapes } from "../occ/subshapes.js";
import { boolean } from "../ops/booleans.js";
import { chain } from "../ops/operation.js";
import { complaintAbout } from "../ops/soundness.js";
import { parallelCosineGap, rebuiltReachMm } from "../tolerances.js";
import { completeHistory } from "./completeHistory.js";
import { type RoundSection, roundSection, touches } from "./roundSection.js";
import { cornerTool, type RoundTool, strip, wayFrom } from "./roundTools.js";

interface Rounded {
  readonly edge: EdgeInfo;
  readonly section: RoundSection;
}

/** A tool and the edge (or vertex) that it belongs to. */
interface Owned extends RoundTool {
  readonly kind: "edge" | "vertex";
  readonly id: number;
  readonly convex: boolean;
}

/** The solid with its edges rounded; undefined where this construction does not apply or the rounds do not fit. */
export function fullRound(
  context: Context,
  solid: Shape,
  items: readonly { readonly edge: number; readonly radius: number }[],
): Operation | undefined {
  const topology = topologyOf(context, solid);
  const rounded = withChains(topology, items);
  if (!rounded?.every((one) => fits(context, solid, one, rounded))) return undefined;
  const tools = toolsFor(context, topology, rounded);
  if (!tools) return undefined;
  let done: Operation | undefined;
  const made = new Map<Owned, readonly number[]>();
  for (const convex of [true, false]) {
    const now = tools.filter((tool) => tool.convex === convex);
    if (now.length === 0) continue;
    const shapes = now.map(({ shape }) => shape);
    const step = boolean(context, convex ? "cut" : "fuse", [done?.shape ?? solid], shapes);
    for (const [tool, ids] of made) made.set(tool, follow(step, done?.shape ?? solid, ids));
    for (const tool of now) made.set(tool, follow(step, tool.shape, tool.round));
    done = done ? chain(done, step) : step;
  }
  if (!done) return undefined;
  if (complaintAbout(context, done.shape) !== undefined) return undefined;
  const faces = new Map([...made].map(([tool, ids]) => [`${tool.kind} ${tool.id}`, ids]));
  return completeHistory(context, solid, {
    shape: done.shape,
    modified: done.modified,
    generated: (ref, kind) => (kind === "face" ? [...(faces.get(`${ref.kind} ${ref.id}`) ?? [])] : []),
  });
}

const follow = (step: Operation, shape: Shape, ids: readonly number[]): number[] => [
  ...new Set(ids.flatMap((id) => step.modified({ shape, kind: "face", id }))),
];

/** The edges with those that continue them smoothly; undefined when one of them is of another sort, or has two radii. */
function withChains(
  topology: Topology,
  items: readonly { readonly edge: number; readonly radius: number }[],
): Rounded[] | undefined {
  const found = new Map<number, Rounded>();
  const queue = [...items];
  for (let item = queue.shift(); item; item = queue.shift()) {
    const { radius } = item;
    const known = found.get(item.edge);
    if (known && known.section.radius !== radius) return undefined;
    if (known) continue;
    const edge = at(topology.edges, item.edge);
    const section = roundSection(topology, edge, radius);
    if (!section) return undefined;
    found.set(edge.id, { edge, section });
    for (const next of continuations(topology, edge)) queue.push({ edge: next.id, radius });
  }
  return [...found.values()];
}

/** Edges that go on from the ends of an edge in its direction, between faces one of which it has too. */
function continuations(topology: Topology, edge: EdgeInfo): EdgeInfo[] {
  return [true, false].flatMap((atStart) => {
    const vertex = atStart ? edge.start : edge.end;
    if (edge.start === edge.end || vertex < 0) return [];
    const along = tangentAt(edge, atStart);
    return topology.edges.filter((other) => {
      if (other.id === edge.id || other.degenerate || (other.start !== vertex && other.end !== vertex)) return false;
      if (!other.faces.some((face) => edge.faces.includes(face))) return false;
      const way = tangentAt(other, other.start === vertex);
      return along && way && Math.abs(dot(along, way)) > 1 - parallelCosineGap;
    });
  });
}

function tangentAt({ curve, range }: EdgeInfo, atStart: boolean): Vec3 | undefined {
  return curve && unit(curveTangent(curve, range[atStart ? 0 : 1]));
}

const samples = [0.05, 0.35, 0.65, 0.95];

/** The round touches both faces all along, and no nearer to another rounded edge of a face than the round there reaches. */
function fits(context: Context, solid: Shape, { edge, section }: Rounded, all: readonly Rounded[]): boolean {
  const faces = subShapes(context.oc, context.store, solid, "face");
  const edges = subShapes(context.oc, context.store, solid, "edge");
  return edge.faces.every((face, side) => {
    const beside = all.filter((other) => other.edge.faces.includes(face));
    return samples.every((part) => {
      const point = along(edge, section, at(touches(section), side), part);
      if (distanceToNative(context, faces.at(face), point) > rebuiltReachMm) return false;
      return beside.every((other) => {
        const distance = distanceToNative(context, edges.at(other.edge.id), point);
        return meets(edge, other.edge) || distance >= other.section.reach - rebuiltReachMm;
      });
    });
  });
}

const meets = (a: EdgeInfo, b: EdgeInfo): boolean =>
  a.id !== b.id && [a.start, a.end].some((vertex) => vertex >= 0 && (vertex === b.start || vertex === b.end));

/** A point of the section carried along the edge. */
function along({ curve, range }: EdgeInfo, { corner }: RoundSection, point: Vec3, part: number): Vec3 {
  if (!curve) return point;
  if (curve.kind === "circle") {
    return applyPose(rotationPose(curve.frame.origin, curve.frame.z, part * (range[1] - range[0])), point);
  }
  const here = evaluateCurve(curve, range[0] + part * (range[1] - range[0]));
  return applyPose(translationPose([here[0] - corner[0], here[1] - corner[1], here[2] - corner[2]]), point);
}

/** The tools of all edges and corners; undefined when an end of an edge is not one that they know. */
function toolsFor(context: Context, topology: Topology, rounded: readonly Rounded[]): Owned[] | undefined {
  const tools: Owned[] = [];
  const corners = new Map<number, readonly Rounded[]>();
  for (const { edge, section } of rounded) {
    const less: [number, number] = [0, 0];
    for (const [end, vertex] of edge.start === edge.end ? [] : [edge.start, edge.end].entries()) {
      const here = rounded.filter((other) => other.edge.start === vertex || other.edge.end === vertex);
      const sort = endSort(topology, edge, vertex, here);
      if (sort === undefined) return undefined;
      if (sort !== "corner") continue;
      less[end] = section.radius;
      corners.set(vertex, here);
    }
    const tool = strip(context, edge, section, less);
    if (tool) tools.push({ ...tool, kind: "edge", id: edge.id, convex: section.convex });
  }
  for (const [vertex, [first, ...others]] of corners) {
    if (!first) continue;
    const ways = [first, ...others].map(({ edge }) => wayFrom(edge, edge.start === vertex));
    const tool = cornerTool(
      context,
      at(topology.vertices, vertex).point,
      ways.filter((way) => way !== undefined),
      first.section.radius,
    );
    tools.push({ ...tool, kind: "vertex", id: vertex, convex: first.section.convex });
  }
  return tools;
}

/** How an edge ends: in a face across it, in an edge that continues it, or in a right corner of three rounded edges. */
function endSort(
  topology: Topology,
  edge: EdgeInfo,
  vertex: number,
  here: readonly Rounded[],
): "face" | "chain" | "corner" | undefined {
  const tangent = tangentAt(edge, edge.start === vertex);
  if (!tangent) return undefined;
  const others = here.filter((other) => other.edge.id !== edge.id);
  if (continuations(topology, edge).some((next) => others.some((other) => other.edge.id === next.id))) return "chain";
  if (here.length === 3) return isRightCorner(here, vertex) ? "corner" : undefined;
  const across = topology.faces.filter((face) => !edge.faces.includes(face.id) && isAt(topology, face.id, vertex));
  const square = across.every(
    ({ surface }) => surface.kind === "plane" && Math.abs(dot(surface.frame.z, tangent)) > 1 - parallelCosineGap,
  );
  return square ? "face" : undefined;
}

function isAt(topology: Topology, face: number, vertex: number): boolean {
  return topology.edges.some((edge) => edge.faces.includes(face) && (edge.start === vertex || edge.end === vertex));
}

function isRightCorner(here: readonly Rounded[], vertex: number): boolean {
  const ways = here.map(({ edge }) => wayFrom(edge, edge.start === vertex));
  const square = ways.every(
    (a, i) => a && ways.every((b, k) => b && (i === k || Math.abs(dot(a, b)) < parallelCosineGap)),
  );
  const [first] = here;
  const same = here.every(
    ({ section }) => section.convex === first?.section.convex && section.radius === first.section.radius,
  );
  return square && same;
}
