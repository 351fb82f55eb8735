/** Parts and where they stand: each part once, its instances as patterns, clones and mirror images. */
import { composePoses, identityPose, invertPose, type Pose, sub } from "@unbake/geometry";
import type { Instance, Part } from "../../model/types.js";
import { array, atom, call, callOn, type Expression, pipe, text } from "../kcl/kcl.js";
import { identifier } from "../kcl/names.js";
import { axisExpression, pointExpression } from "../kcl/planes.js";
import { carried, isIdentity, isMirrored, translationOf } from "../kcl/poses.js";
import { arrangement, groupByTurn, type Step, tableFrom } from "../raw/instances.js";
import { movedBody, printBody } from "./bodies.js";
import { freshDatums, inPart, type SalonContext } from "./context.js";
import { planEdges } from "./edges.js";
import { nounOf, rootShape, saysNothing } from "./nouns.js";
import { capital } from "./segmentNames.js";

/** What a part is called in the program. */
export function partName(part: Part): string {
  const noun = nounOf(rootShape(part.body), "base");
  return saysNothing(part.name) ? noun : identifier(part.name, noun, 24);
}

/** Prints a part and its instances. `alone`: it is the only part, so its names need no prefix. */
export function printPart(context: SalonContext, part: Part, instances: readonly Instance[], alone: boolean): void {
  const name = context.partNames.get(part.id) ?? partName(part);
  context.partNoun = name;
  context.stock = undefined;
  context.baseNoun = nounOf(rootShape(part.body), "base");
  context.datums = freshDatums();
  context.prefix = alone ? "" : name;
  const straight = instances.filter((i) => !isMirrored(i.pose));
  const mirrored = instances.filter((i) => isMirrored(i.pose));
  const [first] = straight.length > 0 ? straight : mirrored;
  if (!first) return;
  const body = straight.length > 0 ? part.body : carried(part.body, first.pose);
  if (context.edgesByFaces) context.edges = planEdges(body);
  const seed = printBody(context, body, "base", name);
  color(context, seed, first);
  if (straight.length === 0) {
    const back = invertPose(first.pose);
    placeAll(
      context,
      seed,
      name,
      mirrored.map((i) => composePoses(i.pose, back)),
    );
    return;
  }
  if (mirrored.length > 0) {
    const image = context.names.unique(`mirrored${capital(name)}`);
    context.document.section("The same part mirrored");
    context.document.assign(image, callOn("mirror3d", seed, { across: atom("YZ") }));
    context.document.count("mirror");
    placeAll(
      context,
      atom(image),
      image,
      mirrored.map((i) => composePoses(i.pose, acrossYz)),
    );
  }
  placeAll(
    context,
    seed,
    name,
    straight.map((i) => i.pose),
  );
}

const acrossYz: Pose = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

function color(context: SalonContext, body: Expression, instance: Instance): void {
  if (!instance.color) return;
  const hex = instance.color
    .map((c) =>
      Math.round(Math.min(255, Math.max(0, c)))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("");
  context.document.add({ kind: "do", value: callOn("appearance", body, { color: text(`#${hex}`) }) });
}

/** Puts a body at each pose: clones first, the body itself to the first pose last. */
function placeAll(context: SalonContext, seed: Expression, name: string, poses: readonly Pose[]): void {
  if (poses.length === 1 && poses[0] && isIdentity(poses[0])) return;
  context.document.section(poses.length === 1 ? "Where the part stands in the file" : `Instances of ${name}`);
  const [own, ...others] = groupByTurn(poses);
  for (const group of others) placeGroup(context, seed, false, name, group);
  if (own) placeGroup(context, seed, true, name, own);
}

function placeGroup(context: SalonContext, seed: Expression, own: boolean, name: string, poses: readonly Pose[]): void {
  const { document, names } = context;
  const clone = callOn("clone", seed);
  const { first, steps } = arrangement(poses);
  const put = (body: Expression, pose: Pose, variable: string, rows: readonly Expression[]): void => {
    const placed = isIdentity(pose) ? body : movedBody(context, body, pose);
    if (placed.kind === "atom" && rows.length === 0) return;
    const [head, ...tail] = placed.kind === "pipe" ? placed.steps : [placed];
    const all = head ? [head, ...tail, ...rows] : rows;
    document.assign(names.unique(variable), all.length === 1 && head ? head : pipe(...all));
    document.count("instance");
  };
  const placedName = `placed${capital(name)}`;
  if (steps.length > 0) {
    const rows = steps.map((step) => rowStep(context, step));
    put(own ? seed : clone, first, `${name}Rows`, rows);
    return;
  }
  if (poses.length >= tableFrom) {
    put(own ? seed : clone, first, `${name}s`, [tableStep(context, name, poses)]);
    return;
  }
  for (const pose of poses.slice(1)) put(clone, pose, `${name}Copy`, []);
  put(own ? seed : clone, first, own ? placedName : `${name}Copy`, []);
}

/** The pattern step of copies at uneven places, which stand in a table relative to the first. */
function tableStep(context: SalonContext, name: string, poses: readonly Pose[]): Expression {
  const { document, names, numbers } = context;
  const origin = translationOf(poses[0] ?? identityPose);
  const places = names.unique(`${name}Places`);
  const shift = names.unique(`${name}Shift`);
  document.assign(places, array(poses.map((pose) => pointExpression(sub(translationOf(pose), origin), numbers))));
  const value = { kind: "object", fields: [["translate", atom(`${places}[i]`)]] } as const;
  document.add({ kind: "function", name: shift, parameters: ["@i"], body: [{ kind: "return", value }] });
  return call("patternTransform", { instances: callOn("count", atom(places)), transform: atom(shift) });
}

function rowStep(context: SalonContext, { direction, spacing, count }: Step): Expression {
  const { parameters, numbers } = context;
  return call("patternLinear3d", {
    axis: axisExpression(direction, numbers),
    distance: parameters.print(parameters.length(inPart(context, "pitch"), spacing)),
    instances: parameters.count(inPart(context, "count"), count),
  });
}
