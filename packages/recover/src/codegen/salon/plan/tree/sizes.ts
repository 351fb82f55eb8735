/** The sizes of a model as a drawing would have them: diameters, radii, lengths of sides, depths, spacings. Positions are left out. */
import { distance2 } from "@unbake/geometry";
import type { HoleNode, Model, Node, PatternNode, ProfileLoop } from "../../../../model/types.js";
import { children } from "../../../../model/visit.js";
import { sameCoordinateMm } from "../../../../tolerances.js";

/** Lengths in mm, each as often as it occurs; what sides at an angle, splines and ellipses measure is no size of a drawing. */
export function sizesOf(model: Model): readonly number[] {
  const seen = new Set<Node>();
  const sizes: number[] = [];
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    sizes.push(...ownSizes(node));
    children(node).forEach(visit);
  };
  for (const part of model.parts) visit(part.body);
  return sizes;
}

function ownSizes(node: Node): readonly number[] {
  switch (node.type) {
    case "extrude":
      return [node.to - node.from, ...profileSizes(node.profile)];
    case "revolve":
      return profileSizes(node.profile);
    case "hole":
      return holeSizes(node);
    case "fillet":
      return [node.radius];
    case "chamfer":
      return [node.length];
    case "shell":
      return [node.thickness];
    case "pattern":
      return patternSizes(node);
    default:
      return [];
  }
}

const profileSizes = ({ outer, holes }: { outer: ProfileLoop; holes: readonly ProfileLoop[] }): readonly number[] =>
  [outer, ...holes].flatMap(loopSizes);

function loopSizes(loop: ProfileLoop): readonly number[] {
  if (loop.kind === "circle") return [2 * loop.radius];
  if (loop.kind === "ellipse") return [];
  return loop.segments.flatMap((segment): readonly number[] => {
    if (segment.kind === "arc") return [distance2(segment.center, segment.start)];
    if (segment.kind !== "line") return [];
    const dx = Math.abs(segment.end[0] - segment.start[0]);
    const dy = Math.abs(segment.end[1] - segment.start[1]);
    return Math.min(dx, dy) < sameCoordinateMm ? [Math.max(dx, dy)] : [];
  });
}

function holeSizes({ diameter, depth, through, entry }: HoleNode): readonly number[] {
  const mouth = entry.kind === "simple" ? [] : [entry.diameter];
  return [diameter, ...mouth, ...(through ? [] : [depth])];
}

function patternSizes({ pattern }: PatternNode): readonly number[] {
  if (pattern.kind === "linear") return [pattern.spacing];
  return pattern.kind === "grid" ? [pattern.spacing, pattern.secondSpacing] : [];
}
