/** The region that a half-plane through an axis cuts out of a solid. */
import { distance3, type Frame, type Kernel } from "@unbake/kernel";
import type { SolidGraph } from "../graph/solidGraph.js";
import type { Profile } from "../tree/types.js";
import { profilesIn } from "./planeRegion.js";

/** Profiles of the solid in the half-plane x >= 0 of `frame` (y is the axis), largest first. */
export function meridianProfile(kernel: Kernel, graph: SolidGraph, frame: Frame): Profile[] {
  const reach = graph.diagonalMm + distance3(graph.box.min, frame.origin);
  return profilesIn(kernel, graph.shape, frame, [0, -reach], [reach, reach], graph.toleranceMm);
}
