/** Whole-body guesses, cheapest first: a solid that is one extrusion or one revolution. */
import { must } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { mainAxes, mainDirections } from "../analysis/graph/directions.js";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import { segmentCount } from "../analysis/profile/measure.js";
import type { ExtrudeNode, RevolveNode } from "../model/types.js";
import { leastLeadShare } from "../tolerances.js";
import { asExtrusion } from "./extrusion/extrusion.js";
import { asRevolution } from "./revolution/revolution.js";

/** The simplest single feature that the solid is (fewest profile sides; an extrusion before a revolution), or undefined. */
export function asWhole(kernel: Kernel, graph: SolidGraph): ExtrudeNode | RevolveNode | undefined {
  const areas = kernel.faceProperties(graph.shape, undefined, { rough: true }).map((p) => p.area);
  const nodes: (ExtrudeNode | RevolveNode)[] = [];
  for (const direction of mainDirections(graph, areas)) {
    const node = asExtrusion(graph, direction);
    if (node) nodes.push(node);
  }
  const rotational = graph.faces.some((f) => f.surface.kind !== "plane" && f.surface.kind !== "bspline");
  if (rotational && !nodes.some((n) => n.profile.outer.kind === "circle"))
    for (const axis of turningAxes(graph, areas)) {
      const node = asRevolution(kernel, graph, axis);
      if (node) {
        nodes.push(node);
        break;
      }
    }
  return nodes.sort((a, b) => segmentCount(a.profile) - segmentCount(b.profile) || height(a) - height(b))[0];
}

/** Of two ways to extrude a block the shorter one is taken, rounded, so that a moved part is told the same way. */
const height = (node: ExtrudeNode | RevolveNode): number =>
  node.type === "extrude" ? Number((node.to - node.from).toPrecision(6)) : Number.POSITIVE_INFINITY;

/** Axes of the part; for a part of spheres and planes alone, the line through the spheres' centre along the planes' normal. */
function turningAxes(graph: SolidGraph, areas: readonly number[]): ReturnType<typeof mainAxes> {
  const axes = mainAxes(graph, areas);
  const sphere = graph.faces.find((f) => f.surface.kind === "sphere");
  if (axes.length > 0 || sphere?.surface.kind !== "sphere") return axes;
  const plane = graph.faces.find((f) => f.surface.kind === "plane");
  const direction = plane?.surface.kind === "plane" ? plane.surface.frame.z : sphere.surface.frame.z;
  const lead = must(
    direction.find((c) => Math.abs(c) > leastLeadShare),
    "component of a direction",
  );
  return [
    {
      origin: sphere.surface.frame.origin,
      direction: lead < 0 ? [-direction[0], -direction[1], -direction[2]] : direction,
      weight: 1,
    },
  ];
}
