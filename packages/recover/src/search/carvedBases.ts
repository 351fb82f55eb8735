/** A base less all the rooms that its part leaves free along the main directions: most of what was cut, found without a boolean. */
import { toLocal, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { parallel, sketchFrame } from "../analysis/graph/directions.js";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import { distanceToBoundary, insideProfile } from "../analysis/profile/locate.js";
import type { ExtrudeNode, Node } from "../model/types.js";
import { anchor, longestEdge } from "../recognise/extrusion/extrusion.js";
import { shadowMesh } from "../recognise/intersection/shadow.js";
import { coverWith } from "../recognise/room/cover.js";
import { roomPrism } from "../recognise/room/roomPrism.js";
import {
  boxIn,
  levelsBetween,
  type Room,
  roomsAlong,
  type Sample,
  samplesOn,
  volumeOf,
} from "../recognise/room/rooms.js";
import { isHarmful } from "../recognise/tool/quickHarm.js";
import type { Target } from "../recognise/tool/target.js";
import type { Candidate } from "./bases.js";
import type { SearchContext } from "./context.js";
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
  const samples = samplesOf(context, graph);
  const areas = kernel.faceProperties(graph.shape, undefined, { rough: true }).map(({ area }) => area);
  const total = areas.reduce((a, b) => a + b, 0);
  const mesh = shadowMesh(kernel, graph);
  const shadow = shadows.at(-1);
  const node = shadow?.node ?? boundingBlock(context, graph, along);
  const within = shadow?.within ?? [];
  const base = [node, ...within];
  const known = new Set(samples.filter(({ point }) => base.some((prism) => isOn(graph, prism, point))));
  const rooms = directions.slice(0, mostDirections).flatMap((direction) => {
    const frame = sketchFrame(direction, anchor(graph), longestEdge(graph, direction));
    const own = base.some((prism) =>
      prism !== node || shadow ? parallel(prism.frame.z, direction, graph.parallelSine) : false,
    );
    const [low, high] = boxIn(mesh, frame);
    const levels = levelsBetween(graph, areas, frame, low[2], high[2]);
    const window = [
      [low[0], low[1]],
      [high[0], high[1]],
    ] as const;
    return roomsAlong(kernel, graph, mesh, frame, { levels, ...(own ? {} : { window }) });
  });
  const target: Target = { part: graph.shape, graph, operation: "subtract", diagonalMm: graph.diagonalMm };
  const made = new Map<Room, Node>();
  const chosen = coverWith(
    rooms.map((room) => ({ room, volume: volumeOf(room), samples: samplesOn(graph, room, samples) })),
    known,
    total,
    mostCutters,
    (room) => {
      const prism = roomPrism(kernel, graph, mesh, room);
      if (!prism || isHarmful(prism, target)) return false;
      made.set(room, asHole(prism, target));
      return true;
    },
  );
  const without = chosen.flatMap((room) => made.get(room) ?? []);
  if (without.length === 0) return [];
  const covered = new Set([...known, ...chosen.flatMap((room) => samplesOn(graph, room, samples))]);
  const explained = [...covered].reduce((sum, { area }) => sum + area, 0) / total;
  return [{ node, ...(within.length > 0 ? { within } : {}), without, explained }];
}

/** Points on every face, each with its share of the face's area. */
function samplesOf({ kernel }: SearchContext, graph: SolidGraph): readonly Sample[] {
  const areas = kernel.faceProperties(graph.shape, undefined, { rough: true }).map(({ area }) => area);
  return graph.faces.flatMap(({ id }) => {
    const points = kernel.sampleFace(graph.shape, id, 4);
    return points.map((one): Sample => ({ face: id, ...one, area: at(areas, id) / points.length }));
  });
}

/** The point is on the prism's walls or ends. */
function isOn(graph: SolidGraph, prism: ExtrudeNode, point: Vec3): boolean {
  const slack = graph.toleranceMm;
  const [x, y, z] = toLocal(prism.frame, point);
  if (Math.abs(z - prism.from) <= slack || Math.abs(z - prism.to) <= slack) return insideProfile(prism.profile, [x, y]);
  return z > prism.from && z < prism.to && distanceToBoundary(prism.profile, [x, y]) <= slack;
}
