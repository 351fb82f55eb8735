/** Patterns as the steps that follow a body in its pipeline, with counts and spacings as parameters. */
import { add, addScaled, dot, mul, norm, rotationPose, sub, type Vec3 } from "@unbake/geometry";
import type { Node, PatternNode } from "../../model/types.js";
import { array, atom, binary, call, type Expression } from "../kcl/kcl.js";
import { axisExpression, pointExpression } from "../kcl/planes.js";
import { carried } from "../kcl/poses.js";
import { axisOf, type SalonContext } from "./context.js";
import { rootShape } from "./nouns.js";
import { roundAligned } from "./order.js";
import { plus, times } from "./quantity.js";

const fullTurn = 2 * Math.PI;

export interface PreparedPattern {
  readonly node: PatternNode;
  /** The first copy: of a full circle the one that lies on an axis, where there is one. */
  readonly body: Node;
  readonly prefix: string;
}

/** Chooses the copy to draw and notes where it stands in terms of the pattern's parameters. */
export function preparePattern(context: SalonContext, node: PatternNode, prefix: string): PreparedPattern {
  const { pattern } = node;
  if (pattern.kind === "circular") return prepareCircle(context, node, prefix);
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
    if (axis < 0 || !center) continue;
    const first = center[axis] ?? 0;
    const step = spacing * (direction[axis] ?? 1);
    // Evenly spread about the middle: the first stands half the row before it.
    if (Math.abs(first + ((count - 1) * step) / 2) > 1e-6) continue;
    const parameter = context.parameters.length(`${prefix}${word}Spacing`, Math.abs(spacing));
    context.datums[axis as 0 | 1 | 2].note(first, times(parameter, (-(count - 1) * Math.sign(step)) / 2));
  }
  return { node, body: node.body, prefix };
}

function prepareCircle(context: SalonContext, node: PatternNode, prefix: string): PreparedPattern {
  const { pattern } = node;
  if (pattern.kind !== "circular") return { node, body: node.body, prefix };
  const axis = axisOf(pattern.axis);
  const center = centerOf(node.body);
  if (axis < 0 || !center) return { node, body: node.body, prefix };
  const arm = sub(center, pattern.origin);
  const radial = addScaled(arm, pattern.axis, -dot(arm, pattern.axis));
  const radius = norm(radial);
  if (radius < 1e-6) return { node, body: node.body, prefix };
  const whole = isWhole(pattern);
  let body = node.body;
  let at = radial;
  if (whole) {
    for (let i = 0; i < pattern.count; i++) {
      const pose = rotationPose(pattern.origin, pattern.axis, i * pattern.stepRad);
      const turned = addScaled(
        mul(radial, Math.cos(i * pattern.stepRad)),
        crossOf(pattern.axis, radial),
        Math.sin(i * pattern.stepRad),
      );
      if (axisOf(mul(turned, 1 / radius)) < 0 || turned.some((c) => c < -1e-6 * radius)) continue;
      if (i > 0) body = roundAligned(carried(node.body, pose));
      at = turned;
      break;
    }
  }
  const along = axisOf(mul(at, 1 / radius));
  if (along >= 0) {
    const sign = Math.sign(at[along] ?? 1);
    const where = add(pattern.origin, at)[along] ?? 0;
    if (Math.abs(pattern.origin[along] ?? 0) < 1e-9) {
      const diameter = context.parameters.length(`${prefix}CircleDiameter`, 2 * radius);
      const shape = rootShape(node.body);
      const size = shape.type === "hole" && shape.entry.kind === "simple" ? shape.diameter : undefined;
      const stock = context.stock?.diameter;
      if (size !== undefined && norm(pattern.origin) < 1e-6) {
        const outside = plus(diameter, context.parameters.length(`${prefix}Diameter`, size));
        context.limits.below(outside, stock, "the holes break out of the rim");
      }
      context.datums[along as 0 | 1 | 2].note(where, times(diameter, sign / 2));
    }
  }
  return { node, body, prefix };
}

const crossOf = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

const isWhole = (pattern: Extract<PatternNode["pattern"], { kind: "circular" }>): boolean =>
  Math.abs(Math.abs(pattern.count * pattern.stepRad) - fullTurn) < 1e-9;

/** Where the middle of a body's profile is, for the shapes that patterns repeat. */
function centerOf(node: Node): Vec3 | undefined {
  const shape = rootShape(node);
  if (shape.type === "hole") return shape.frame.origin;
  if (shape.type !== "extrude") return undefined;
  const { outer } = shape.profile;
  if (outer.kind === "path") return undefined;
  const [x, y] = outer.center;
  return addScaled(addScaled(shape.frame.origin, shape.frame.x, x), shape.frame.y, y);
}

/** The pipeline steps of a pattern. */
export function patternSteps(context: SalonContext, prepared: PreparedPattern): readonly Expression[] {
  const { parameters, numbers } = context;
  const { pattern } = prepared.node;
  const { prefix } = prepared;
  const row = (direction: Vec3, spacing: number, count: number, words: readonly [string, string]): Expression =>
    call("patternLinear3d", {
      axis: axisExpression(direction, numbers),
      distance: parameters.print(parameters.length(prefix + words[0], spacing)),
      instances: parameters.count(prefix + words[1], count),
    });
  switch (pattern.kind) {
    case "linear":
      return [row(pattern.direction, pattern.spacing, pattern.count, ["Spacing", "Count"])];
    case "grid":
      return [
        row(pattern.direction, pattern.spacing, pattern.count, ["ColumnSpacing", "Columns"]),
        row(pattern.secondDirection, pattern.secondSpacing, pattern.secondCount, ["RowSpacing", "Rows"]),
      ];
    case "circular": {
      const instances = parameters.count(`${prefix}Count`, pattern.count);
      if (isWhole(pattern)) {
        // All round, neither the sense nor the place along the axis matters: they are what reads best.
        const along = axisOf(pattern.axis);
        const up = pattern.axis.some((c) => c < -0.5) ? mul(pattern.axis, -1) : pattern.axis;
        const center = pattern.origin.map((c, i) => (i === along ? 0 : c)) as unknown as Vec3;
        const axis = axisExpression(along < 0 ? pattern.axis : up, numbers);
        return [call("patternCircular3d", { instances, axis, center: pointExpression(center, numbers) })];
      }
      return [call("patternTransform", { instances, transform: turning(context, prepared, pattern) })];
    }
  }
}

/** The function that turns copy i over a part of the circle. */
function turning(
  context: SalonContext,
  prepared: PreparedPattern,
  pattern: Extract<PatternNode["pattern"], { kind: "circular" }>,
): Expression {
  const { numbers, parameters, names, document } = context;
  const name = names.unique(`${prepared.prefix}Turn`);
  const fields = [
    ["axis", array(pattern.axis.map((c) => atom(numbers.direction(c))))],
    ["angle", binary(parameters.angle(`${prepared.prefix}StepAngle`, pattern.stepRad), "*", atom("i"))],
    ["origin", pointExpression(pattern.origin, numbers)],
  ] as const;
  const value = { kind: "object", fields: [["rotation", { kind: "object", fields }]] } as const;
  document.add({ kind: "function", name, parameters: ["@i"], body: [{ kind: "return", value }] }, prepared.node);
  return atom(name);
}
