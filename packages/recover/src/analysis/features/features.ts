/**
 * The features of a tree as a person would list them, to tell whether two trees have the same: by kind, main sizes and where they lie, never by
 * name, order or what they were cut from. A pattern is one feature, and each of its copies another.
 */
import {
  add,
  applyPose,
  applyPoseDirection,
  composePoses,
  dot,
  type Frame,
  identityPose,
  mul,
  type Pose,
  toGlobal,
  type Vec2,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import { patternPoses } from "../../model/build.js";
import { leadOf } from "../../model/screw.js";
import type {
  ExtrudeNode,
  HoleNode,
  Node,
  PatternNode,
  Profile,
  ProfileLoop,
  RevolveNode,
  ScrewNode,
} from "../../model/types.js";
import { sameFeatureMm, sameFeatureShare } from "../../tolerances.js";
import { loopArea, loopBox, profileArea } from "../profile/measure.js";

export interface Feature {
  readonly kind: string;
  /** Lengths in mm, areas in mm2, angles in radians, counts, as the kind has them. */
  readonly sizes: readonly number[];
  /** The point of its axis nearest to the origin; absent where the kind has none, or many. */
  readonly place?: Vec3;
  /** What the maker of the tree calls it; not compared. */
  readonly role?: string;
}

type Sense = "base" | "add" | "cut" | "common";
interface Where {
  readonly sense: Sense;
  readonly pose: Pose;
  readonly role?: string | undefined;
}

/** The features of a node, those that it is made of first. */
export const featuresOf = (node: Node): readonly Feature[] => within(node, { sense: "base", pose: identityPose });

function within(node: Node, outside: Where): readonly Feature[] {
  const where: Where = { ...outside, role: node.role ?? outside.role };
  switch (node.type) {
    case "boolean": {
      const sense = node.operation === "union" ? "add" : node.operation === "subtract" ? "cut" : "common";
      const tools = node.tools.flatMap((tool) => within(tool, { ...where, sense: turned(sense, where.sense) }));
      return [...within(node.base, where), ...tools];
    }
    case "place":
      return within(node.body, { ...where, pose: composePoses(where.pose, node.pose) });
    case "pattern":
      return [
        told(where, patternKind(node.pattern), patternSizes(node.pattern)),
        ...patternPoses(node.pattern).flatMap((pose) =>
          within(node.body, { ...where, pose: composePoses(where.pose, pose) }),
        ),
      ];
    case "fillet":
      return [...within(node.base, outside), ...node.edges.map(() => told(where, "fillet", [node.radius]))];
    case "chamfer":
      return [...within(node.base, outside), ...node.edges.map(() => told(where, "chamfer", [node.length]))];
    case "shell":
      return [...within(node.base, outside), told(where, "shell", [node.thickness, node.open.length])];
    case "hole":
      return [drilled(node, where)];
    case "extrude":
      return extruded(node, where);
    case "revolve":
      return [revolved(node, where)];
    case "sweep":
      return [told(where, `${where.sense} sweep`, [sectionArea(node.profile), node.path.length])];
    case "screw":
      return [screwed(node, where)];
    case "loft":
      return [
        told(
          where,
          `${where.sense} loft`,
          node.sections.map(({ profile }) => sectionArea(profile)).sort((a, b) => a - b),
        ),
      ];
  }
}

/** What is taken from a cutter comes back, and what is added to it is cut. */
function turned(sense: Sense, outer: Sense): Sense {
  if (outer !== "cut") return sense;
  return sense === "cut" ? "add" : "cut";
}

const told = ({ role }: Where, kind: string, sizes: readonly number[], place?: Vec3): Feature => ({
  kind,
  sizes,
  ...(place && { place }),
  ...(role !== undefined && { role }),
});

/** Where an axis comes nearest to the origin: the same for either way along it, wherever on it a feature begins. */
function footOf({ pose }: Where, point: Vec3, direction: Vec3): Vec3 {
  const [p, d] = [applyPose(pose, point), applyPoseDirection(pose, direction)];
  return add(p, mul(d, -dot(p, d)));
}

function drilled(node: HoleNode, where: Where): Feature {
  const { frame, diameter, depth, through, entry } = node;
  const kind = `${through ? "" : "blind "}${entry.kind === "simple" ? "hole" : entry.kind}`;
  const sizes = [diameter, ...(through ? [] : [depth]), ...(entry.kind === "simple" ? [] : [entry.diameter])];
  return told(where, kind, sizes, footOf(where, frame.origin, frame.z));
}

/** A body, and what is cut through it: whether a hole is a loop of the section or drilled afterwards is the same to a person. */
function extruded(node: ExtrudeNode, where: Where): readonly Feature[] {
  const { frame, profile, from, to } = node;
  const inner: Where = { ...where, sense: where.sense === "cut" ? "add" : "cut" };
  const holes = profile.holes.flatMap((outer) => extruded({ ...node, profile: { outer, holes: [] } }, inner));
  return [prism(where, frame, profile.outer, [from, to]), ...holes];
}

/** Cuts and additions run over into the air and the stock: of those only the section is compared. */
function prism(where: Where, frame: Frame, outer: ProfileLoop, [from, to]: readonly [number, number]): Feature {
  const box = loopBox(outer);
  const middle: Vec3 = [(box.min[0] + box.max[0]) / 2, (box.min[1] + box.max[1]) / 2, (from + to) / 2];
  const sides = rectangleSides(outer);
  if (sides && where.sense !== "common") {
    const sizes = [...sides, to - from].sort((a, b) => a - b);
    return told(where, `${where.sense} block`, sizes, applyPose(where.pose, toGlobal(frame, middle)));
  }
  const place = footOf(where, toGlobal(frame, middle), frame.z);
  if (where.sense === "cut" && outer.kind === "circle") return told(where, "hole", [2 * outer.radius], place);
  // Either way round: a loop runs as it was found.
  const area = Math.abs(loopArea(outer));
  return told(where, `${where.sense} extrusion`, where.sense === "base" ? [area, to - from] : [area], place);
}

/** The sides of a loop that is a rectangle, however it is turned. */
function rectangleSides(loop: ProfileLoop): readonly [number, number] | undefined {
  if (loop.kind !== "path" || loop.segments.length !== 4 || loop.segments.some(({ kind }) => kind !== "line"))
    return undefined;
  const [a, b, c] = loop.segments.map(({ start, end }): Vec2 => [end[0] - start[0], end[1] - start[1]]);
  if (!a || !b || !c) return undefined;
  const [p, q] = [Math.hypot(...a), Math.hypot(...b)];
  const square = Math.abs(a[0] * b[0] + a[1] * b[1]) <= sameFeatureShare * p * q;
  return square && Math.hypot(a[0] + c[0], a[1] + c[1]) <= sameFeatureMm ? [p, q] : undefined;
}

function revolved(node: RevolveNode, where: Where): Feature {
  const place = footOf(where, node.frame.origin, node.frame.y);
  return told(where, `${where.sense} revolution`, [Math.abs(loopArea(node.profile.outer)), node.angleRad], place);
}

/** By its section and lead: how long it is depends on how far it overruns. */
function screwed(node: ScrewNode, where: Where): Feature {
  const place = footOf(where, node.axis.origin, node.axis.direction);
  return told(where, `${where.sense} screw`, [sectionArea(node.profile), leadOf(node)], place);
}

const patternKind = ({ kind }: PatternNode["pattern"]): string =>
  kind === "circular" ? "circular pattern" : "linear pattern";

/** Whichever way its loops run. */
const sectionArea = (profile: Profile): number => Math.abs(profileArea(profile));

/** A grid's two ways are in no order. */
function patternSizes(pattern: PatternNode["pattern"]): readonly number[] {
  if (pattern.kind === "linear") return [pattern.count, pattern.spacing];
  if (pattern.kind === "circular") return [pattern.count, Math.abs(pattern.stepRad)];
  const { count, spacing, secondCount, secondSpacing } = pattern;
  const ways = [
    [count, spacing],
    [secondCount, secondSpacing],
  ] as const;
  return [...ways].sort((a, b) => a[0] - b[0] || a[1] - b[1]).flat();
}

function isSame(a: Feature, b: Feature): boolean {
  if (a.kind !== b.kind || a.sizes.length !== b.sizes.length) return false;
  const apart = a.place && b.place ? Math.hypot(...minus(a.place, b.place)) : 0;
  if (a.kind.endsWith("block")) return isSameBlock(a, b, apart);
  return a.sizes.every((size, i) => isSameSize(size, at(b.sizes, i))) && apart <= sameFeatureMm;
}

/** A block may be extruded along any of its edges, and runs over along that one: the middle moves by half of what it is longer there. */
function isSameBlock(a: Feature, b: Feature, apart: number): boolean {
  const left = [...b.sizes];
  const longer = a.sizes.filter((size) => {
    const same = left.findIndex((other) => isSameSize(size, other));
    if (same >= 0) left.splice(same, 1);
    return same < 0;
  });
  const [own, other] = [longer[0], left[0]];
  if (own === undefined || other === undefined) return apart <= sameFeatureMm;
  return longer.length === 1 && !a.kind.startsWith("base") && apart <= Math.abs(own - other) / 2 + sameFeatureMm;
}

const isSameSize = (a: number, b: number): boolean => Math.abs(a - b) <= sameFeatureShare * Math.abs(a);

const minus = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

export interface Compared {
  /** Of each known feature, whether it was found. */
  readonly known: readonly { readonly feature: Feature; readonly found: boolean }[];
  /** Of each found feature, whether it is a known one. */
  readonly found: readonly { readonly feature: Feature; readonly known: boolean }[];
}

/** Each found feature stands for one known feature at most. */
export function compareFeatures(known: readonly Feature[], found: readonly Feature[]): Compared {
  const open = new Set(found.keys());
  const pairs = known.map((feature) => {
    const match = [...open].find((i) => isSame(feature, at(found, i)));
    if (match !== undefined) open.delete(match);
    return { feature, found: match !== undefined };
  });
  return { known: pairs, found: found.map((feature, i) => ({ feature, known: !open.has(i) })) };
}
