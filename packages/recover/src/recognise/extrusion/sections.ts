/** The heights at which a solid changes along a direction, and its constant sections between them. */
import { addScaled, distance3, type Frame, invertPose, poseBetween, toLocal, worldFrame } from "@unbake/geometry";
import { at, last, UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { roleAlong } from "../../analysis/graph/directions.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { planeSection } from "../../analysis/section/planeSection.js";
import type { Profile } from "../../model/types.js";
import { capHeight } from "./extrusion.js";
import { profilesIn } from "./planeRegion.js";

export interface Slab {
  readonly from: number;
  readonly to: number;
  /** Largest first; empty when a section curve cannot be held by a profile. */
  readonly profiles: readonly Profile[];
}

/** Lowest and highest height of the solid along the frame's z. */
export function extentAlong(kernel: Kernel, shape: Shape, frame: Frame): readonly [number, number] {
  return kernel.scope(() => {
    const moved = kernel.transform(shape, invertPose(poseBetween(worldFrame, frame))).shape;
    const box = kernel.boundingBox(moved);
    return [box.min[2], box.max[2]];
  });
}

/** Heights of caps and of vertices of edges that bound caps, and the two ends; ascending, distinct. */
function levelsAlong(kernel: Kernel, graph: SolidGraph, frame: Frame): number[] {
  const [low, high] = extentAlong(kernel, graph.shape, frame);
  const heights = [low, high];
  for (const face of graph.faces) {
    if (roleAlong(face, frame.z, graph.parallelSine) === "cap") heights.push(capHeight(graph, face.id, frame));
    else if (roleAlong(face, frame.z, graph.parallelSine) === "other")
      for (const loop of face.info.loops)
        for (const coedge of loop.coedges) {
          const edge = graph.topology.edges[coedge.edge];
          const vertex = edge && graph.topology.vertices[edge.start];
          if (vertex) heights.push(toLocal(frame, vertex.point)[2]);
        }
  }
  heights.sort((a, b) => a - b);
  const distinct: number[] = [];
  for (const h of heights) if (distinct.length === 0 || h - last(distinct) > graph.toleranceMm) distinct.push(h);
  return distinct;
}

export interface Slabs {
  /** The solid's extent along the direction. */
  readonly low: number;
  readonly high: number;
  /** Ascending; only the thickest where there are many. */
  readonly slabs: readonly Slab[];
}

/** Sections halfway between neighbouring levels; the thickest `most` slabs when there are more. */
export function slabsAlong(kernel: Kernel, graph: SolidGraph, frame: Frame, most: number): Slabs {
  const levels = levelsAlong(kernel, graph, frame);
  const [low, high] = [levels[0], levels.at(-1)];
  if (low === undefined || high === undefined) throw new UnbakeError("internal", "a solid has no lowest height");
  const spans = levels.slice(1).map((to, i) => ({ from: at(levels, i), to }));
  const chosen = [...spans].sort((a, b) => b.to - b.from - (a.to - a.from)).slice(0, most);
  return {
    low,
    high,
    slabs: spans
      .filter((s) => chosen.includes(s))
      .map((s) => ({ ...s, profiles: sectionOf(kernel, graph, frame, s.from, s.to) })),
  };
}

/** Where in a slab it is cut: a plane that touches an edge is moved a little. */
const cutShares = [0.5, 0.37, 0.61];

/**
 * The constant section of a slab, as profiles in `frame`. Empty where the plane cuts in curves that no extrusion along it
 * has, so that there is no constant section.
 */
function sectionOf(kernel: Kernel, graph: SolidGraph, frame: Frame, from: number, to: number): Profile[] {
  for (const share of cutShares) {
    const plane: Frame = { ...frame, origin: addScaled(frame.origin, frame.z, from + (to - from) * share) };
    const exact = planeSection(graph, plane);
    if (typeof exact !== "string") return exact;
    if (exact === "curve") return [];
    if (exact === "touch") continue;
    const reach = graph.diagonalMm + distance3(graph.box.min, plane.origin);
    return profilesIn(kernel, graph.shape, plane, [-reach, -reach], [reach, reach], graph.toleranceMm);
  }
  return [];
}
