/** Features in the order of a designer: nested booleans of one kind become one, additions before cuts where they do not meet, holes last. */
import { add, cross, dot, frameFromZ, mul, norm, toGlobal, type Vec3 } from "@unbake/geometry";
import type { BooleanNode, Model, Node, PatternNode } from "../../../../model/types.js";
import { alignedCosineShare, sameCoordinateMm, squareCosine } from "../../../../tolerances.js";
import { carried } from "../../../kcl/poses.js";
import { countUses, usesOf } from "../../../raw/features.js";
import { axisOf } from "../scope.js";
import { rootShape } from "./nouns.js";

/** The model with the steps of its parts in order. */
export function orderModel(model: Model): Model {
  const parts = model.parts.map((part) => {
    const uses = new Map<Node, number>();
    countUses(part.body, uses);
    return { ...part, body: ordered(part.body, uses) };
  });
  return { ...model, parts };
}

/**
 * The same body with its steps in order. Only changes that cannot change the body: unions and cuts of one kind are regrouped,
 * not swapped; a body that is placed and used nowhere else is made where it stands.
 */
function ordered(node: Node, uses: ReadonlyMap<Node, number>): Node {
  switch (node.type) {
    case "boolean":
      return orderedBoolean(node, uses);
    case "fillet":
    case "chamfer":
    case "shell":
      return { ...node, base: ordered(node.base, uses) };
    case "pattern":
      return usesOf(uses, node.body) > 1 ? node : roundGrid({ ...node, body: ordered(node.body, uses) });
    case "place":
      if (node.apart || usesOf(uses, node) > 1 || usesOf(uses, node.body) > 1) return node;
      return roundAligned(carried(ordered(node.body, uses), node.pose));
    default:
      return node;
  }
}

function orderedBoolean(node: BooleanNode, uses: ReadonlyMap<Node, number>): Node {
  const own = (child: Node): Node => (usesOf(uses, child) > 1 ? child : ordered(child, uses));
  const base = own(node.base);
  const tools = node.tools.map(own);
  if (tools.length === 0) return base;
  if (node.operation === "intersect") return { ...node, base };
  if (base.type === "boolean" && base.operation === node.operation) {
    const explains = [...base.explains, ...node.explains];
    return { ...base, explains, tools: byKind([...base.tools, ...tools]) };
  }
  return { ...node, base, tools: byKind(tools) };
}

/** What is round has no first direction of its own: its frame takes a global one where it can, which keeps it off planes of its own. */
export function roundAligned(node: Node): Node {
  if (node.type !== "hole" && node.type !== "extrude") return node;
  const { frame } = node;
  const axis = axisOf(frame.z);
  if (axis === undefined || axisOf(frame.x) !== undefined) return node;
  const hint: Vec3 = axis === 0 ? [0, 1, 0] : [1, 0, 0];
  if (node.type === "hole") return { ...node, frame: frameFromZ(frame.origin, frame.z, hint) };
  const { outer, holes } = node.profile;
  if (outer.kind !== "circle" || holes.length > 0) return node;
  const center = toGlobal(frame, [outer.center[0], outer.center[1], 0]);
  return { ...node, frame: frameFromZ(center, frame.z, hint), profile: { outer: { ...outer, center: [0, 0] }, holes } };
}

/** Two by two round things about the part's axis are a circle of four. */
function roundGrid(node: PatternNode): PatternNode {
  const { pattern, body } = node;
  if (pattern.kind !== "grid" || pattern.count !== 2 || pattern.secondCount !== 2) return node;
  if (body.type !== "hole" && !(body.type === "extrude" && body.profile.outer.kind === "circle")) return node;
  const [a, b] = [mul(pattern.direction, pattern.spacing), mul(pattern.secondDirection, pattern.secondSpacing)];
  const axis = cross(pattern.direction, pattern.secondDirection);
  const along = axisOf(axis);
  const square =
    Math.abs(norm(a) - norm(b)) < sameCoordinateMm && Math.abs(dot(a, b)) < squareCosine * norm(a) * norm(b);
  if (!square || along === undefined || Math.abs(dot(body.frame.z, axis)) < 1 - alignedCosineShare) return node;
  const [x, y] = body.type === "extrude" && body.profile.outer.kind === "circle" ? body.profile.outer.center : [0, 0];
  const first = toGlobal(body.frame, [x, y, 0]);
  const origin = add(first, mul(add(a, b), 0.5));
  if (origin.some((c, i) => i !== along && Math.abs(c) > sameCoordinateMm)) return node;
  return { ...node, pattern: { kind: "circular", origin, axis, stepRad: Math.PI / 2, count: 4 } };
}

/** Big cuts first, holes and patterns of holes last; otherwise as they came. */
function byKind(tools: readonly Node[]): readonly Node[] {
  const rank = (node: Node): number => (rootShape(node).type === "hole" ? 1 : 0) + (node.type === "pattern" ? 0.5 : 0);
  return tools
    .map((tool, i) => ({ tool, i }))
    .sort((a, b) => rank(a.tool) - rank(b.tool) || a.i - b.i)
    .map(({ tool }) => tool);
}
