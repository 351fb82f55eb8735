/** Whether fillets that were taken off come back. */
import type { Kernel, Shape } from "@unbake/kernel";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { findEdges } from "../../model/pick.js";
import { sameBlendShare, sameVolumeRoundingShare } from "../../tolerances.js";
import type { Dress } from "./dress.js";

/** The fillets, made again on the sharp body, give the solid's faces in number and its volume. */
export function comesBack(
  kernel: Kernel,
  graph: SolidGraph,
  { shape, dresses }: { readonly shape: Shape; readonly dresses: readonly Dress[] },
): boolean {
  const volume = (body: Shape): number => kernel.massProperties(body).volume;
  return dresses.every(({ size, picks }) => {
    const edges = findEdges(kernel, shape, picks).map((edge) => ({ edge, radius: size }));
    const again = kernel.unify(kernel.fillet(shape, edges).shape).shape;
    if (kernel.topology(again).faces.length !== graph.faces.length) return false;
    const [was, sharp] = [volume(graph.shape), volume(shape)];
    return Math.abs(volume(again) - was) <= sameBlendShare * Math.abs(sharp - was) + sameVolumeRoundingShare * was;
  });
}
