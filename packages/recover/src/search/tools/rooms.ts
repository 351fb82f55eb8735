/** Rooms of the part that together hold the residual, or most of it: what is left of it is searched in its turn. */
import type { Mesh } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { attemptInScope } from "../../analysis/attempt.js";
import { mainDirections, sketchFrame } from "../../analysis/graph/directions.js";
import { buildNode } from "../../model/build.js";
import type { ExtrudeNode, Node } from "../../model/types.js";
import { anchor, longestEdge } from "../../recognise/extrusion/extrusion.js";
import { shadowMesh } from "../../recognise/intersection/shadow.js";
import { coverWith } from "../../recognise/room/cover.js";
import { roomPrism } from "../../recognise/room/roomPrism.js";
import {
  boxIn,
  levelsBetween,
  type Room,
  roomsAlong,
  type Sample,
  samplesOn,
  volumeOf,
} from "../../recognise/room/rooms.js";
import { harmless } from "../../recognise/tool/coverage.js";
import { overrunLength } from "../../recognise/tool/overrun.js";
import { difference } from "../../recognise/tool/residual.js";
import type { Target } from "../../recognise/tool/target.js";
import { say } from "../context.js";
import type { ToolGoal } from "../goal.js";
import { andThen, found, passed } from "../outcome.js";
import { hasSliver, ownFaces } from "../shadowTools.js";
import { asHole } from "../singleTool.js";
import type { ToolStrategy } from "../strategy.js";
import { costWhere, effort } from "../trial.js";

const mostDirections = 4;
const mostRooms = 12;
/** What rooms leave of a residual must be this much less to recover than the residual. */
const mostLeftShare = 0.9;
/** Tools for tools for tools: deeper than this nothing is gained. */
const mostDepth = 5;

export const roomTools: ToolStrategy = {
  name: "rooms",
  try: (context, goal) => {
    const { kernel } = context;
    if (context.graph !== "all" || goal.depth > mostDepth) return passed;
    const rooms = attemptInScope(kernel, () => roomsFor(kernel, goal));
    if (!rooms || rooms.length === 0) return passed;
    return kernel.scope(() => {
      const left = leftOf(kernel, goal, rooms);
      if (!left) return passed;
      const cost = costWhere(context, left, () => false);
      if (cost > mostLeftShare * effort(goal.graph.faces.length)) return passed;
      say(
        context,
        goal.depth,
        `residual of ${goal.graph.faces.length} faces: ${rooms.length} rooms leave ${left.length} solids`,
      );
      if (left.length === 0) return found(rooms);
      return andThen(context.tools(context, left, goal.target, goal.graph.toleranceMm, goal.depth + 1), (others) =>
        found([...rooms, ...others]),
      );
    });
  },
};

/** What the rooms leave of the residual; undefined where a boolean fails. */
function leftOf(kernel: Kernel, { graph, target }: ToolGoal, rooms: readonly Node[]): readonly Shape[] | undefined {
  try {
    return rooms.reduce<readonly Shape[]>(
      (solids, room) => {
        const tool = buildNode(kernel, room, { check: false });
        return solids.flatMap((solid) => difference(kernel, solid, [tool], target.diagonalMm));
      },
      [graph.shape],
    );
  } catch (error) {
    if (error instanceof UnbakeError && error.code === "kernel") return undefined;
    throw error;
  }
}

/** The room as a prism that runs over wherever that does no harm. */
function harmlessPrism(kernel: Kernel, target: Target, mesh: Mesh, room: Room): ExtrudeNode | undefined {
  for (const outMm of [overrunLength(target.graph.topology), 0]) {
    const prism = roomPrism(kernel, target.graph, mesh, room, outMm);
    if (!prism) continue;
    const { overrunStart, overrunEnd } = prism;
    const ends = [
      [overrunStart, overrunEnd],
      [overrunStart, 0],
      [0, overrunEnd],
      [0, 0],
    ] as const;
    const fits = ends
      .map(([start, end]): ExtrudeNode => ({ ...prism, overrunStart: start, overrunEnd: end }))
      .find((one) => harmless(kernel, one, target));
    if (fits) return fits;
  }
  return undefined;
}

/** Rooms that bound the residual's faces which are the part's own. */
function roomsFor(kernel: Kernel, { graph, target }: ToolGoal): readonly Node[] {
  const own = ownFaces(kernel, graph, target);
  if (own.size === 0 || hasSliver(kernel, graph)) return [];
  const inside = target.operation === "add";
  const areas = kernel
    .faceProperties(graph.shape, undefined, { rough: true })
    .map(({ area }, face) => (own.has(face) ? area : 0));
  const total = areas.reduce((a, b) => a + b, 0);
  const samples = [...own].flatMap((face) => {
    const points = kernel.sampleFace(graph.shape, face, 4);
    return points.map(
      ({ point, normal }): Sample => ({
        face,
        point,
        normal: inside ? normal : [-normal[0], -normal[1], -normal[2]],
        area: at(areas, face) / points.length,
      }),
    );
  });
  const mesh = shadowMesh(kernel, target.graph);
  const residualMesh = shadowMesh(kernel, graph);
  const partAreas = kernel.faceProperties(target.part, undefined, { rough: true }).map(({ area }) => area);
  const rooms = mainDirections(graph, areas)
    .slice(0, mostDirections)
    .flatMap((direction) => {
      const frame = sketchFrame(direction, anchor(graph), longestEdge(graph, direction));
      const [low, high] = boxIn(residualMesh, frame);
      // No wider than the residual: what is air beside the part as well would end flush with its walls.
      const window = [
        [low[0], low[1]],
        [high[0], high[1]],
      ] as const;
      const levels = levelsBetween(target.graph, partAreas, frame, low[2], high[2]);
      return roomsAlong(kernel, target.graph, mesh, frame, { levels, window, inside });
    });
  return coverWith(
    rooms.map((room) => ({ room, volume: volumeOf(room), samples: samplesOn(graph, room, samples, inside) })),
    new Set(),
    total,
    mostRooms,
    (room) => harmlessPrism(kernel, target, mesh, room),
  ).map(({ made }) => asHole(made, target));
}
