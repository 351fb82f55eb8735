/**
 * Fillets and chamfers, recognised from what is left between a sharp body and the part: slivers along sharp edges whose
 * new faces are blends of one radius (fillet) or bevels (chamfer). The sharp edges are picked on the body and dressed
 * again; the result counts only if it is the part (design, step 5, done by construction instead of by extension).
 */
import { addScaled, evaluateCurve, type Kernel, type Shape, type Topology, unit, type Vec3 } from "@unbake/kernel";
import { type SolidGraph, solidGraph } from "../graph/solidGraph.js";
import type { ChamferNode, EdgePick, FilletNode, Node } from "../tree/types.js";
import { bevelOf } from "./bevel.js";

export interface Dress {
  readonly kind: "fillet" | "chamfer";
  /** Radius of the fillet, setback of the chamfer. */
  readonly size: number;
  readonly picks: readonly EdgePick[];
}

/** What the residual sliver says about the edges of the sharp body; undefined when it is no sliver of a fillet or chamfer. */
export function dressOf(kernel: Kernel, sliver: Shape, part: Shape, toleranceMm: number): Dress | undefined {
  const graph = solidGraph(kernel, sliver);
  const own = new Set<number>();
  for (const face of graph.faces) {
    const sample = kernel.sampleFace(sliver, face.id, 1)[0];
    if (!sample) return undefined;
    if (kernel.classify(part, sample.point, toleranceMm) === "on") own.add(face.id);
  }
  if (own.size === 0 || own.size === graph.faces.length) return undefined;
  const picks = sharpEdges(graph.topology, own);
  if (picks.length === 0) return undefined;
  const radius = blendRadius(graph, own);
  if (radius !== undefined) return { kind: "fillet", size: radius, picks };
  const setback = bevelOf(graph, own, picks);
  return setback === undefined ? undefined : { kind: "chamfer", size: setback, picks };
}

/** Edges of the sliver between two faces that are not the part's: the edge that the dress took away. */
function sharpEdges(topology: Topology, own: ReadonlySet<number>): EdgePick[] {
  const picks: EdgePick[] = [];
  for (const edge of topology.edges) {
    if (edge.degenerate || edge.seam || !edge.curve || edge.faces.length !== 2) continue;
    if (edge.faces.some((f) => own.has(f))) continue;
    const middle = (edge.range[0] + edge.range[1]) / 2;
    const step = (edge.range[1] - edge.range[0]) * 1e-4;
    const point = evaluateCurve(edge.curve, middle);
    const after = evaluateCurve(edge.curve, middle + step);
    const before = evaluateCurve(edge.curve, middle - step);
    const tangent: Vec3 = unit(addScaled(after, before, -1));
    picks.push({ point, tangent });
  }
  return picks;
}

/** The one radius of the sliver's own faces when all are blends: cylinders, tori (minor radius) and spheres. */
function blendRadius(graph: SolidGraph, own: ReadonlySet<number>): number | undefined {
  let radius: number | undefined;
  for (const id of own) {
    const s = graph.faces[id]?.surface;
    const r =
      s?.kind === "cylinder" || s?.kind === "sphere" ? s.radius : s?.kind === "torus" ? s.minorRadius : undefined;
    if (r === undefined) {
      // Where a fillet ends at a corner the kernel may leave a freeform patch: it has no radius of its own.
      if (s?.kind === "bspline") continue;
      return undefined;
    }
    if (radius !== undefined && Math.abs(radius - r) > graph.toleranceMm) return undefined;
    radius = radius ?? r;
  }
  return radius;
}

/** The body dressed: fillets first, larger before smaller, then chamfers; picks of one size go into one feature. */
export function dressed(body: Node, dresses: readonly Dress[], toleranceMm: number): Node {
  const groups: { kind: Dress["kind"]; size: number; picks: EdgePick[] }[] = [];
  for (const dress of dresses) {
    const known = groups.find((g) => g.kind === dress.kind && Math.abs(g.size - dress.size) <= toleranceMm);
    if (known) known.picks.push(...dress.picks);
    else groups.push({ kind: dress.kind, size: dress.size, picks: [...dress.picks] });
  }
  groups.sort((a, b) => (a.kind === b.kind ? b.size - a.size : a.kind === "fillet" ? -1 : 1));
  return groups.reduce<Node>((node, group): FilletNode | ChamferNode => {
    if (group.kind === "fillet")
      return { type: "fillet", base: node, radius: group.size, edges: group.picks, explains: [] };
    return { type: "chamfer", base: node, length: group.size, edges: group.picks, explains: [] };
  }, body);
}
