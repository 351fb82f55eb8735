// Wrongs done to what a body is cut or joined with: dropped, moved, tilted, exchanged.
import { type Frame, identityPose, rotationPose, type Vec3 } from "@unbake/geometry";
import type { BooleanNode, Node } from "@unbake/recover";
import type { BodyMutant } from "./nodeMutants.js";
import { shiftPose } from "./pose.js";

const placed = (body: Node, offset: Vec3): Node => ({
  type: "place",
  explains: [],
  body,
  pose: shiftPose(identityPose, offset),
});

/** About the frame's x axis through its origin. */
const turned = (body: Node, frame: Frame, angle: number): Node => ({
  type: "place",
  explains: [],
  body,
  pose: rotationPose(frame.origin, frame.x, angle),
});

const steps: readonly (readonly [string, Vec3])[] = [
  ["x", [0.1, 0, 0]],
  ["y", [0, 0.1, 0]],
  ["z", [0, 0, 0.1]],
];

/** The tool's own frame, or that of the body that it repeats or places. */
function frameOf(tool: Node): Frame | undefined {
  if ("frame" in tool) return tool.frame;
  return "body" in tool && "frame" in tool.body ? tool.body.frame : undefined;
}

export function* mutateTools(node: BooleanNode): Generator<BodyMutant> {
  const withTool = (i: number, tool: Node) => ({ ...node, tools: node.tools.map((t, k) => (k === i ? tool : t)) });
  for (const [i, tool] of node.tools.entries()) {
    const kind = tool.type === "hole" ? "hole" : tool.type === "pattern" ? "pattern" : "feature";
    yield {
      what: `${kind} dropped`,
      sizeMm: Infinity,
      body: node.tools.length > 1 ? { ...node, tools: node.tools.filter((_, k) => k !== i) } : node.base,
    };
    for (const [axis, offset] of steps) {
      yield { what: `${kind} moved by 0.1 in ${axis}`, sizeMm: 0.1, body: withTool(i, placed(tool, offset)) };
    }
    const at = frameOf(tool);
    if (!at) continue;
    yield {
      what: `${kind} at its mirrored place`,
      sizeMm: Infinity,
      body: withTool(i, placed(tool, [-2 * at.origin[0], 0, 0])),
    };
    yield { what: `${kind} tilted by 0.3 degrees`, sizeMm: 0.02, body: withTool(i, turned(tool, at, Math.PI / 600)) };
    yield* exchanged(node, i, tool);
  }
}

/** A hole and each later one of another diameter, each at the place of the other. */
function* exchanged(node: BooleanNode, i: number, tool: Node): Generator<BodyMutant> {
  if (tool.type !== "hole") return;
  for (const [k, other] of node.tools.entries()) {
    if (k <= i || other.type !== "hole" || other.diameter === tool.diameter) continue;
    const tools = [...node.tools];
    tools[i] = { ...other, frame: tool.frame };
    tools[k] = { ...tool, frame: other.frame };
    yield {
      what: "two holes exchanged",
      sizeMm: Math.abs(other.diameter - tool.diameter) / 2,
      body: { ...node, tools },
    };
  }
}
