/** Where parts stand: each is made once, its instances are patterns, clones and mirror images. */
import { composePoses, invertPose, type Pose, sub } from "@unbake/geometry";
import { isIdentity, translationOf } from "../../../kcl/poses.js";
import { arrangement, groupByTurn, type Step, tableFrom } from "../../../raw/instances.js";
import { inPart, type Scope } from "../scope.js";
import { capital } from "../sketch/segmentNames.js";
import type { ArrangedPart } from "../tree/features.js";
import { pluralOf } from "../tree/nouns.js";
import type { StepPlan } from "../types.js";
import { motionOf } from "./motion.js";
import { namePlaces } from "./placeNames.js";
import type { Body, BodyPlan, Motion, Repeat } from "./types.js";

/** Colours a part and puts it where its instances are. */
export function planInstances(scope: Scope, { straight, mirrored }: ArrangedPart, seed: Body): readonly StepPlan[] {
  const { names, partNoun } = scope;
  const [first] = straight.length > 0 ? straight : mirrored;
  const color: StepPlan[] = first?.color ? [{ kind: "color", body: seed, color: first.color }] : [];
  if (straight.length === 0) {
    if (!first) return color;
    const back = invertPose(first.pose);
    const poses = mirrored.map((i) => composePoses(i.pose, back));
    return [...color, ...placeAll(scope, seed, partNoun, poses)];
  }
  const poses = straight.map((i) => i.pose);
  if (mirrored.length === 0) return [...color, ...placeAll(scope, seed, partNoun, poses)];
  const image = names.unique(`mirrored${capital(partNoun)}`);
  const mirror: StepPlan[] = [
    { kind: "section", title: "The same part mirrored" },
    { kind: "body", name: image, make: { kind: "mirror", body: seed }, repeats: [], counts: ["mirror"] },
  ];
  const images = mirrored.map((i) => composePoses(i.pose, acrossYz));
  const placedImages = placeAll(scope, { kind: "variable", name: image }, image, images);
  return [...color, ...mirror, ...placedImages, ...placeAll(scope, seed, partNoun, poses)];
}

const acrossYz: Pose = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/** Puts a body at each pose: clones first, the body itself to the first pose last. */
function placeAll(scope: Scope, seed: Body, name: string, poses: readonly Pose[]): readonly StepPlan[] {
  const [only] = poses;
  if (poses.length === 1 && only && isIdentity(only)) return [];
  const title = poses.length === 1 ? "Where the part stands in the file" : `Instances of ${name}`;
  const groups = groupByTurn(poses);
  const [own, ...others] = groups;
  const clone: Body = { kind: "clone", of: seed };
  const placed: Placed = { clone, name, nameOf: namePlaces(name, groups) };
  return [
    { kind: "section", title },
    ...others.flatMap((group) => placeGroup(scope, clone, placed, group)),
    ...(own ? placeGroup(scope, seed, placed, own) : []),
  ];
}

interface Placed {
  readonly clone: Body;
  readonly name: string;
  /** What the body that starts at a pose is called: one of several by where it stands. */
  nameOf(pose: Pose, noun: string): string;
}

/** Puts `head` at the first of some poses that turn it alike, and clones, or copies of it, at the others. */
function placeGroup(scope: Scope, head: Body, placed: Placed, poses: readonly Pose[]): readonly StepPlan[] {
  const { clone, name, nameOf } = placed;
  const { first, steps } = arrangement(poses);
  const [lead] = poses;
  if (!lead) return [];
  if (steps.length > 0) {
    // Along x first: rows of copies that are turned otherwise run the same way.
    const sorted = [...steps].sort((a, b) => leadOf(a) - leadOf(b));
    const rows = sorted.map((step, i) => planRow(scope, step, i));
    return put(scope, head, motionOf(first), nameOf(lead, `${name}Rows`), rows);
  }
  if (poses.length >= tableFrom) {
    const table = planTable(scope, name, poses);
    return [...table.steps, ...put(scope, head, motionOf(first), nameOf(lead, pluralOf(name)), [table.repeat])];
  }
  const copies = poses.slice(1).flatMap((pose) => put(scope, clone, motionOf(pose), nameOf(pose, name), []));
  return [...copies, ...put(scope, head, motionOf(first), nameOf(lead, name), [])];
}

/** The global axis that a row runs along most. */
const leadOf = ({ direction }: Step): number =>
  direction.findIndex((c) => Math.abs(c) === Math.max(...direction.map(Math.abs)));

/** A body moved and repeated; nothing when it is where it should be. */
function put(
  { names }: Scope,
  body: Body,
  motion: Motion | undefined,
  name: string,
  repeats: readonly Repeat[],
): readonly BodyPlan[] {
  if (body.kind === "variable" && !motion && repeats.length === 0) return [];
  const make = { kind: "body", body } as const;
  const moved = motion ? { motion } : {};
  return [{ kind: "body", name: names.unique(name), make, ...moved, repeats, counts: ["instance"] }];
}

/** Copies at uneven places, which stand in a table relative to the first. */
function planTable(
  { names }: Scope,
  name: string,
  poses: readonly Pose[],
): { readonly steps: readonly StepPlan[]; readonly repeat: Repeat } {
  const [origin] = poses.map(translationOf);
  if (!origin) throw new RangeError("a table of places is empty");
  const places = names.unique(`${name}Places`);
  const shift = names.unique(`${name}Shift`);
  const points = poses.map((pose) => sub(translationOf(pose), origin));
  return {
    steps: [
      { kind: "places", name: places, points },
      { kind: "shift", name: shift, places },
    ],
    repeat: { kind: "table", places, shift },
  };
}

/** What a row of copies, a row of such rows, and a stack of those are called. */
const rowWords = [
  ["pitch", "count"],
  ["rowPitch", "rowCount"],
  ["layerPitch", "layerCount"],
] as const;

function planRow(scope: Scope, { direction, spacing, count }: Step, index: number): Repeat {
  const { parameters } = scope;
  const [pitch, copies] = rowWords[index] ?? rowWords[2];
  return {
    kind: "row",
    direction,
    distance: parameters.use(parameters.length(inPart(scope, pitch), spacing)),
    instances: parameters.count(inPart(scope, copies), count),
  };
}
