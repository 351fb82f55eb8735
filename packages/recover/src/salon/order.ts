/** Features in the order of a designer: nested booleans of one kind become one, additions before cuts where they do not meet, holes last. */
import type { BooleanNode, Node } from "../tree/types.js";
import { rootShape } from "./nouns.js";

/** The same body with its steps in order. Only changes that cannot change the body: unions and cuts of one kind are regrouped, not swapped. */
export function ordered(node: Node): Node {
  switch (node.type) {
    case "boolean":
      return orderedBoolean(node);
    case "fillet":
    case "chamfer":
      return { ...node, base: ordered(node.base) };
    case "pattern":
    case "place":
      return node;
    default:
      return node;
  }
}

function orderedBoolean(node: BooleanNode): Node {
  const base = ordered(node.base);
  const tools = node.tools;
  if (tools.length === 0) return base;
  if (node.operation === "intersect") return { ...node, base };
  if (base.type === "boolean" && base.operation === node.operation) {
    const explains = [...base.explains, ...node.explains];
    return { ...base, explains, tools: byKind([...base.tools, ...tools]) };
  }
  return { ...node, base, tools: byKind(tools) };
}

/** Big cuts first, holes and patterns of holes last; otherwise as they came. */
function byKind(tools: readonly Node[]): readonly Node[] {
  const rank = (node: Node): number => (rootShape(node).type === "hole" ? 1 : 0) + (node.type === "pattern" ? 0.5 : 0);
  return tools
    .map((tool, i) => ({ tool, i }))
    .sort((a, b) => rank(a.tool) - rank(b.tool) || a.i - b.i)
    .map(({ tool }) => tool);
}
