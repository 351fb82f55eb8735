/** Copies of a tool that is open at one end: a body of some symmetry may stand as well with that end in the stock. */
import { applyPoseToFrame, composePoses, invertPose, type Pose } from "@unbake/geometry";
import type { Kernel } from "@unbake/kernel";
import type { ExtrudeNode, Node } from "../model/types.js";
import type { Placed } from "../recognise/pattern/pattern.js";
import { overrunEnds } from "../recognise/tool/overrun.js";
import type { Target } from "../recognise/tool/target.js";

/** Of more copies it is not asked how each stands: every end costs sections of the part. */
const mostAsked = 16;

/** Copies of one body: the first stands where the body is. */
export interface Copies {
  readonly body: Node;
  readonly copies: readonly Placed[];
}

/**
 * The copies of `node`, apart from those that are open at its other end: these are copies of a body of their own, which runs over there. All of them
 * together where the node is open at both ends or none, or nothing is gained.
 */
export function openAtOneEnd(kernel: Kernel, target: Target, node: Node, placed: readonly Placed[]): readonly Copies[] {
  const together = [{ body: node, copies: placed }];
  if (node.type !== "extrude" || placed.length > mostAsked) return together;
  if (node.overrunStart > 0 === node.overrunEnd > 0) return together;
  const there = placed.map(({ pose }) => overrunEnds(kernel, target, at(node, pose)));
  const isOther = there.map((one) => opensOtherwise(node, one));
  const [first] = isOther.flatMap((other, i) => (other ? [i] : []));
  const [lead, body] = first === undefined ? [] : [placed[first], there[first]];
  if (!lead || !body || isOther[0]) return together;
  const back = invertPose(lead.pose);
  const others = placed.filter((_, i) => isOther[i]);
  return [
    { body: node, copies: placed.filter((_, i) => !isOther[i]) },
    { body, copies: others.map((one) => ({ ...one, pose: composePoses(one.pose, back) })) },
  ];
}

const at = (node: ExtrudeNode, pose: Pose): ExtrudeNode => ({ ...node, frame: applyPoseToFrame(pose, node.frame) });

/** It has no room where the node runs over, and has some at the other end. */
const opensOtherwise = (node: ExtrudeNode, one: ExtrudeNode): boolean =>
  node.overrunStart > 0 ? one.overrunStart === 0 && one.overrunEnd > 0 : one.overrunEnd === 0 && one.overrunStart > 0;
