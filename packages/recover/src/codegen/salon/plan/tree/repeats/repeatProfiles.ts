/**
 * Profiles that repeat: the slots of a rail, the teeth of a gear or a rack, the gaps of a heat sink. One notch becomes a cutter (one tooth a body)
 * that is repeated, and the profile is drawn without them. The body is the same.
 */
import {
  composePoses,
  type Pose,
  rotationPose,
  toGlobal,
  toGlobalDirection,
  toLocal,
  translationPose,
  type Vec2,
} from "@unbake/geometry";
import { at, last } from "@unbake/ground";
import type { BooleanNode, ExtrudeNode, Model, Node, ProfileLoop } from "../../../../../model/types.js";
import { repeatMm, roundingMm, sameCoordinateMm } from "../../../../../tolerances.js";
import type { Snap } from "../../../../../verify/types.js";
import { repeated as repeatedWords } from "../../../words.js";
import { roundDown } from "../allowances.js";
import { leastSaved, type Repeated, repeatedOf, shortened } from "./choose.js";
import type { Layout } from "./layouts.js";
import { withMaterialLeft } from "./loops.js";
import { type Motif, type Motion2, motionBetween, offBy } from "./motion.js";
import { closedRun } from "./mouth.js";
import { composed, mouthOf, onAxis } from "./onAxis.js";
import { directionOf, dot2, type Run } from "./runs.js";

/** mm. How far a cutter overruns the stock at both ends, and at most beyond its mouth. */
const overrunMm = 1;
/** share of the mouth. A tooth reaches no deeper into what it stands on, a cutter no further out. */
const beyondShare = 0.5;

/** The model with what repeats in its profiles drawn once. A budget of 0 takes only what is equal to rounding for copies. */
export function repeatProfiles(
  model: Model,
  budgetMm: number,
): { readonly model: Model; readonly snaps: readonly Snap[] } {
  const within = budgetMm > 0 ? Math.min(budgetMm, repeatMm) : sameCoordinateMm;
  const snaps: Snap[] = [];
  const note = (offMm: number): void => {
    if (offMm > roundingMm) snaps.push({ what: "distance of a copy from where it repeats", before: offMm, after: 0 });
  };
  const done = new Map<Node, Node>();
  const changed = (node: Node): Node => {
    const known = done.get(node);
    if (known) return known;
    const made = withRepeats(node, changed, { within, note });
    done.set(node, made);
    return made;
  };
  const parts = model.parts.map((part) => ({ ...part, body: changed(part.body) }));
  return { model: { ...model, parts }, snaps };
}

/** What is taken for a copy, and who is told how far off it was. */
interface Taking {
  /** mm. Copies differ by less. */
  readonly within: number;
  readonly note: (offMm: number) => void;
}

/** Bases only: a tool keeps its profile, and so does what is dressed, whose edges are named by its faces. */
function withRepeats(node: Node, changed: (node: Node) => Node, taking: Taking): Node {
  const { within } = taking;
  if (node.type === "boolean" && node.operation !== "intersect") return { ...node, base: changed(node.base) };
  if (node.type === "place") return { ...node, body: changed(node.body) };
  if (node.type !== "extrude" || node.overrunStart > 0 || node.overrunEnd > 0) return node;
  const { outer, holes } = node.profile;
  const rim = shortened(outer, false, within);
  const openings = repeatedHoles(holes, within);
  const rest = holes.filter((loop) => !openings.loops.has(loop)).map((loop) => shortened(loop, true, within));
  const runs = [rim, ...rest].flatMap(({ repeats }) => repeats);
  if (runs.length === 0 && openings.repeats.length === 0) return node;
  const base: ExtrudeNode = { ...node, profile: { outer: rim.loop, holes: rest.map(({ loop }) => loop) } };
  const notches = runs.filter((run) => kindOf(run) === "notch").flatMap((run) => copiesOfRun(node, run, taking));
  const teeth = runs.filter((run) => kindOf(run) === "tooth").flatMap((run) => copiesOfRun(node, run, taking));
  const cuts = openings.repeats.flatMap((repeat) =>
    copies(node, repeat, cutter(node, at(repeat, 0).first.loop, repeatedWords.cavity), taking),
  );
  const grown = combined("union", base, teeth);
  return combined("subtract", grown, [...notches, ...cuts]);
}

function combined(operation: BooleanNode["operation"], base: Node, tools: readonly Node[]): Node {
  return tools.length === 0 ? base : { type: "boolean", operation, explains: [], base, tools };
}

const kindOf = (repeated: Repeated<Run>): Run["kind"] => at(repeated, 0).first.kind;

interface Opening extends Motif {
  readonly loop: ProfileLoop;
}

/** Holes that are no circles and stand in a layout. */
function repeatedHoles(
  holes: readonly ProfileLoop[],
  within: number,
): { readonly loops: ReadonlySet<ProfileLoop>; readonly repeats: readonly Repeated<Opening>[] } {
  const openings = holes.flatMap((loop): Opening[] => {
    const segments = withMaterialLeft(loop, true);
    if (segments.length < 2) return [];
    const mean = (axis: 0 | 1): number => segments.reduce((sum, { start }) => sum + start[axis], 0) / segments.length;
    return [{ segments, closed: true, mid: [mean(0), mean(1)], loop }];
  });
  const repeats = repeatedOf(openings, within).flatMap(({ saved, repeated }) =>
    saved >= leastSaved ? [repeated] : [],
  );
  const loops = new Set(repeats.flat().flatMap(({ members }) => members.map(({ loop }) => loop)));
  return { loops, repeats };
}

function copiesOfRun(node: ExtrudeNode, repeated: Repeated<Run>, taking: Taking): readonly Node[] {
  const { first, ring } = at(repeated, 0);
  const { run, back } = onAxis(first, originOf(node), ring?.center) ?? { run: first, back: undefined };
  const loop = closedRun(run, roundDown(Math.min(overrunMm, beyondShare * mouthOf(run))));
  const seed = run.kind === "notch" ? cutter(node, loop, nounOf(run)) : { ...solid(node, loop), role: nounOf(run) };
  return copies(node, repeated, seed, taking, back);
}

/** Where the origin of the part is in the plane of the profile. */
function originOf({ frame }: ExtrudeNode): Vec2 {
  const [x, y] = toLocal(frame, [0, 0, 0]);
  return [x, y];
}

/** Slots and ribs have straight sides that run the way of their mouth; what slants, or stands on a circle, is a tooth or a gap between two. */
function nounOf({ kind, onCircle, open, segments }: Run): string {
  const isStraight = [at(segments, 0), last(segments)].some(
    ({ kind: of, start, end }) => of === "line" && Math.abs(dot2(directionOf(start, end), open)) > straightCosine,
  );
  const isUndercut = segments.length > longestPlainRun;
  if (kind === "notch") return !onCircle && (isStraight || isUndercut) ? repeatedWords.slot : repeatedWords.gap;
  return !onCircle && isStraight ? repeatedWords.rib : repeatedWords.tooth;
}
/** 1. A wall that leans less than a draft. */
const straightCosine = 0.99;
/** segments. A gap between teeth is two flanks, a root and its fillets. */
const longestPlainRun = 7;

const solid = (node: ExtrudeNode, outer: ProfileLoop): ExtrudeNode => ({
  ...node,
  explains: [],
  profile: { outer, holes: [] },
});
const cutter = (node: ExtrudeNode, outer: ProfileLoop, role: string): ExtrudeNode => ({
  ...solid(node, outer),
  overrunStart: overrunMm,
  overrunEnd: overrunMm,
  role,
});

/** The seed in every layout: where its first stands elsewhere, it is moved there. `back`: from where the seed is drawn to the first of all. */
function copies<M extends Motif>(
  node: ExtrudeNode,
  repeated: Repeated<M>,
  seed: ExtrudeNode,
  { within, note }: Taking,
  back?: Motion2,
): readonly Node[] {
  const { first } = at(repeated, 0);
  for (const member of repeated.flatMap(({ members }) => members)) {
    const motion = motionBetween(first, member, within);
    if (motion) note(offBy(first, motion, member));
  }
  return repeated.map((layout): Node => {
    const onward = layout.first === first ? undefined : motionBetween(first, layout.first, within);
    const motion = onward && back ? composed(onward, back) : (onward ?? back);
    const body: Node = motion
      ? { type: "place", explains: [], body: seed, pose: poseOf(node, motion), apart: true }
      : seed;
    return inLayout(node, layout, body);
  });
}

function inLayout<M extends Motif>({ frame, to }: ExtrudeNode, { row, ring }: Layout<M>, seed: Node): Node {
  const inRow: Node = row
    ? {
        type: "pattern",
        explains: [],
        body: seed,
        pattern: {
          kind: "linear",
          direction: toGlobalDirection(frame, [...row.direction, 0]),
          spacing: row.spacing,
          count: row.count,
        },
      }
    : seed;
  if (!ring) return inRow;
  const { center, count } = ring;
  const origin = toGlobal(frame, [...center, to]);
  return {
    type: "pattern",
    explains: [],
    body: inRow,
    pattern: { kind: "circular", origin, axis: frame.z, stepRad: (2 * Math.PI) / count, count },
  };
}

/** A motion in the plane of a frame, in space. */
function poseOf({ frame }: ExtrudeNode, { angleRad, shift }: Motion2): Pose {
  const by = toGlobalDirection(frame, [...shift, 0]);
  return composePoses(translationPose(by), rotationPose(frame.origin, frame.z, angleRad));
}
