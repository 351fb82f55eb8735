/**
 * The law of volumes that every boolean of solids obeys: vol(a - t) + vol(a & t) = vol(a), and
 * vol(a | t) = vol(a) + vol(t) - vol(a & t). A result can be valid, within all bounds, and break it: OpenCASCADE missed
 * an overlap, or tools that touch each other cancelled out.
 *
 * The exact common part is a witness that can make the same mistake. Where it says something that a missed overlap would
 * say too (nothing in common, or all of one side), and where a tool left no trace in the result, meshes are asked as well.
 */

import type { Box } from "@unbake/geometry";
import { must } from "@unbake/ground";
import type { Shape } from "../api.js";
import { boundingBox } from "../measure/boundingBox.js";
import { massProperties, roughMass } from "../measure/massProperties.js";
import { mesh } from "../measure/mesh.js";
import { topologyOf } from "../measure/topology.js";
import { meshVolumes } from "../meshBoolean/index.js";
import type { Context } from "../occ/context.js";
import { subShape, subShapes } from "../occ/subshapes.js";
import {
  leastChordShare,
  mostChordShare,
  preciseErrorShare,
  preciseSlackShare,
  quickSlackShare,
  singlePrecisionShare,
  touchMm,
} from "../tolerances.js";
import { type BooleanAlgorithm, type BooleanKind, run } from "./booleanRun.js";
import { solidsOf } from "./compound.js";
import type { Content } from "./contentBounds.js";
import { contentOf, dimensionOf } from "./validity.js";

/** Why a result breaks the law, or undefined. `fuzzyMm` is the value that it was made with. */
export type VolumeLaw = (result: Content, algorithm: BooleanAlgorithm, fuzzyMm: number) => string | undefined;

/** The angle between the facets of the meshes. */
const meshAngleRad = 0.3;
/** What meshes may be off, over the volume of the smallest body: a body that was missed altogether shows. */
const sharpness = 0.05;
interface Question {
  readonly context: Context;
  readonly kind: BooleanKind;
  readonly body: Shape;
  readonly tools: readonly Shape[];
  /** The tools whose boxes overlap that of the body. */
  readonly near: readonly Shape[];
}

/**
 * The law for one body and its tools; undefined where it does not apply (several bodies at once, faces, splits by faces,
 * solids that are inside out).
 */
export function volumeLaw(
  context: Context,
  kind: BooleanKind,
  left: readonly Shape[],
  right: readonly Shape[],
): VolumeLaw | undefined {
  const [body, ...more] = left;
  const isSolid = (shape: Shape): boolean => dimensionOf(context.oc, context.store.native(shape)) === 3;
  if (!body || more.length > 0 || right.length === 0 || kind === "split") return undefined;
  if (![body, ...right].every((shape) => isSolid(shape) && volumeOf(context, shape, false) > 0)) return undefined;
  const quick = (shape: Shape): Box => boundingBox(context, shape, { tight: false });
  const box = quick(body);
  const near = right.filter((tool) => overlap(box, quick(tool)));
  const question: Question = { context, kind, body, tools: right, near };
  const commons = new Map<number, Common>();
  const witness: Witness = { asked: false };
  const unknown = kind === "fuse" && near.length > 0 && isUnknownTogether(context, body, right);
  return (result, algorithm, fuzzyMm) => {
    // Meshes that were asked before need no second exact boolean to see the same mistake.
    const denied = witness.asked ? deniedBy(witness, result) : undefined;
    if (denied) return denied;
    const common = commons.get(fuzzyMm) ?? commonPart(question, fuzzyMm);
    commons.set(fuzzyMm, common);
    const complaint = complain(question, result, common);
    if (complaint === undefined && !unknown && !isSuspicious(question, common, algorithm)) return undefined;
    if (!witness.asked) {
      witness.asked = true;
      witness.expected = fromMeshes(question);
    }
    if (!witness.expected) return complaint?.text;
    const denial = deniedBy(witness, result);
    if (denial !== undefined || !complaint) return denial;
    // Where meshes can believe the common part too, it is the sharper witness.
    return isBelieved(witness.expected, complaint.expected) ? complaint.text : undefined;
  };
}

/** What meshes say, once they were asked; nothing where they bound no bodies. */
interface Witness {
  asked: boolean;
  expected?: Expected | undefined;
}

/** Can meshes take this for the volume of the result? */
const isBelieved = ({ volume, toleranceMm3 }: Expected, other: number | undefined): boolean =>
  other !== undefined && Math.abs(other - volume) <= toleranceMm3;

function deniedBy({ expected }: Witness, result: Content): string | undefined {
  if (!expected) return undefined;
  const volume = result(3, preciseErrorShare);
  if (isBelieved(expected, volume)) return undefined;
  return `the result has the volume ${volume.toPrecision(9)}, meshes of the bodies give ${expected.volume.toPrecision(6)}`;
}

function overlap(a: Box, b: Box): boolean {
  return ([0, 1, 2] as const).every((i) => Math.min(a.max[i], b.max[i]) - Math.max(a.min[i], b.min[i]) > touchMm);
}

/** Volumes, quick and precise ones, each found when it is asked for. */
interface Common {
  volume(precise: boolean): number | undefined;
}

/**
 * The exact common part, from a run of its own; of a common part itself, from what is left without it. The precise volume, which takes ten
 * times as long to integrate, is hardly ever asked for: then there is a second run, so that no shape has to be kept for it.
 */
function commonPart(question: Question, fuzzyMm: number): Common {
  if (question.near.length === 0) return { volume: () => 0 };
  const known = new Map<boolean, number | undefined>();
  const volume = (precise: boolean): number | undefined => {
    if (!known.has(precise)) known.set(precise, commonVolume(question, fuzzyMm, precise));
    return known.get(precise);
  };
  return { volume };
}

function commonVolume({ context, kind, body, near }: Question, fuzzyMm: number, precise: boolean): number | undefined {
  const { oc, store } = context;
  const natives = near.map((tool) => store.native(tool));
  const other = run(oc, kind === "common" ? "cut" : "common", [store.native(body)], natives, fuzzyMm, false);
  if (typeof other === "string") return undefined;
  const part = other.Shape();
  other.delete();
  const content = part.IsNull() ? 0 : contentOf(oc, part, 3, precise ? preciseErrorShare : undefined);
  part.delete();
  return kind === "common" ? volumeOf(context, body, precise) - content : content;
}

function volumeOf(context: Context, shape: Shape, precise: boolean): number {
  return (precise ? massProperties : roughMass)(context, shape).volume;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

interface Complaint {
  readonly text: string;
  /** The volume that the common part asks for. */
  readonly expected?: number;
}

/** The quick integration looks first; what it finds wrong is looked at once more precisely. */
function complain(question: Question, result: Content, common: Common): Complaint | undefined {
  return complainAt(question, result, common, false) && complainAt(question, result, common, true);
}

function complainAt(
  { context, kind, body, tools, near }: Question,
  result: Content,
  common: Common,
  precise: boolean,
): Complaint | undefined {
  // Tools of a fusion that may overlap each other have no volume together that is known without fusing them.
  if (kind === "fuse" && near.length > 0 && !areApart(context, tools)) return undefined;
  const shared = common.volume(precise);
  if (shared === undefined) return { text: "the common part cannot be found" };
  const own = volumeOf(context, body, precise);
  const others = tools.map((tool) => volumeOf(context, tool, precise));
  const expected = kind === "cut" ? own - shared : kind === "common" ? shared : own + sum(others) - shared;
  const volume = result(3, precise ? preciseErrorShare : undefined);
  const slack = (precise ? preciseSlackShare : quickSlackShare) * (own + sum(others));
  if (Math.abs(volume - expected) <= slack) return undefined;
  const text = `the result has the volume ${volume.toPrecision(9)}, the common part asks for ${expected.toPrecision(9)}`;
  return { text, expected };
}

/** Bodies with more faces than this together are not meshed only to know what they come to. */
const mostWitnessFaces = 200;

/** Tools of a fusion that may overlap each other: no exact part says what they come to, but meshes that are made quickly do. */
function isUnknownTogether(context: Context, body: Shape, tools: readonly Shape[]): boolean {
  if (tools.length < 2 || areApart(context, tools)) return false;
  const counts = [body, ...tools].map((shape) => subShapes(context.oc, context.store, shape, "face").count);
  return sum(counts) <= mostWitnessFaces;
}

/** Do the boxes of no two of the bodies overlap? */
function areApart(context: Context, bodies: readonly Shape[]): boolean {
  const boxes = bodies.map((shape) => boundingBox(context, shape, { tight: false }));
  return boxes.every((box, i) => boxes.slice(i + 1).every((other) => !overlap(box, other)));
}

/** Could a missed overlap look like this? */
function isSuspicious(
  { context, body, near, tools, kind }: Question,
  common: Common,
  algorithm: BooleanAlgorithm,
): boolean {
  if (near.length === 0) return false;
  if (kind === "fuse" && tools.length > 1) return near.some((tool) => !leavesTrace(context, tool, algorithm));
  const shared = common.volume(false);
  if (shared === undefined) return true;
  const own = volumeOf(context, body, false);
  const others = sum(near.map((tool) => volumeOf(context, tool, false)));
  const same = (a: number, b: number): boolean => Math.abs(a - b) <= quickSlackShare * Math.min(own, others);
  if (same(shared, 0) || same(shared, own) || same(shared, others)) return true;
  return near.length > 1 && near.some((tool) => !leavesTrace(context, tool, algorithm));
}

/** Whether any face of a tool was divided or made part of the result by the algorithm. */
function leavesTrace({ oc, store }: Context, tool: Shape, algorithm: BooleanAlgorithm): boolean {
  const faces = subShapes(oc, store, tool, "face");
  for (let id = 0; id < faces.count; id++) {
    const images = algorithm.Modified(faces.at(id));
    const count = images.Size();
    images.delete();
    if (count > 0) return true;
  }
  return false;
}

interface Expected {
  readonly volume: number;
  readonly toleranceMm3: number;
}

/** The volume of the result by meshes of the bodies, and how well those know it; undefined where they bound no bodies. */
function fromMeshes({ context, kind, body, tools, near }: Question): Expected | undefined {
  const others = kind === "fuse" ? tools : near;
  return context.store.scope(() => {
    const [left, right] = [[body], others].map((shapes) =>
      shapes.flatMap((shape) => solidsOf(context, shape)).map((solid) => sized(context, solid)),
    );
    if (!left || !right) return undefined;
    const all = [...left, ...right];
    // In a fusion the solids of one side overlap each other too.
    const opposite = (one: Sized): readonly Sized[] => {
      if (kind === "fuse") return all.filter((other) => other !== one);
      return left.includes(one) ? right : left;
    };
    const reach = (one: Sized): number => curvedArea(context, one, opposite(one));
    const curved = new Map(all.map((one) => [one, reach(one)]));
    const least = Math.min(...all.map(({ volume }) => volume));
    const wanted = (sharpness * least) / Math.max(sum([...curved.values()]), Number.MIN_VALUE);
    const chordOf = ({ size }: Sized): number =>
      Math.min(Math.max(wanted, leastChordShare * size), mostChordShare * size);
    const rounding = singlePrecisionShare * Math.max(...all.map(({ size }) => size)) * sum(all.map(({ area }) => area));
    const toleranceMm3 =
      sum(all.map((one) => chordOf(one) * must(curved.get(one), "curved area of a solid"))) + rounding;
    const side = (solids: readonly Sized[]) => ({
      meshes: solids.map((one) => mesh(context, one.solid, { linear: chordOf(one), angularRad: meshAngleRad })),
      volumes: solids.map(({ volume }) => volume),
      tolerancesMm3: solids.map((one) => chordOf(one) * curvedArea(context, one) + rounding),
    });
    const volumes = meshVolumes(context.manifold, side(left), side(right));
    if (!volumes) return undefined;
    const exact = (sides: readonly Sized[]): number => sum(sides.map(({ volume }) => volume));
    // Only what is shared comes from meshes: what they are off elsewhere does not count.
    const volume =
      kind === "fuse" ? exact(all) - volumes.shared : kind === "cut" ? exact(left) - volumes.common : volumes.common;
    return { volume, toleranceMm3 };
  });
}

interface Sized {
  readonly solid: Shape;
  readonly box: Box;
  readonly size: number;
  readonly volume: number;
  readonly area: number;
}

function sized(context: Context, solid: Shape): Sized {
  const box = boundingBox(context, solid, { tight: false });
  const { min, max } = box;
  const size = Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
  const { volume, area } = massProperties(context, solid);
  return { solid, box, size, volume, area };
}

/** The area that meshes can be off by their chord error: not that of flat faces, nor of those away from the other side. */
function curvedArea(context: Context, { solid }: Sized, others?: readonly Sized[]): number {
  const { oc, store } = context;
  const natives = subShapes(oc, store, solid, "face");
  const counts = (id: number): boolean => {
    if (!others) return true;
    const box = boundingBox(context, subShape(oc, store, solid, "face", id), { tight: false });
    return others.some((other) => meets(box, other.box));
  };
  const curved = topologyOf(context, solid).faces.filter(({ surface, id }) => surface.kind !== "plane" && counts(id));
  return sum(curved.map(({ id }) => contentOf(oc, natives.at(id), 2)));
}

function meets(a: Box, b: Box): boolean {
  return ([0, 1, 2] as const).every((i) => a.min[i] <= b.max[i] && b.min[i] <= a.max[i]);
}
