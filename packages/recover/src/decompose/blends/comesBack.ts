/** Whether fillets and chamfers that were taken off come back. */
import type { Kernel, Shape } from "@unbake/kernel";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { findEdges } from "../../model/pick.js";
import { sameBlendShare, sameVolumeRoundingShare } from "../../tolerances.js";
import type { Dress } from "./dress.js";

/** The fillets and chamfers, made again on the sharp body, give the solid's faces in number and its volume. */
export function comesBack(
  kernel: Kernel,
  graph: SolidGraph,
  { shape, dresses }: { readonly shape: Shape; readonly dresses: readonly Dress[] },
  was = kernel.massProperties(graph.shape).volume,
): boolean {
  const volume = (body: Shape): number => kernel.massProperties(body).volume;
  return dresses.every(({ kind, size, picks }) => {
    const edges = findEdges(kernel, shape, picks);
    const made =
      kind === "fillet"
        ? kernel.fillet(
            shape,
            edges.map((edge) => ({ edge, radius: size })),
          )
        : kernel.chamfer(
            shape,
            edges.map((edge) => ({ edge, distance: size })),
          );
    const facesOf = (body: Shape): number => kernel.topology(body).faces.length;
    const again = facesOf(made.shape) === graph.faces.length ? made.shape : kernel.unify(made.shape).shape;
    if (facesOf(again) !== graph.faces.length) return false;
    return (
      Math.abs(volume(again) - was) <= sameBlendShare * Math.abs(volume(shape) - was) + sameVolumeRoundingShare * was
    );
  });
}
