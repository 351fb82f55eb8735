/** How far an extrusion reaches: its ends from the levels that are there, its allowances, and what the base of a part measures. */

import type { ExtrudeNode } from "../../../../model/types.js";
import { roundingMm } from "../../../../tolerances.js";
import type { SketchPlane } from "../../../kcl/planes.js";
import { axisOf, inPart, type Scope } from "../scope.js";
import { planeAxes } from "../sketch/drafting.js";
import type { Outline } from "../sketch/outline.js";
import type { Title } from "../tree/features.js";
import { wordsOf } from "../tree/nouns.js";
import type { Stock } from "../values/limits.js";
import { isLiteral, literal, minus, plus, type Quantity, times, zero } from "../values/quantity.js";

/** What the base measures, as far as it has names. */
export function stockOf(
  scope: Scope,
  node: ExtrudeNode,
  plane: SketchPlane,
  title: Title,
  outline: Outline,
  length: Quantity,
): Stock | undefined {
  if (!plane.standard) return undefined;
  const axes = planeAxes(plane.standard);
  const sizes: (Quantity | undefined)[] = [undefined, undefined, undefined];
  const ends: (readonly [Quantity, Quantity] | undefined)[] = [undefined, undefined, undefined];
  const along = axisOf(node.frame.z);
  if (along !== undefined) sizes[along] = length;
  axes.forEach((axis, i) => {
    const [low, high] = [outline.low, outline.high].map((corner) => scope.datums[axis].find(corner[i as 0 | 1]));
    if (!low || !high) return;
    sizes[axis] = minus(high, low);
    ends[axis] = [low, high];
  });
  const round = node.profile.outer.kind === "circle";
  const diameter = round ? sizes[axes[0]] : undefined;
  const box = ends.map((pair, axis) => (axis === along ? endsAlong(scope, node, along) : pair));
  return { noun: title.noun, sizes, ends, box, ...(diameter && { diameter }) };
}

/** Where an extrusion along an axis begins and ends there, by its levels, which have names by now. */
function endsAlong(scope: Scope, node: ExtrudeNode, axis: 0 | 1 | 2): readonly [Quantity, Quantity] | undefined {
  const [at, up] = [node.frame.origin[axis], Math.sign(node.frame.z[axis])];
  const levels = [at + up * node.from, at + up * node.to].sort((a, b) => a - b);
  const [low, high] = levels.map((level) => scope.datums[axis].find(level));
  return low && high && [low, high];
}

interface Span {
  readonly offset: Quantity;
  /** Against the normal of the plane where it is negative. */
  readonly length: Quantity;
  readonly symmetric: boolean;
}

/** Where an extrusion starts and how long it is, from the levels that are there. */
export function spanOf(scope: Scope, node: ExtrudeNode, plane: SketchPlane, title: Title): Span {
  const { parameters } = scope;
  const prefix = inPart(scope, title.noun);
  const lengthWord = lengthWordOf(node, title);
  const overrun = (mm: number): Quantity => (mm > 0 ? parameters.allowance(overrunName(title), mm) : zero);
  const axis = axisOf(node.frame.z);
  if (!plane.standard || axis === undefined) {
    const length = plus(
      plus(parameters.length(prefix + lengthWord, node.to - node.from), overrun(node.overrunStart)),
      overrun(node.overrunEnd),
    );
    return { offset: literal(node.from - node.overrunStart), length, symmetric: false };
  }
  const up = node.frame.z[axis];
  const at = node.frame.origin[axis];
  const [low, high] = up > 0 ? [at + node.from, at + node.to] : [at - node.to, at - node.from];
  const [below, above] = up > 0 ? [node.overrunStart, node.overrunEnd] : [node.overrunEnd, node.overrunStart];
  const datums = scope.datums[axis];
  const letter = (["X", "Y", "Z"] as const)[axis];
  const [from, to] = datums.range(
    low,
    high,
    () => parameters.length(prefix + lengthWord, high - low),
    () => (low < 0 ? times(parameters.length(prefix + letter, -low), -1) : parameters.length(prefix + letter, low)),
  );
  if (title.purpose === "cut" && overrunsOnce(below, above)) {
    const { stock } = scope;
    const what = wordsOf(title.noun).toLowerCase();
    if (stock)
      scope.limits.below(
        minus(to, from),
        stock.sizes[axis],
        `the ${what} goes through the ${wordsOf(stock.noun).toLowerCase()}`,
      );
  }
  const [start, end] = [minus(from, overrun(below)), plus(to, overrun(above))];
  const length = minus(end, start);
  // XZ looks along -y: its offsets count backwards.
  const reversed = plane.standard === "XZ";
  const { caps, opened } = scope.faces;
  const keepsSides = caps.has(node) || opened.get(node)?.has("cap") === true;
  if (Math.abs(start.value + end.value) < roundingMm && below === above && !keepsSides)
    return { offset: zero, length, symmetric: true };
  // What stands on the plane itself is drawn there and extruded the other way. Caps that edges or openings are named by keep their sides.
  if (reversed && isZero(start) && !keepsSides) return { offset: zero, length: times(length, -1), symmetric: false };
  return { offset: reversed ? times(end, -1) : start, length, symmetric: false };
}

const isZero = (quantity: Quantity): boolean => isLiteral(quantity) && Math.abs(quantity.value) < roundingMm;

/** A cut that is open at one end is blind at the other. */
const overrunsOnce = (below: number, above: number): boolean => below > 0 !== above > 0;

const overrunName = (title: Title): string => (title.purpose === "addition" ? "jointOverlap" : "cutterOverrun");

/** What the length of an extrusion is called: by what it is for, then by the direction that it has in the part. */
function lengthWordOf(node: ExtrudeNode, title: Title): string {
  if (title.purpose === "cut") return "Depth";
  if (["plate", "disc"].includes(title.noun)) return "Thickness";
  const axis = axisOf(node.frame.z);
  if (node.profile.outer.kind === "circle") return axis === 2 || title.purpose === "addition" ? "Height" : "Length";
  return axis === undefined ? "Length" : (["Width", "Depth", "Height"] as const)[axis];
}
