/** How far cutters overrun: one round length of the author's unit for all of them, because it is no dimension of the part. */
import type { Model, Node } from "../../../../model/types.js";
import { children, mapChildren } from "../../../../model/visit.js";
import { roundingMm } from "../../../../tolerances.js";
import { mmPer } from "../../../kcl/numbers.js";
import { evenSideways } from "./sideways.js";

/** The model with one allowance: the shortest of its own, never longer than that, because a longer one might reach something else. */
export function evenAllowances(model: Model): Model {
  const seen = new Set<Node>();
  const found = model.parts.flatMap(({ body }) => overrunsOf(body, seen));
  if (found.length === 0) return model;
  const even = roundDown(Math.min(...found) / mmPer(model.unit)) * mmPer(model.unit);
  const done = new Map<Node, Node>();
  const changed = (node: Node): Node => {
    const known = done.get(node);
    if (known) return known;
    const made = evenSideways(withAllowance(mapChildren(node, changed), even), even);
    done.set(node, made);
    return made;
  };
  return { ...model, parts: model.parts.map((part) => ({ ...part, body: changed(part.body) })) };
}

function overrunsOf(node: Node, seen: Set<Node>): readonly number[] {
  if (seen.has(node)) return [];
  seen.add(node);
  const own = node.type === "extrude" || node.type === "hole" ? [node.overrunStart, node.overrunEnd] : [];
  return [...own.filter((mm) => mm > 0), ...children(node).flatMap((child) => overrunsOf(child, seen))];
}

function withAllowance(node: Node, even: number): Node {
  if (node.type !== "extrude" && node.type !== "hole") return node;
  const allowed = (mm: number): number => (mm > 0 ? even : 0);
  return { ...node, overrunStart: allowed(node.overrunStart), overrunEnd: allowed(node.overrunEnd) };
}

/** The next of 1, 2, 5, 10, 20 ... that is not larger. */
export function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value + roundingMm));
  const lead = [5, 2, 1].find((digit) => digit * power <= value + roundingMm) ?? 1; // default: the power itself
  return Number((lead * power).toPrecision(1));
}
