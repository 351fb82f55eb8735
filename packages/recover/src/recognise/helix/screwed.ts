/**
 * A solid that is one profile carried by a screw: springs, twisted bars, helical gears. Its two flat ends are where the profile stands at the start and
 * at the end; all other faces are helicoids of one screw, or cylinders about its axis, which any screw about it keeps.
 */
import { addScaled, cross, dot, type Frame, norm, sub, unit } from "@unbake/geometry";
import { must } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { turnsAbout } from "../../analysis/graph/directions.js";
import type { GraphFace, SolidGraph } from "../../analysis/graph/solidGraph.js";
import { profileFromFace } from "../../analysis/profile/fromFace.js";
import { isTwist } from "../../model/screw.js";
import type { ScrewNode } from "../../model/types.js";
import { leastHelixRad, originGridMm } from "../../tolerances.js";
import { radialHint } from "../revolution/revolution.js";
import { helicoidsOf } from "./helicoids.js";
import type { ScrewMotion } from "./screwMotion.js";

/** The solid as one screw; undefined when it is none. */
export function asScrew(kernel: Kernel, graph: SolidGraph): ScrewNode | undefined {
  const [screw, ...others] = helicoidsOf(graph);
  if (!screw || others.length > 0) return undefined;
  const caps = graph.faces.filter(({ surface }) => surface.kind === "plane");
  const walls = graph.faces.filter(({ surface }) => surface.kind !== "plane");
  const isCarried = (face: GraphFace): boolean =>
    screw.faces.includes(face.id) || (face.surface.kind === "cylinder" && turnsAbout(face, screw.axis, graph));
  const [one, other] = caps;
  if (!one || !other || caps.length > 2 || !walls.every(isCarried)) return undefined;
  const heights = kernel
    .faceProperties(graph.shape, [one.id, other.id])
    .map(({ centroid }) => dot(sub(centroid, screw.axis.origin), screw.axis.direction));
  const [h1, h2] = [must(heights[0], "height of an end"), must(heights[1], "height of an end")];
  const start = h1 < h2 ? one : other;
  const frame = capFrame(graph, start, screw, Math.min(h1, h2));
  const profile = frame && profileFromFace(graph.topology, start.id, frame, graph.toleranceMm);
  const riseMm = onGrid(Math.abs(h2 - h1), graph.toleranceMm);
  const angleRad = (2 * Math.PI * riseMm) / screw.leadMm;
  if (!profile || riseMm <= graph.toleranceMm) return undefined;
  const { axis } = screw;
  const node: ScrewNode = {
    type: "screw",
    frame,
    profile,
    axis,
    angleRad,
    riseMm,
    explains: graph.faces.map(({ id }) => id),
  };
  // A shorter turn is no helix that engines would tell from any other spline.
  return isTwist(node) || Math.abs(angleRad) >= leastHelixRad ? node : undefined;
}

/**
 * The plane of an end. Across the axis: on the axis, looking along it. Otherwise: its y as much along the axis as can be, its origin the foot of the
 * profile's middle on the axis.
 */
function capFrame(graph: SolidGraph, { surface }: GraphFace, { axis }: ScrewMotion, height: number): Frame | undefined {
  if (surface.kind !== "plane") return undefined;
  const { direction } = axis;
  const { z: normal, origin } = surface.frame;
  const lean = dot(normal, direction);
  if (norm(cross(normal, direction)) < graph.parallelSine) {
    const x = radialHint(direction);
    const at = addScaled(axis.origin, direction, dot(sub(origin, axis.origin), direction));
    return { origin: at, x, y: cross(direction, x), z: direction };
  }
  const y = unit(addScaled(direction, normal, -lean));
  const foot = addScaled(axis.origin, direction, height);
  const at = addScaled(foot, normal, dot(sub(origin, foot), normal));
  const x = cross(y, normal);
  return { origin: at, x, y, z: normal };
}

/** Heights are of a series; what is that near to one is meant to be it. */
function onGrid(mm: number, toleranceMm: number): number {
  const round = Number((Math.round(mm / originGridMm) * originGridMm).toFixed(6));
  return Math.abs(round - mm) < toleranceMm / 10 ? round : mm;
}
