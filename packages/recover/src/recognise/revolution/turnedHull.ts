/** The turned body that a solid was before planes cut its ends off at an angle: pipes that are mitred, pins with a slanting end. */
import type { Kernel } from "@unbake/kernel";
import { type Axis, onAxis, parallel, turnsAbout } from "../../analysis/graph/directions.js";
import type { GraphFace, SolidGraph } from "../../analysis/graph/solidGraph.js";
import type { RevolveNode, Segment2 } from "../../model/types.js";
import { extentAlong } from "../extrusion/sections.js";
import { overrunLength } from "../tool/overrun.js";
import { meridianChain } from "./meridianChain.js";
import { axisFrame, radialHint } from "./revolution.js";
import { closeOverAxis } from "./revolveHull.js";

/**
 * The outer turned faces about the axis as one body, run on past the solid where no plane across the axis ends it. Undefined where they make
 * no single chain, and where both ends are such planes: then a section tells the same.
 */
export function turnedHull(kernel: Kernel, graph: SolidGraph, axis: Axis): RevolveNode | undefined {
  const outer = graph.faces.filter((face) => face.surface.kind !== "plane" && bulges(face, axis, graph));
  if (outer.length === 0) return undefined;
  const shoulders = graph.faces.filter(
    (face) => face.surface.kind === "plane" && turnsAbout(face, axis, graph) && isBeside(graph, face, outer, axis),
  );
  const frame = axisFrame(graph, axis, radialHint(axis.direction));
  const chain = meridianChain(kernel, graph, [...outer, ...shoulders], frame);
  if (!chain) return undefined;
  const ended = withFlatEnds(chain, graph.toleranceMm);
  const isOpen = [ended[0]?.start, ended.at(-1)?.end].some((p) => p !== undefined && p[0] > graph.toleranceMm);
  if (!isOpen) return undefined;
  const reach = extentAlong(kernel, graph.shape, { ...frame, x: frame.z, y: frame.x, z: frame.y });
  const loop = closeOverAxis(ended, graph.toleranceMm, reach, overrunLength(graph.topology));
  return loop && { type: "revolve", frame, profile: { outer: loop, holes: [] }, angleRad: 2 * Math.PI, explains: [] };
}

/** A curved face about the axis with its material inside. */
const bulges = (face: GraphFace, axis: Axis, graph: SolidGraph): boolean =>
  face.sameSense && face.surface.kind !== "revolution" && turnsAbout(face, axis, graph);

/** The plane face meets one of the others in a circle about the axis. */
const isBeside = (graph: SolidGraph, face: GraphFace, others: readonly GraphFace[], axis: Axis): boolean =>
  graph.topology.edges.some(
    ({ curve, faces }) =>
      faces.includes(face.id) &&
      others.some(({ id }) => faces.includes(id)) &&
      curve?.kind === "circle" &&
      parallel(curve.frame.z, axis.direction, graph.parallelSine) &&
      onAxis(curve.frame.origin, axis, graph.toleranceMm),
  );

/** Where the chain ends in a plane across the axis, the plane runs on to the axis: what is bored into it comes later. */
function withFlatEnds(chain: readonly Segment2[], toleranceMm: number): readonly Segment2[] {
  return chain.map((segment, i): Segment2 => {
    const flat = segment.kind === "line" && Math.abs(segment.end[1] - segment.start[1]) <= toleranceMm;
    if (!flat) return segment;
    if (i === 0 && segment.start[0] < segment.end[0]) return { ...segment, start: [0, segment.start[1]] };
    if (i === chain.length - 1 && segment.end[0] < segment.start[0]) return { ...segment, end: [0, segment.end[1]] };
    return segment;
  });
}
