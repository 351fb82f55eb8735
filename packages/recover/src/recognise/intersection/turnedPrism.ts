/**
 * A bar that was turned: what a prism and a revolution about a line along it have in common. Chamfered nuts and bolt heads, a round nose on a bar.
 * Where walls cut cones, spheres and tori off, edges are left that lie on neither a section nor a meridian, so that single bodies leave many slivers.
 */
import { toGlobalDirection, toLocal, type Vec2, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { attemptInScope } from "../../analysis/attempt.js";
import { type Axis, roleAlong, sketchFrame, turnsAbout } from "../../analysis/graph/directions.js";
import type { GraphFace, SolidGraph } from "../../analysis/graph/solidGraph.js";
import { samplesOf } from "../../analysis/profile/measure.js";
import { profileFace } from "../../model/profile.js";
import type { ExtrudeNode, ProfileLoop, RevolveNode } from "../../model/types.js";
import { besideCornerRad } from "../../tolerances.js";
import { anchor, longestEdge } from "../extrusion/extrusion.js";
import { meridianProfile } from "../revolution/meridian.js";
import { axisFrame, radialHint } from "../revolution/revolution.js";
import { overrunLength } from "../tool/overrun.js";
import { pastWalls } from "./pastWalls.js";
import { type ShadowOptions, shadowMesh, shadowPrism } from "./shadow.js";

export interface TurnedPrism {
  /** Runs over at both ends, which are the revolution's. */
  readonly prism: ExtrudeNode;
  readonly revolution: RevolveNode;
}

const mostAxes = 2;
const shadow: ShadowOptions = { mostBulge: 0.3, mostGaps: 0.6 };

/** One for each axis about which faces turn that walls along it cut off, those with the most such area first. `directions`: of axes through spheres. */
export function turnedPrisms(
  kernel: Kernel,
  graph: SolidGraph,
  areas: readonly number[],
  axes: readonly Axis[],
  directions: readonly Vec3[],
): readonly TurnedPrism[] {
  return [...axes, ...ballAxes(graph, directions)]
    .map((axis) => ({ axis, area: areaCutOff(graph, areas, axis) }))
    .filter(({ area }) => area > 0)
    .sort((a, b) => Math.round((b.area / a.area - 1) * 1e6)) // rounded: ties keep the order of the axes
    .slice(0, mostAxes)
    .flatMap(({ axis }) => turnedPrism(kernel, graph, axis) ?? []);
}

/** The directions through the centre of each sphere that bulges. */
function ballAxes(graph: SolidGraph, directions: readonly Vec3[]): readonly Axis[] {
  const ball = graph.faces.find(({ surface, sameSense }) => surface.kind === "sphere" && sameSense);
  if (ball?.surface.kind !== "sphere") return [];
  const { origin } = ball.surface.frame;
  return directions.map((direction) => ({ origin, direction, weight: 0 }));
}

/** Area of the faces about the axis that meet a wall along it, for each such edge. */
function areaCutOff(graph: SolidGraph, areas: readonly number[], axis: Axis): number {
  const isCut = (face: GraphFace): boolean =>
    ["cone", "sphere", "torus", "revolution"].includes(face.surface.kind) && turnsAbout(face, axis, graph);
  const isWall = (face: GraphFace): boolean =>
    face.surface.kind === "plane" && roleAlong(face, axis.direction, graph.parallelSine) === "wall";
  return graph.topology.edges.reduce((sum, { faces: [a, b] }) => {
    if (a === undefined || b === undefined || a === b) return sum;
    const [one, other] = [at(graph.faces, a), at(graph.faces, b)];
    if (isWall(one) && isCut(other)) return sum + at(areas, b);
    return isWall(other) && isCut(one) ? sum + at(areas, a) : sum;
  }, 0);
}

function turnedPrism(kernel: Kernel, graph: SolidGraph, axis: Axis): TurnedPrism | undefined {
  const frame = sketchFrame(axis.direction, anchor(graph), longestEdge(graph, axis.direction));
  const prism = shadowPrism(kernel, graph, shadowMesh(kernel, graph), frame, shadow);
  if (!prism) return undefined;
  const [x, y] = toLocal(frame, axis.origin);
  const corner = farthest(prism.profile.outer, [x, y]);
  if (!corner) return undefined;
  const wallsMm = Math.hypot(corner[0] - x, corner[1] - y);
  const angle = Math.atan2(corner[1] - y, corner[0] - x);
  const overrun = overrunLength(graph.topology);
  for (const beside of [angle + besideCornerRad, angle - besideCornerRad]) {
    const radial = toGlobalDirection(frame, [Math.cos(beside), Math.sin(beside), 0]);
    const [section] = meridianProfile(kernel, graph, axisFrame(graph, axis, radial), true);
    const reach = { wallsMm, outMm: beyond(wallsMm, overrun), toleranceMm: graph.toleranceMm };
    const outer = section && pastWalls(section.outer, reach);
    const revolution = outer && revolved(kernel, graph, axis, outer);
    if (revolution) return { prism: { ...prism, overrunStart: overrun, overrunEnd: overrun }, revolution };
  }
  return undefined;
}

/** One to two steps further, at a round number: nothing says how far. */
const beyond = (lengthMm: number, stepMm: number): number =>
  Number((Math.ceil(lengthMm / stepMm + 1) * stepMm).toPrecision(6));

/** The point of an outline that is farthest from the axis; undefined where it is round about it: that is a revolution. */
function farthest(outer: ProfileLoop, [x, y]: Vec2): Vec2 | undefined {
  if (outer.kind !== "path" || !outer.segments.some(({ kind }) => kind === "line")) return undefined;
  const away = ([px, py]: Vec2): number => Math.hypot(px - x, py - y);
  return outer.segments.flatMap((s) => samplesOf(s, pointsPerSide)).reduce((a, b) => (away(b) > away(a) ? b : a));
}

const pointsPerSide = 8;

function revolved(kernel: Kernel, graph: SolidGraph, axis: Axis, outer: ProfileLoop): RevolveNode | undefined {
  const frame = axisFrame(graph, axis, radialHint(axis.direction));
  const profile = { outer, holes: [] };
  // Run on, neighbours may cross: no profile.
  if (!attemptInScope(kernel, () => profileFace(kernel, frame, profile))) return undefined;
  return { type: "revolve", frame, profile, angleRad: 2 * Math.PI, explains: [] };
}
