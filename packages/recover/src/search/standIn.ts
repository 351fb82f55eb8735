/** What a program has in the place of a solid that no features were found for: its slabs, or at the least the block around it. */
import type { Kernel, Shape } from "@unbake/kernel";
import { attempt } from "../analysis/attempt.js";
import { solidGraph } from "../analysis/graph/solidGraph.js";
import type { ExtrudeNode } from "../model/types.js";
import { roughBody } from "../recognise/rough/roughBody.js";
import { boundingBlock } from "./prismBases.js";

/** Slabs of all solids of a file together, were none of them recovered: a program of more is no use to anybody, and takes minutes to measure. */
const mostOfFile = 480;
const [fewest, most] = [6, 160];

/** Bodies that together are nearly the solid, one of so many in its file. They may touch; none explains a face. */
export function standIns(kernel: Kernel, solid: Shape, solidsOfFile: number): readonly ExtrudeNode[] {
  return kernel.scope(() => {
    const graph = solidGraph(kernel, solid);
    const regions = Math.max(fewest, Math.min(most, Math.floor(mostOfFile / solidsOfFile)));
    return attempt(() => roughBody(kernel, graph, regions)) ?? [boundingBlock({ kernel }, graph, [0, 0, 1])];
  });
}
