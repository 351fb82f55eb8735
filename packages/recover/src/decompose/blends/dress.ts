/**
 * Fillets and chamfers, recognised from what is left between a sharp body and the part: slivers along sharp edges whose
 * new faces are blends of one radius (fillet) or bevels (chamfer). The sharp edges are picked on the body and dressed
 * again; the result counts only if it is the part (design, step 5, done by construction instead of by extension).
 */
import { addScaled, type Curve, cross, distance3, evaluateCurve, norm, sub, unit, type Vec3 } from "@unbake/geometry";
import type { Kernel, Shape } from "@unbake/kernel";
import { isElementary, naturalNormal } from "../../analysis/graph/elementary.js";
import { isOnBoundary } from "../../analysis/graph/onBoundary.js";
import { type SolidGraph, solidGraph } from "../../analysis/graph/solidGraph.js";
import type { ChamferNode, EdgePick, FilletNode, Node } from "../../model/types.js";
import { smoothSine, tangentStepShare } from "../../tolerances.js";
import { bevelOf } from "./bevel.js";

export interface Dress {
  readonly kind: "fillet" | "chamfer";
  /** Radius of the fillet, setback of the chamfer. */
  readonly size: number;
  readonly picks: readonly EdgePick[];
}

/** What the residual sliver says about the edges of the sharp body; undefined when it is no sliver of a fillet or chamfer. */
export function dressOf(kernel: Kernel, sliver: Shape, part: SolidGraph): Dress | undefined {
  const graph = solidGraph(kernel, sliver);
  const own = new Set<number>();
  for (const face of graph.faces) {
    const sample = kernel.sampleFace(sliver, face.id, 1)[0];
    if (!sample) return undefined;
    if (isOnBoundary(kernel, part, sample.point)) own.add(face.id);
  }
  if (own.size === 0 || own.size === graph.faces.length) return undefined;
  const picks = sharpEdges(graph, own, part);
  if (picks.length === 0) return undefined;
  const radius = blendRadius(graph, own);
  if (radius !== undefined) return { kind: "fillet", size: radius, picks };
  const setback = bevelOf(graph, own, picks);
  return setback === undefined ? undefined : { kind: "chamfer", size: setback, picks };
}

/** Edges of the sliver between two faces that are not the part's: the edge that the dress took away. */
function sharpEdges(graph: SolidGraph, own: ReadonlySet<number>, part: SolidGraph): EdgePick[] {
  const picks: EdgePick[] = [];
  for (const edge of graph.topology.edges) {
    if (edge.degenerate || edge.seam || !edge.curve || edge.faces.length !== 2) continue;
    if (edge.faces.some((f) => own.has(f))) continue;
    const middle = (edge.range[0] + edge.range[1]) / 2;
    const step = (edge.range[1] - edge.range[0]) * tangentStepShare;
    const point = evaluateCurve(edge.curve, middle);
    if (isSmooth(graph, edge.faces, point) || goesOn(edge.curve, part)) continue;
    const after = evaluateCurve(edge.curve, middle + step);
    const before = evaluateCurve(edge.curve, middle - step);
    const tangent: Vec3 = unit(addScaled(after, before, -1));
    picks.push({ point, tangent });
  }
  return picks;
}

/** The part itself has an edge along the same line or circle: the sliver only shortens it. */
function goesOn(curve: Curve, { topology, toleranceMm }: SolidGraph): boolean {
  return topology.edges.some(({ curve: other }) => {
    if (curve.kind === "line" && other?.kind === "line")
      return (
        norm(cross(curve.direction, other.direction)) < smoothSine &&
        norm(cross(sub(other.origin, curve.origin), curve.direction)) < toleranceMm
      );
    if (curve.kind === "circle" && other?.kind === "circle")
      return (
        norm(cross(curve.frame.z, other.frame.z)) < smoothSine &&
        Math.abs(curve.radius - other.radius) < toleranceMm &&
        distance3(curve.frame.origin, other.frame.origin) < toleranceMm
      );
    return false;
  });
}

/** The faces run into each other without a corner: such an edge was never dressed. */
function isSmooth(graph: SolidGraph, faces: readonly number[], point: Vec3): boolean {
  const [a, b] = faces.map((id) => {
    const surface = graph.faces[id]?.surface;
    return surface && isElementary(surface) ? naturalNormal(surface, point) : undefined;
  });
  return a !== undefined && b !== undefined && norm(cross(a, b)) < smoothSine;
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
export function withDresses(body: Node, dresses: readonly Dress[], toleranceMm: number): Node {
  const groups: { kind: Dress["kind"]; size: number; picks: EdgePick[] }[] = [];
  for (const dress of dresses) {
    const known = groups.find((g) => g.kind === dress.kind && Math.abs(g.size - dress.size) <= toleranceMm);
    if (known) known.picks.push(...dress.picks);
    else groups.push({ kind: dress.kind, size: dress.size, picks: [...dress.picks] });
  }
  groups.sort((a, b) => (a.kind === b.kind ? b.size - a.size : a.kind === "fillet" ? -1 : 1));
  return groups.reduce<Node>(dressNode, body);
}

/** The node with one more dress. */
export const dressNode = (base: Node, { kind, size, picks }: Dress): FilletNode | ChamferNode =>
  kind === "fillet"
    ? { type: "fillet", base, radius: size, edges: picks, explains: [] }
    : { type: "chamfer", base, length: size, edges: picks, explains: [] };
