/** Tools that end where what they take away ends. */
import type { Node } from "../model/types.js";

/** The same features without overruns: a copy of a tool may stand where running over does harm. */
export function flush(node: Node): Node {
  switch (node.type) {
    case "extrude":
    case "hole":
      return { ...node, overrunStart: 0, overrunEnd: 0 };
    case "boolean":
      return { ...node, base: flush(node.base), tools: node.tools.map(flush) };
    case "fillet":
    case "chamfer":
      return { ...node, base: flush(node.base) };
    case "pattern":
    case "place":
      return { ...node, body: flush(node.body) };
    default:
      return node;
  }
}
