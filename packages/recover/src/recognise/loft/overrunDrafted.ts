/** A drafted tool, its sides run on past an end where there is room. */
import { dot, sub } from "@unbake/geometry";
import type { Kernel } from "@unbake/kernel";
import type { LoftNode, Segment2 } from "../../model/types.js";
import { hasRoom, overrunLength, probes } from "../tool/overrun.js";
import type { Target } from "../tool/target.js";
import { isSound, outlineBetween, type Section, sectionAt } from "./between.js";

/** The loft between two sections with each end run on along its sides where every probe just beyond it is free. */
export function overrunDrafted(kernel: Kernel, target: Target, node: LoftNode): LoftNode {
  const [first, second] = node.sections;
  if (!first || !second) return node;
  const sections = [runOn(kernel, target, second, first), runOn(kernel, target, first, second)];
  return { ...node, sections };
}

/** The section `end`, or where the sides from `start` lead past it. */
function runOn(kernel: Kernel, target: Target, start: Section, end: Section): Section {
  const { frame } = end;
  const [a, b] = [segmentsOf(start), segmentsOf(end)];
  const height = dot(sub(frame.origin, start.frame.origin), frame.z);
  const amount = overrunLength(target.graph.topology);
  for (const step of [amount, amount / 10]) {
    const segments = outlineBetween(a, b, 1 + step / Math.abs(height));
    if (!isSound(a, segments, target.graph.toleranceMm)) continue;
    const run = Math.sign(height) * step;
    const further = sectionAt(frame, run, segments);
    if (hasRoom(kernel, target, frame, probes(further.profile), 0, run)) return further;
  }
  return end;
}

const segmentsOf = ({ profile: { outer } }: Section): readonly Segment2[] =>
  outer.kind === "path" ? outer.segments : [];
