/** Prisms that only the part's own walls bound, for a residual that is no single feature itself. */
import { cross, dot, norm, sub } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { mainDirections, sketchFrame } from "../analysis/graph/directions.js";
import { isOnBoundary } from "../analysis/graph/onBoundary.js";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import type { ExtrudeNode, Node } from "../model/types.js";
import { anchor, longestEdge } from "../recognise/extrusion/extrusion.js";
import { boundedByEachOther, commonOf, shadowMesh, shadowPrism } from "../recognise/intersection/shadow.js";
import { covers, harmless, withoutIdle } from "../recognise/tool/coverage.js";
import { overrunEnds } from "../recognise/tool/overrun.js";
import type { Target } from "../recognise/tool/target.js";

/** A residual of more faces than this is no single cut. */
const mostFaces = 40;
const mostDirections = 4;
/** Gaps between the part's own walls are led round however far they bulge: what does harm is seen afterwards. */
const toolShadow = { mostBulge: 4, mostGaps: 0.95 } as const;

/**
 * A cutter (an added body) need not end where the residual ends, only where the part does: along each direction the shadow of the residual,
 * exact where faces of the part itself bound it and led round on the outside elsewhere. One such prism, several, or what two have in common.
 * Undefined unless they cover the residual and do no harm.
 */
export function shadowTools(kernel: Kernel, residual: SolidGraph, target: Target): readonly Node[] | undefined {
  if (residual.faces.length > mostFaces) return undefined;
  const own = ownFaces(kernel, residual, target);
  if (own.size === 0 || hasSliver(kernel, residual) || hasDoubleWall(residual, own)) return undefined;
  const areas = kernel
    .faceProperties(residual.shape, undefined, { rough: true })
    .map(({ area }, face) => (own.has(face) ? area : 0));
  const mesh = shadowMesh(kernel, residual);
  const prisms: ExtrudeNode[] = [];
  const harmlessOnes: Node[] = [];
  for (const direction of mainDirections(residual, areas).slice(0, mostDirections)) {
    const frame = sketchFrame(direction, anchor(residual), longestEdge(residual, direction));
    const node = shadowPrism(kernel, residual, mesh, frame, { ...toolShadow, bounds: (face) => own.has(face) });
    if (!node) continue;
    const longer = overrunEnds(kernel, target, node);
    const fits = [longer, node].find((one, k, all) => all.indexOf(one) === k && harmless(kernel, one, target));
    if (fits) harmlessOnes.push(fits);
    if (fits && covers(kernel, harmlessOnes, residual.shape, target))
      return withoutIdle(kernel, harmlessOnes, residual.shape, target);
    prisms.push(node);
  }
  for (const [i, a] of prisms.entries())
    for (const b of prisms.slice(i + 1)) {
      const [first, second] = boundedByEachOther(residual, [a, b]);
      const node = first && second && commonOf([first, second]);
      if (node && harmless(kernel, node, target) && covers(kernel, [node], residual.shape, target)) return [node];
    }
  return undefined;
}

/** A face is so narrow (in tolerances of structure: twice the proof's delta) that it cannot be told whose it is. */
const leastWidth = 6;

export function hasSliver(kernel: Kernel, { shape, topology, toleranceMm }: SolidGraph): boolean {
  const areas = kernel.faceProperties(shape, undefined, { rough: true });
  return topology.faces.some(({ id, loops }) => {
    const border = loops
      .flatMap(({ coedges }) => coedges)
      .reduce((sum, { edge }) => sum + kernel.edgeLength(shape, edge), 0);
    return 2 * at(areas, id).area < leastWidth * toleranceMm * border;
  });
}

/** Walls that lie closer to each other (in tolerances of structure) are one wall that a file has twice, a little off. */
const nearWalls = 60;

/** Two walls in nearly one plane: a cut that either of them bounds leaves a sliver beside the other. */
export function hasDoubleWall({ faces, toleranceMm, parallelSine }: SolidGraph, own: ReadonlySet<number>): boolean {
  const walls = faces.flatMap(({ id, surface }) => (own.has(id) && surface.kind === "plane" ? [surface.frame] : []));
  return walls.some((a, i) =>
    walls.slice(i + 1).some((b) => {
      const gap = Math.abs(dot(sub(b.origin, a.origin), a.z));
      return norm(cross(a.z, b.z)) < parallelSine && gap > toleranceMm && gap < nearWalls * toleranceMm;
    }),
  );
}

/** The residual's faces that are the part's own. */
export function ownFaces(kernel: Kernel, residual: SolidGraph, target: Target): ReadonlySet<number> {
  const own = residual.faces.filter(({ id }) => {
    const samples = kernel.sampleFace(residual.shape, id, 2);
    return samples.length > 0 && samples.every(({ point }) => isOnBoundary(kernel, target.graph, point));
  });
  return new Set(own.map(({ id }) => id));
}
