/** The whole sphere or torus that a face is a piece of: the body before anything was cut off it or into it. */
import type { Frame, Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { type Axis, mainDirections } from "../../analysis/graph/directions.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import type { ProfileLoop, RevolveNode } from "../../model/types.js";
import { axisFrame, radialHint } from "./revolution.js";

/** More distinct ones than these are the rounded corners of a box. */
const mostWhole = 4;

/**
 * One revolution for each distinct sphere and ring torus that the solid bulges with (its material inside them), those of the most area first.
 */
export function wholeSurfaces(graph: SolidGraph, areas: readonly number[]): RevolveNode[] {
  const found: { readonly node: RevolveNode; readonly key: string; area: number }[] = [];
  for (const face of graph.faces) {
    if (!face.sameSense) continue;
    const node = wholeOf(graph, areas, face);
    if (!node) continue;
    const { origin, y } = node.frame;
    const key = [...origin, ...y, ...sizes(node)].map((x) => Math.round(x / graph.toleranceMm)).join(" ");
    const known = found.find((one) => one.key === key);
    const area = at(areas, face.id);
    if (known) known.area += area;
    else found.push({ node, key, area });
  }
  const sorted = found.sort((a, b) => b.area - a.area || (a.key < b.key ? -1 : 1));
  return sorted.slice(0, mostWhole).map(({ node }) => node);
}

function wholeOf(graph: SolidGraph, areas: readonly number[], { surface }: SolidGraph["faces"][number]) {
  if (surface.kind === "sphere") {
    const axis = { origin: surface.frame.origin, direction: poleOf(graph, areas, surface.frame.z) };
    const { radius } = surface;
    return turned(graph, axis, (height) => ({
      kind: "path",
      segments: [
        { kind: "line", start: [0, height + radius], end: [0, height - radius] },
        { kind: "arc", start: [0, height - radius], end: [0, height + radius], center: [0, height], ccw: true },
      ],
    }));
  }
  if (surface.kind !== "torus" || surface.majorRadius <= surface.minorRadius) return undefined;
  const { majorRadius, minorRadius: radius } = surface;
  return turned(graph, { origin: surface.frame.origin, direction: surface.frame.z }, (height) => ({
    kind: "circle",
    center: [majorRadius, height],
    radius,
  }));
}

/** The axis that a sphere is turned about: the part's first direction, so that seams lie where the part's do. */
const poleOf = (graph: SolidGraph, areas: readonly number[], own: Vec3): Vec3 => mainDirections(graph, areas)[0] ?? own;

/** The loop turned about the axis; it is asked for with the height of the axis' origin in the frame. */
function turned(graph: SolidGraph, axis: Omit<Axis, "weight">, loop: (height: number) => ProfileLoop): RevolveNode {
  const frame: Frame = axisFrame(graph, axis, radialHint(axis.direction));
  const along = ([x, y, z]: Vec3): number => x * axis.direction[0] + y * axis.direction[1] + z * axis.direction[2];
  const outer = loop(along(axis.origin) - along(frame.origin));
  return { type: "revolve", frame, profile: { outer, holes: [] }, angleRad: 2 * Math.PI, explains: [] };
}

function sizes({ profile: { outer } }: RevolveNode): readonly number[] {
  if (outer.kind === "circle") return [...outer.center, outer.radius];
  return outer.kind === "path" ? outer.segments.flatMap(({ start }) => start) : [];
}
