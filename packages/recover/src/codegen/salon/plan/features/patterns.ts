/** Patterns: where their copies stand, and the steps that repeat a body, with counts and spacings as parameters. */
import { add, mul, norm, type Vec3 } from "@unbake/geometry";
import type { PatternNode } from "../../../../model/types.js";
import { roundingMm, sameCoordinateMm } from "../../../../tolerances.js";
import { axisOf, inPart, type Scope } from "../scope.js";
import { type Circular, centerOf, isWhole, onCircle } from "../tree/copies.js";
import type { PatternFeature, PlacesFeature } from "../tree/features.js";
import { pluralOf, rootShape } from "../tree/nouns.js";
import type { StepPlan } from "../types.js";
import { plus, times } from "../values/quantity.js";
import { motionOf } from "./motion.js";
import type { PlannedFeature } from "./planned.js";
import type { Body, BodyPlan, Repeat } from "./types.js";

/** Names where the first copy stands, in terms of the pattern's parameters. */
export function notePlaces(scope: Scope, { node, noun }: PlacesFeature): void {
  const { pattern } = node;
  const prefix = inPart(scope, noun);
  if (pattern.kind === "circular") {
    noteCircle(scope, node, pattern, prefix);
    return;
  }
  const rows: readonly [Vec3, number, number, string][] =
    pattern.kind === "linear"
      ? [[pattern.direction, pattern.spacing, pattern.count, ""]]
      : [
          [pattern.direction, pattern.spacing, pattern.count, "Column"],
          [pattern.secondDirection, pattern.secondSpacing, pattern.secondCount, "Row"],
        ];
  const center = centerOf(node.body);
  for (const [direction, spacing, count, word] of rows) {
    const axis = axisOf(direction);
    if (axis === undefined || !center) continue;
    const first = center[axis];
    const step = spacing * direction[axis];
    // Evenly spread about the middle: the first stands half the row before it.
    if (Math.abs(first + ((count - 1) * step) / 2) > sameCoordinateMm) continue;
    const parameter = scope.parameters.length(`${prefix}${word}Spacing`, Math.abs(spacing));
    scope.datums[axis].note(first, times(parameter, (-(count - 1) * Math.sign(step)) / 2));
  }
}

/** The copy of a circle that lies on an axis stands half a diameter from its centre. */
function noteCircle(scope: Scope, node: PatternNode, pattern: Circular, prefix: string): void {
  const copy = onCircle(node, pattern);
  if (!copy) return;
  const { arm, radius } = copy;
  const axis = axisOf(mul(arm, 1 / radius));
  if (axis === undefined) return;
  if (Math.abs(pattern.origin[axis]) >= roundingMm) return;
  const diameter = scope.parameters.length(`${prefix}CircleDiameter`, 2 * radius);
  const shape = rootShape(node.body);
  const size = shape.type === "hole" && shape.entry.kind === "simple" ? shape.diameter : undefined;
  if (size !== undefined && norm(pattern.origin) < sameCoordinateMm) {
    const outside = plus(diameter, scope.parameters.length(`${prefix}Diameter`, size));
    scope.limits.below(outside, scope.stock?.diameter, "the holes break out of the rim");
  }
  scope.datums[axis].note(add(pattern.origin, arm)[axis], times(diameter, Math.sign(arm[axis]) / 2));
}

/** A body that is repeated in a step of its own. */
export function planPattern(scope: Scope, { node, noun, last, moved }: PatternFeature, body: Body): PlannedFeature {
  const name = last ? scope.partNoun : scope.names.unique(inPart(scope, pluralOf(noun)));
  const { steps, repeats } = planRepeats(scope, node, noun);
  const motion = moved && motionOf(moved.pose);
  const make = { kind: "body", body } as const;
  const put = motion ? { motion } : {};
  const repeated: BodyPlan = { kind: "body", name, make, ...put, repeats, node, counts: ["pattern"] };
  return { steps: [...steps, repeated], name };
}

/** How a pattern repeats a body, and the function that it needs for that. */
export function planRepeats(
  scope: Scope,
  node: PatternNode,
  noun: string,
): { readonly steps: readonly StepPlan[]; readonly repeats: readonly Repeat[] } {
  const { parameters } = scope;
  const prefix = inPart(scope, noun);
  const { pattern } = node;
  const row = (direction: Vec3, spacing: number, count: number, words: readonly [string, string]): Repeat => ({
    kind: "row",
    direction,
    distance: parameters.use(parameters.length(prefix + words[0], spacing)),
    instances: parameters.count(prefix + words[1], count),
  });
  switch (pattern.kind) {
    case "linear":
      return { steps: [], repeats: [row(pattern.direction, pattern.spacing, pattern.count, ["Spacing", "Count"])] };
    case "grid": {
      const { secondDirection, secondSpacing, secondCount } = pattern;
      const columns = row(pattern.direction, pattern.spacing, pattern.count, ["ColumnSpacing", "Columns"]);
      const rows = row(secondDirection, secondSpacing, secondCount, ["RowSpacing", "Rows"]);
      return { steps: [], repeats: [columns, rows] };
    }
    case "circular":
      return circularRepeats(scope, node, pattern, prefix);
  }
}

function circularRepeats(
  { parameters, names }: Scope,
  node: PatternNode,
  pattern: Circular,
  prefix: string,
): { readonly steps: readonly StepPlan[]; readonly repeats: readonly Repeat[] } {
  const instances = parameters.count(prefix + (node.body.type === "pattern" ? "Rows" : "Count"), pattern.count);
  if (!isWhole(pattern)) {
    const name = names.unique(`${prefix}Turn`);
    const angle = parameters.angle(`${prefix}StepAngle`, pattern.stepRad);
    const { axis, origin } = pattern;
    const steps: StepPlan[] = [{ kind: "turn", name, axis, angle, origin, node }];
    return { steps, repeats: [{ kind: "turns", instances, turn: name }] };
  }
  // All round, neither the sense nor the place along the axis matters: they are what reads best.
  const along = axisOf(pattern.axis);
  const up = pattern.axis.some((c) => c < -0.5) ? mul(pattern.axis, -1) : pattern.axis;
  const center = pattern.origin.map((c, i) => (i === along ? 0 : c)) as unknown as Vec3;
  return { steps: [], repeats: [{ kind: "ring", axis: along === undefined ? pattern.axis : up, center, instances }] };
}
