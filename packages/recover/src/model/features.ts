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
  identityPose,
  mul,
  type Pose,
  toGlobal,
  type Vec3,
} from "@unbake/geometry";
import { loopArea, loopBox, profileArea } from "../analysis/profile/measure.js";
import { patternPoses } from "./build.js";
import type { ExtrudeNode, HoleNode, Node, PatternNode, RevolveNode } from "./types.js";

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
    case "hole":
      return [drilled(node, where)];
    case "extrude":
      return [extruded(node, where)];
    case "revolve":
      return [revolved(node, where)];
    case "sweep":
      return [told(where, `${where.sense} sweep`, [profileArea(node.profile), node.path.length])];
    case "loft":
      return [
        told(
          where,
          `${where.sense} loft`,
          node.sections.map(({ profile }) => profileArea(profile)).sort((a, b) => a - b),
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

/** Cuts and additions run over into the air and the stock: of those only the section is compared. */
function extruded(node: ExtrudeNode, where: Where): Feature {
  const { frame, profile, from, to } = node;
  const box = loopBox(profile.outer);
  const middle: Vec3 = [(box.min[0] + box.max[0]) / 2, (box.min[1] + box.max[1]) / 2, 0];
  const place = footOf(where, toGlobal(frame, middle), frame.z);
  const { outer } = profile;
  if (where.sense === "cut" && outer.kind === "circle" && profile.holes.length === 0)
    return told(where, "hole", [2 * outer.radius], place);
  const area = profileArea(profile);
  // A block may be extruded along any of its edges: a base is told by how much it is.
  if (where.sense === "base") return told(where, "base extrusion", [area * (to - from)]);
  return told(where, `${where.sense} extrusion`, [area], place);
}

function revolved(node: RevolveNode, where: Where): Feature {
  const place = footOf(where, node.frame.origin, node.frame.y);
  return told(where, `${where.sense} revolution`, [loopArea(node.profile.outer), node.angleRad], place);
}

const patternKind = ({ kind }: PatternNode["pattern"]): string =>
  kind === "circular" ? "circular pattern" : "linear pattern";

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

/** share. Sizes that differ by less are the same: a found number is good to 1e-5 of the part, a forgotten hole or another drill differs by more. */
const sameSizeShare = 1e-3;
/** mm. Axes nearer to each other are the same. */
const samePlaceMm = 0.01;

const isSame = (a: Feature, b: Feature): boolean =>
  a.kind === b.kind &&
  a.sizes.length === b.sizes.length &&
  a.sizes.every((size, i) => Math.abs(size - (b.sizes[i] ?? Number.NaN)) <= sameSizeShare * Math.abs(size)) && // default: unequal to anything
  (a.place === undefined || b.place === undefined || Math.hypot(...minus(a.place, b.place)) <= samePlaceMm);

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
    const match = [...open].find((i) => isSame(feature, found[i] ?? feature)); // default: cannot be, i is of found
    if (match !== undefined) open.delete(match);
    return { feature, found: match !== undefined };
  });
  return { known: pairs, found: found.map((feature, i) => ({ feature, known: !open.has(i) })) };
}
