/**
 * The room beside a part along a direction: between each two of the heights at which the part changes, what the part leaves free there. A cut that
 * was made along the direction lies in one of these rooms, and a cutter that fills a whole room meets nothing of the part.
 */
import { type Frame, type Mesh, toLocal, toLocalDirection, type Vec2, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel, SpaceRegion } from "@unbake/kernel";
import { roleAlong } from "../../analysis/graph/directions.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { distanceToBoundary, distanceToSide, insidePolygon, insideProfile } from "../../analysis/profile/locate.js";
import { loopPoints } from "../../analysis/profile/measure.js";
import type { Profile } from "../../model/types.js";
import { shadowChordShare, shadowStraightShare } from "../../tolerances.js";
import { capHeight } from "../extrusion/extrusion.js";

export interface Room {
  readonly frame: Frame;
  readonly from: number;
  readonly to: number;
  /** The part ends where the room ends. */
  readonly opensBelow: boolean;
  readonly opensAbove: boolean;
  readonly region: SpaceRegion;
  /** Outlines of what the part covers between these heights. */
  readonly solid: readonly (readonly Vec2[])[];
  /** A side of the region has nothing of the part beyond it between these heights. */
  readonly isOpen: (from: Vec2, to: Vec2) => boolean;
}

/** Heights with more area of caps than others are looked at where there are many. */
const mostLevels = 13;
/** The least width of a room, in chord errors of the mesh. */
const leastWidthChords = 4;

export interface RoomOptions {
  /** Heights between which rooms are looked for, ascending. */
  readonly levels: readonly number[];
  /** The rectangle across the frame's z that rooms lie in; the part's own shadow where there is none. */
  readonly window?: readonly [Vec2, Vec2];
  /** Room in the part, for what is added, instead of beside it; only with a window. */
  readonly inside?: boolean;
}

/** The rooms of the part along the frame's z. */
export function roomsAlong(
  kernel: Kernel,
  graph: SolidGraph,
  mesh: Mesh,
  frame: Frame,
  options: RoomOptions,
): readonly Room[] {
  const { levels } = options;
  if (levels.length < 2) return [];
  const spaces = kernel.meshSpaces(mesh, frame, {
    ...options,
    leastWidth: leastWidthChords * shadowChordShare * graph.diagonalMm,
    skin: graph.toleranceMm,
  });
  return (spaces ?? []).flatMap(({ from, to, regions, solid }) => {
    const sides = sidesOf(solid);
    const near = shadowStraightShare * graph.diagonalMm + graph.toleranceMm;
    const isOpen = (p: Vec2, q: Vec2): boolean => {
      const middle: Vec2 = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
      return sides.every((side) => offSide(side, middle) > near);
    };
    const [opensBelow, opensAbove] = [from === levels[0], to === levels.at(-1)];
    return regions.map((region): Room => ({ frame, from, to, opensBelow, opensAbove, region, solid, isOpen }));
  });
}

type Side = readonly [Vec2, Vec2];

const sidesOf = (polygons: readonly (readonly Vec2[])[]): readonly Side[] =>
  polygons.flatMap((polygon) => polygon.map((p, i): Side => [p, at(polygon, (i + 1) % polygon.length)]));

/** How far a point is off a straight side, mm. */
const offSide = ([a, b]: Side, p: Vec2): number => distanceToSide(a, b, p);

/** Lowest and highest corner of a mesh in the frame. */
export function boxIn(mesh: Mesh, frame: Frame): readonly [Vec3, Vec3] {
  const low: [number, number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high: [number, number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i + 2 < mesh.positions.length; i += 3) {
    const p = toLocal(frame, [at(mesh.positions, i), at(mesh.positions, i + 1), at(mesh.positions, i + 2)]);
    for (const k of [0, 1, 2] as const) [low[k], high[k]] = [Math.min(low[k], at(p, k)), Math.max(high[k], at(p, k))];
  }
  return [low, high];
}

/** Heights of caps between `low` and `high`, and these two, ascending; of many those with the most area. An end next to a cap is the cap. */
export function levelsBetween(
  graph: SolidGraph,
  areas: readonly number[],
  frame: Frame,
  low: number,
  high: number,
): readonly number[] {
  const found: { height: number; area: number }[] = [];
  for (const face of graph.faces) {
    if (roleAlong(face, frame.z, graph.parallelSine) !== "cap") continue;
    const height = capHeight(graph, face.id, frame);
    const known = found.find((level) => Math.abs(level.height - height) <= graph.toleranceMm);
    if (known) known.area += at(areas, face.id);
    else found.push({ height, area: at(areas, face.id) });
  }
  const slack = 2 * graph.toleranceMm;
  const inner = found
    .filter(({ height }) => height > low + slack && height < high - slack)
    .sort((a, b) => b.area - a.area || a.height - b.height)
    .slice(0, mostLevels - 2)
    .map(({ height }) => height);
  const end = (height: number): number =>
    found.find((level) => Math.abs(level.height - height) <= slack)?.height ?? height;
  return [end(low), ...inner.sort((a, b) => a - b), end(high)];
}

/** mm3 */
export const volumeOf = ({ from, to, region }: Room): number => (to - from) * region.area;

/** The prism over the profile would reach into what the part covers there, deeper than its mesh can be off. */
export function reachesIn(graph: SolidGraph, { solid }: Room, profile: Profile): boolean {
  const deep = 2 * shadowChordShare * graph.diagonalMm;
  const walls = sidesOf(solid);
  const border = [profile.outer, ...profile.holes].flatMap((loop) => [...loopPoints(loop)]);
  const isDeep = (p: Vec2): boolean => isWithin(solid, p) && walls.every((wall) => offSide(wall, p) > deep);
  const isCaught = (p: Vec2): boolean => insideProfile(profile, p) && distanceToBoundary(profile, p) > deep;
  return border.some(isDeep) || solid.flat().some(isCaught);
}

/** A point of a face, and the face's outward normal there. */
export interface Sample {
  readonly face: number;
  readonly point: Vec3;
  readonly normal: Vec3;
  /** The area that the point speaks for, mm2. */
  readonly area: number;
}

/** The samples that lie on what bounds the room: walls of the part along its sides, caps at its ends. */
export function samplesOn(
  graph: SolidGraph,
  room: Room,
  samples: readonly Sample[],
  inside = false,
): readonly Sample[] {
  const { frame, from, to, region } = room;
  const slack = 2 * graph.toleranceMm;
  const chordMm = 1.5 * shadowChordShare * graph.diagonalMm;
  const sides = sidesOf([region.outer, ...region.holes]).filter(([p, q]) => !room.isOpen(p, q));
  return samples.filter(({ face, point, normal }) => {
    const [x, y, z] = toLocal(frame, point);
    if (z < from - slack || z > to + slack) return false;
    const role = roleAlong(at(graph.faces, face), frame.z, graph.parallelSine);
    if (role === "wall") return sides.some((side) => offSide(side, [x, y]) <= chordMm);
    if (role !== "cap") return false;
    const up = toLocalDirection(frame, normal)[2] > 0;
    return Math.abs(z - (up !== inside ? from : to)) <= slack && isInside(region, [x, y]);
  });
}

const isInside = ({ outer, holes }: SpaceRegion, p: Vec2): boolean => isWithin([outer, ...holes], p);

/** Inside the polygons by the even-odd rule. */
const isWithin = (polygons: readonly (readonly Vec2[])[], p: Vec2): boolean =>
  polygons.reduce((inside, polygon) => insidePolygon(polygon, p) !== inside, false);
