/** A base less all the rooms that its part leaves free along the main directions: most of what was cut, found without a boolean. */
import type { Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { parallel, sketchFrame } from "../analysis/graph/directions.js";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import { anchor, longestEdge } from "../recognise/extrusion/extrusion.js";
import { shadowMesh } from "../recognise/intersection/shadow.js";
import { coverWith } from "../recognise/room/cover.js";
import { roomPrism } from "../recognise/room/roomPrism.js";
import { boxIn, levelsBetween, roomsAlong, type Sample, samplesOn, volumeOf } from "../recognise/room/rooms.js";
import { isHarmful } from "../recognise/tool/quickHarm.js";
import type { Target } from "../recognise/tool/target.js";
import type { Candidate } from "./bases.js";
import type { SearchContext } from "./context.js";
import { isOnExtrusion } from "./explainedArea.js";
import { boundingBlock } from "./prismBases.js";
import type { ShadowBase } from "./shadowBases.js";
import { asHole } from "./singleTool.js";

const mostDirections = 4;
const mostCutters = 60;

export function carvedBases(
  context: SearchContext,
  graph: SolidGraph,
  directions: readonly Vec3[],
  shadows: readonly ShadowBase[],
): Candidate[] {
  const { kernel } = context;
  const [along] = directions;
  if (!along) return [];
  const areas = kernel.faceProperties(graph.shape, undefined, { rough: true }).map(({ area }) => area);
  const samples = samplesOf(kernel, graph, areas);
  const total = areas.reduce((a, b) => a + b, 0);
  const mesh = shadowMesh(kernel, graph);
  const shadow = shadows.at(-1);
  const node = shadow?.node ?? boundingBlock(context, graph, along);
  const within = shadow?.within ?? [];
  const base = [node, ...within];
  const isOnBase = base.map((prism) => isOnExtrusion(graph, prism));
  const known = new Set(samples.filter(({ point }) => isOnBase.some((isOn) => isOn(point))));
  const rooms = directions.slice(0, mostDirections).flatMap((direction) => {
    const frame = sketchFrame(direction, anchor(graph), longestEdge(graph, direction));
    // Along a shadow of the base nothing lies beside it; a block's outline is no shadow.
    const own = shadow !== undefined && base.some((prism) => parallel(prism.frame.z, direction, graph.parallelSine));
    const [low, high] = boxIn(mesh, frame);
    const levels = levelsBetween(graph, areas, frame, low[2], high[2]);
    const window = [
      [low[0], low[1]],
      [high[0], high[1]],
    ] as const;
    return roomsAlong(kernel, graph, mesh, frame, { levels, ...(own ? {} : { window }) });
  });
  const target: Target = { part: graph.shape, graph, operation: "subtract", diagonalMm: graph.diagonalMm };
  const chosen = coverWith(
    rooms.map((room) => ({ room, volume: volumeOf(room), samples: samplesOn(graph, room, samples) })),
    known,
    total,
    mostCutters,
    (room) => {
      const prism = roomPrism(kernel, graph, mesh, room);
      return prism && !isHarmful(prism, target) ? asHole(prism, target) : undefined;
    },
  );
  if (chosen.length === 0) return [];
  const without = chosen.map(({ made }) => made);
  const covered = new Set([...known, ...chosen.flatMap((one) => one.samples)]);
  const explained = [...covered].reduce((sum, { area }) => sum + area, 0) / total;
  return [{ node, ...(within.length > 0 ? { within } : {}), without, explained }];
}

/** Points on every face, each with its share of the face's area. */
function samplesOf(kernel: Kernel, graph: SolidGraph, areas: readonly number[]): readonly Sample[] {
  return graph.faces.flatMap(({ id }) => {
    const points = kernel.sampleFace(graph.shape, id, 4);
    return points.map((one): Sample => ({ face: id, ...one, area: at(areas, id) / points.length }));
  });
}
