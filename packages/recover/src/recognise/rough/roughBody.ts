/**
 * A body as slabs of constant section, whatever its surfaces are: no feature anybody drew, but nearly the matter. For what no
 * feature explains, so that a program can be delivered and measured.
 */
import { cross, type Frame, type Mesh, norm, type Vec3 } from "@unbake/geometry";
import type { Kernel } from "@unbake/kernel";
import { mainDirections, roleAlong, sketchFrame } from "../../analysis/graph/directions.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { profileArea } from "../../analysis/profile/measure.js";
import type { ExtrudeNode } from "../../model/types.js";
import {
  leastRoughMeshShare,
  meantParallelSine,
  roughChordShare,
  roughErrorShare,
  roughMeshShare,
  roughMeshWallShare,
} from "../../tolerances.js";
import { anchor, capHeight, longestEdge } from "../extrusion/extrusion.js";
import { polygonLoop } from "./polygonLoop.js";

/** The angle between facets of the mesh that is sliced. */
const angularRad = 0.35;
/** Directions of the part that are tried, beside those of the world. */
const mostDirections = 3;
const worldDirections: readonly Vec3[] = [
  [0, 0, 1],
  [0, 1, 0],
  [1, 0, 0],
];
/** Slabs of a first look along each direction, and of the one that is best. */
const [slabsToCompare, mostSlabs] = [10, 60];
/** Corners of all slabs, for each region that there may be: a section of a wall or a tube needs more than that of a block. */
const cornersPerRegion = 16;

/** Factors on the chord error of polygons that are tried in turn: fewer corners where there would be too many to read. */
const coarser = [1, 2.5, 6, 15, 40];

/**
 * At most `mostRegions` connected parts of slabs, from below, along the direction in which fewest come nearest; undefined where the body's mesh does
 * not close.
 */
export function roughBody(kernel: Kernel, graph: SolidGraph, mostRegions: number): readonly ExtrudeNode[] | undefined {
  const { volume, area } = kernel.roughMass(graph.shape);
  const linear = Math.max(
    leastRoughMeshShare * graph.diagonalMm,
    Math.min(roughMeshShare * graph.diagonalMm, (roughMeshWallShare * 2 * volume) / area),
  );
  const frames = directionsOf(kernel, graph).map((direction) =>
    sketchFrame(direction, anchor(graph), longestEdge(graph, direction)),
  );
  for (const finer of [1, 0.5, 0.2]) {
    const mesh = kernel.mesh(graph.shape, { linear: linear * finer, angularRad });
    const frame = bestFrame(kernel, graph, mesh, frames);
    const found = frame && slabsAlong(kernel, graph, mesh, frame, Math.min(mostSlabs, mostRegions), mostRegions);
    if (found) return largest(nodesOf(frame, found), mostRegions);
  }
  return undefined;
}

/** The frame along whose z a few slabs come nearest; undefined where the mesh does not close. */
function bestFrame(kernel: Kernel, graph: SolidGraph, mesh: Mesh, frames: readonly Frame[]): Frame | undefined {
  let best: { frame: Frame; error: number } | undefined;
  for (const frame of frames) {
    const found = slabsAlong(kernel, graph, mesh, frame, slabsToCompare, Number.POSITIVE_INFINITY);
    if (found && (!best || found.error < best.error * leastGain)) best = { frame, error: found.error };
    if (found && found.error < roughErrorShare) break;
  }
  return best?.frame;
}

const nodesOf = (frame: Frame, { slabs }: Slabs): ExtrudeNode[] =>
  slabs.flatMap(({ from, to, regions }) =>
    regions.map(
      (region): ExtrudeNode => ({
        type: "extrude",
        frame,
        profile: { outer: polygonLoop(region.outer), holes: region.holes.map(polygonLoop) },
        from,
        to,
        overrunStart: 0,
        overrunEnd: 0,
        explains: [],
      }),
    ),
  );

/** A later direction must be better by this factor: ties go to the one that most of the part lies along. */
const leastGain = 0.98;

type Slabs = NonNullable<ReturnType<typeof slabsAlong>>;

function slabsAlong(kernel: Kernel, graph: SolidGraph, mesh: Mesh, frame: Frame, most: number, mostRegions: number) {
  const levels = graph.faces
    .filter((face) => roleAlong(face, frame.z, graph.parallelSine) === "cap")
    .map((face) => capHeight(graph, face.id, frame));
  const chordShares = coarser.map((factor) => roughChordShare * factor);
  const mostCorners = cornersPerRegion * mostRegions;
  return kernel.meshSlabs(mesh, frame, { levels, most, share: roughErrorShare, chordShares, mostCorners });
}

function directionsOf(kernel: Kernel, graph: SolidGraph): Vec3[] {
  const areas = kernel.faceProperties(graph.shape, undefined, { rough: true }).map(({ area }) => area);
  const own = mainDirections(graph, areas).slice(0, mostDirections);
  const others = worldDirections.filter((d) => own.every((known) => norm(cross(known, d)) > meantParallelSine));
  return [...own, ...others];
}

/** The regions with the most matter, in their order. */
function largest(nodes: readonly ExtrudeNode[], most: number): readonly ExtrudeNode[] {
  if (nodes.length <= most) return nodes;
  const volume = ({ profile, from, to }: ExtrudeNode): number => profileArea(profile) * (to - from);
  const kept = new Set([...nodes].sort((a, b) => volume(b) - volume(a)).slice(0, most));
  return nodes.filter((node) => kept.has(node));
}
