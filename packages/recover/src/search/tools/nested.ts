/** The residual is searched like a part, one deeper. */
import type { Node } from "../../model/types.js";
import { andThen, found, gaveUp } from "../outcome.js";
import type { ToolStrategy } from "../strategy.js";

/** A residual with this many more faces than what it is left of is no progress. */
const mostExtraFaces = 4;

export const nestedTool: ToolStrategy = {
  name: "nested search",
  try: (context, goal) => {
    const [faces, partFaces] = [goal.graph.faces.length, goal.target.graph.faces.length];
    if (faces > partFaces + mostExtraFaces) return gaveUp(`what is left of a solid of ${partFaces} faces has ${faces}`);
    return andThen(context.recover(context, { ...goal, depth: goal.depth + 1 }), (node) => found(unionMembers(node)));
  },
};

/** A union of tools is just its tools. */
function unionMembers(node: Node): readonly Node[] {
  return node.type === "boolean" && node.operation === "union"
    ? [...unionMembers(node.base), ...node.tools.flatMap(unionMembers)]
    : [node];
}
