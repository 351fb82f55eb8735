/** Parts that stand in several places: made once, then patterned, cloned and moved. */

import {
  addScaled,
  composePoses,
  cross,
  dot,
  invertPose,
  mul,
  norm,
  type Pose,
  sub,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Instance, Node, Part } from "../../model/types.js";
import { orderDirection, sameSpacingMm, sameTurnEntry, secondArmSine } from "../../tolerances.js";
import { atom, callOn, type Expression } from "../kcl/kcl.js";
import { commentText } from "../kcl/names.js";
import { axisExpression } from "../kcl/planes.js";
import { carried, isIdentity, isMirrored, translationOf } from "../kcl/poses.js";
import { colorStatement, placesStatement, shiftFunction } from "../kcl/statements.js";
import type { PrintContext } from "./context.js";
import { moved, printNode } from "./features.js";

/** From this many equal turns on, copies at uneven places come from a table. */
export const tableFrom = 6;

/** Prints a part and all its instances. */
export function printPart(context: PrintContext, part: Part, instances: readonly Instance[]): void {
  const count = instances.length;
  const title = commentText(part.name, 80);
  context.program.comment(`Part ${part.id + 1}: ${title}${count > 1 ? `, ${count} times` : ""}`);
  placePart(context, part.body, instances);
}

/**
 * Puts a part at all its instances. `body` is printed first when it is a tree; as an expression it is the part as it is described, or, where all
 * instances are mirror images, as the first of them.
 */
export function placePart(context: PrintContext, body: Node | Expression, instances: readonly Instance[]): void {
  const straight = instances.filter((i) => !isMirrored(i.pose));
  const mirrored = instances.filter((i) => isMirrored(i.pose));
  const [firstMirrored] = mirrored;
  if (straight.length > 0) {
    const seed = isTree(body) ? colored(context, printNode(context, body), straight[0]) : body;
    if (!firstMirrored) {
      placeAll(
        context,
        seed,
        straight.map((i) => i.pose),
      );
      return;
    }
    const image = context.names.numbered("mirror");
    context.program.assign(image, callOn("mirror3d", seed, { across: atom("YZ") }));
    context.program.count("mirror");
    placeAll(
      context,
      seed,
      straight.map((i) => i.pose),
    );
    placeAll(
      context,
      atom(image),
      mirrored.map((i) => composePoses(i.pose, acrossYz)),
    );
    return;
  }
  // Only mirror images: the part itself is printed as the first of them, the others stand relative to it.
  if (!firstMirrored) return;
  const seed = isTree(body)
    ? colored(context, printNode(context, carried(body, firstMirrored.pose)), firstMirrored)
    : body;
  const back = invertPose(firstMirrored.pose);
  placeAll(
    context,
    seed,
    mirrored.map((i) => composePoses(i.pose, back)),
  );
}

const isTree = (body: Node | Expression): body is Node => "explains" in body;

const acrossYz: Pose = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

function colored(context: PrintContext, body: Expression, instance: Instance | undefined): Expression {
  const color = instance?.color;
  if (!color) return body;
  context.program.add(colorStatement(body, color));
  return body;
}

/** Puts a body at each pose. The body itself goes last, to the first pose, because transforms work in place and clones follow their seed. */
function placeAll(context: PrintContext, seed: Expression, poses: readonly Pose[]): void {
  const [own, ...others] = groupByTurn(poses);
  for (const group of others) placeGroup(context, seed, false, group);
  if (own) placeGroup(context, seed, true, own);
}

/** Poses that turn the body the same way, in order. */
export function groupByTurn(poses: readonly Pose[]): Pose[][] {
  const groups: Pose[][] = [];
  for (const pose of poses) {
    const group = groups.find(([head]) => head && sameTurn(head, pose));
    if (group) group.push(pose);
    else groups.push([pose]);
  }
  return groups;
}

const sameTurn = (a: Pose, b: Pose): boolean =>
  [0, 1, 2, 4, 5, 6, 8, 9, 10].every((i) => Math.abs(at(a, i) - at(b, i)) < sameTurnEntry);

/** One body moved to the first pose of a group and repeated at the others; `body` is the seed itself or a clone of it. */
function placeGroup(context: PrintContext, seed: Expression, own: boolean, poses: readonly Pose[]): void {
  const { program, names } = context;
  const put = (body: Expression, pose: Pose): Expression => {
    const placed = isIdentity(pose) ? body : moved(context, body, pose);
    if (placed.kind === "atom") return placed;
    const name = names.numbered("instance");
    program.assign(name, placed);
    program.count("instance");
    return atom(name);
  };
  const clone = callOn("clone", seed);
  const { first, steps } = arrangement(poses);
  if (steps.length === 0 && poses.length < tableFrom) {
    for (const pose of poses.slice(1)) put(clone, pose);
    put(own ? seed : clone, first);
    return;
  }
  const head = put(own ? seed : clone, first);
  if (steps.length === 0) printTable(context, head, poses);
  else printRows(context, head, steps);
}

/** Rows, or rows of rows, of a body. */
function printRows(context: PrintContext, body: Expression, steps: readonly Step[]): void {
  const { program, names, numbers } = context;
  let copies = body;
  for (const { direction, spacing, count } of steps) {
    const name = names.numbered("pattern");
    const args = {
      axis: axisExpression(direction, numbers),
      distance: atom(numbers.length(spacing)),
      instances: atom(String(count)),
    };
    program.assign(name, callOn("patternLinear3d", copies, args));
    program.count("pattern");
    copies = atom(name);
  }
}

/** Copies at the offsets of a table, which are relative to the first pose. */
function printTable(context: PrintContext, body: Expression, poses: readonly Pose[]): void {
  const { program, names, numbers } = context;
  const [first] = poses;
  if (!first) return;
  const origin = translationOf(first);
  const offsets = names.numbered("offsets");
  const shift = names.numbered("shift");
  const points = poses.map((pose) => sub(translationOf(pose), origin));
  program.add(placesStatement(offsets, points, numbers));
  program.add(shiftFunction(shift, offsets));
  const args = { instances: atom(String(poses.length)), transform: atom(shift) };
  program.assign(names.numbered("pattern"), callOn("patternTransform", body, args));
  program.count("pattern");
}

export interface Step {
  readonly direction: Vec3;
  readonly spacing: number;
  readonly count: number;
}

/** The poses as rows, or rows of rows, of equal spacing; no steps when they are not. `first` is where the arrangement starts. */
export function arrangement(poses: readonly Pose[]): { readonly first: Pose; readonly steps: readonly Step[] } {
  const points = poses.map(translationOf);
  const [first] = poses;
  if (!first) throw new RangeError("a group of instances is empty");
  if (poses.length < 3) return { first, steps: [] };
  const general: Vec3 = unit(orderDirection);
  let corner = 0;
  for (let i = 1; i < points.length; i++) if (along(points, i, general) < along(points, corner, general)) corner = i;
  const start = at(poses, corner);
  const arms = points
    .map((p) => sub(p, translationOf(start)))
    .filter((v) => norm(v) > sameSpacingMm)
    .sort((a, b) => norm(a) - norm(b));
  const [a] = arms;
  const b = a && arms.find((v) => norm(cross(v, a)) > secondArmSine * norm(v) * norm(a));
  if (!a) return { first, steps: [] };
  const steps = fit(arms, b ? [a, b] : [a]);
  return steps ? { first: start, steps } : { first, steps: [] };
}

const along = (points: readonly Vec3[], i: number, d: Vec3): number => dot(at(points, i), d);

/** Counts along one or two spacings that give exactly these offsets. */
function fit(arms: readonly Vec3[], spacings: readonly Vec3[]): Step[] | undefined {
  const total = arms.length + 1;
  const [a, b] = spacings;
  if (!a) return undefined;
  const here = (i: number, j: number): Vec3 => (b ? addScaled(mul(a, i), b, j) : mul(a, i));
  const has = (v: Vec3): boolean => norm(v) < sameSpacingMm || arms.some((arm) => norm(sub(arm, v)) < sameSpacingMm);
  let rows = 1;
  while (has(here(rows, 0)) && rows < total) rows++;
  const columns = b ? total / rows : 1;
  if (!Number.isInteger(columns) || rows * columns !== total) return undefined;
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) if (!has(here(i, j))) return undefined;
  const step = (v: Vec3, count: number): Step => ({ direction: unit(v), spacing: norm(v), count });
  return b ? [step(a, rows), step(b, columns)] : [step(a, rows)];
}
