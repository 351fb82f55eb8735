/** A solid in two along the extended surface of a concave edge, so that what is left on either side is simpler. */
import { at } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { attempt } from "../../analysis/attempt.js";
import { type ElementarySurface, isElementary, signedDistance } from "../../analysis/graph/elementary.js";
import { type GraphFace, type SolidGraph, solidGraph } from "../../analysis/graph/solidGraph.js";
import { buildNode } from "../../model/build.js";
import { overrunLength } from "../../recognise/tool/overrun.js";
import { isDust } from "../../recognise/tool/residual.js";
import { lostPieceShare } from "../../tolerances.js";
import { type ConcaveEdge, concaveEdges } from "./concave.js";
import { surfaceBody } from "./surfaceBody.js";

export interface Split {
  /** The extended surface that was cut along. */
  readonly surface: ElementarySurface;
  /** In order of volume, the largest first. */
  readonly pieces: readonly Shape[];
  /** Concave edges that are left in all of them together. */
  readonly concave: number;
}

/** Surfaces that are tried: those on which most concave edges lie. Each costs two booleans. */
const mostTried = 10;
/** More pieces than these of one cut are crumbs. */
const mostPieces = 8;

/** All faces lie on planes, cylinders, cones, spheres and tori. */
export const isAnalytic = (graph: SolidGraph): boolean => graph.faces.every(({ surface }) => isElementary(surface));

/**
 * The cut that leaves the fewest concave edges; undefined when there is none, and when every cut leaves a piece with as many as there were.
 * `count` is told of each cut before it is made. The pieces belong to the current scope.
 */
export function splitAtConcave(kernel: Kernel, graph: SolidGraph, count: (faces: number) => void): Split | undefined {
  const concave = concaveEdges(graph);
  let best: Split | undefined;
  for (const face of carriers(graph, concave).slice(0, mostTried)) {
    count(graph.faces.length);
    const split = attempt(() => splitAlong(kernel, graph, face, concave.length));
    if (split && isBetter(split, best)) best = split;
    if (best?.concave === 0 && best.pieces.length === 2) break;
  }
  return best;
}

const isBetter = (one: Split, other: Split | undefined): boolean =>
  !other || one.concave < other.concave || (one.concave === other.concave && one.pieces.length < other.pieces.length);

/** One face for each surface that concave edges lie on, that with most of them first, planes before what is curved, then by id. */
function carriers(graph: SolidGraph, concave: readonly ConcaveEdge[]): readonly GraphFace[] {
  const found: { readonly face: GraphFace; edges: number }[] = [];
  for (const id of [...new Set(concave.flatMap(({ faces }) => faces))].sort((a, b) => a - b)) {
    const face = at(graph.faces, id);
    const edges = concave.filter(({ faces }) => faces.includes(id)).length;
    const known = found.find((one) => sameCarrier(graph, one.face, face));
    if (known) known.edges += edges;
    else found.push({ face, edges });
  }
  const curved = ({ face }: (typeof found)[number]): number => (face.surface.kind === "plane" ? 0 : 1);
  return found.sort((a, b) => b.edges - a.edges || curved(a) - curved(b) || a.face.id - b.face.id).map((f) => f.face);
}

/** Both lie on one surface: every vertex of the second lies on that of the first, and they are of one kind and size. */
function sameCarrier({ topology, toleranceMm }: SolidGraph, a: GraphFace, b: GraphFace): boolean {
  const [p, q] = [a.surface, b.surface];
  if (!isElementary(p) || p.kind !== q.kind || radiusOf(p) !== radiusOf(q)) return false;
  const vertices = b.info.loops.flatMap(({ coedges }) => coedges.map(({ edge }) => at(topology.edges, edge).start));
  // A face without corners may be anywhere on its own: it is another surface.
  return (
    vertices.length > 2 &&
    vertices.every((v) => Math.abs(signedDistance(p, at(topology.vertices, v).point)) < toleranceMm)
  );
}

const radiusOf = (surface: GraphFace["surface"]): number | undefined =>
  surface.kind === "cylinder" || surface.kind === "sphere" ? surface.radius : undefined;

function splitAlong(kernel: Kernel, graph: SolidGraph, { surface }: GraphFace, before: number): Split | undefined {
  if (!isElementary(surface)) return undefined;
  const node = surfaceBody(surface, { box: graph.box, marginMm: overrunLength(graph.topology) });
  if (!node) return undefined;
  return kernel.scope((keep) => {
    const side = buildNode(kernel, node, { check: false });
    const options = { unify: true, check: false };
    const pieces = [kernel.common([graph.shape], [side], options), kernel.cut([graph.shape], [side], options)]
      .flatMap(({ shape }) => kernel.solids(shape))
      .filter((solid) => !isDust(kernel, solid, graph.diagonalMm))
      .map((shape) => ({ shape, volume: kernel.roughMass(shape).volume }))
      .sort((a, b) => b.volume - a.volume);
    if (pieces.length < 2 || pieces.length > mostPieces) return undefined;
    const whole = kernel.roughMass(graph.shape).volume;
    const together = pieces.reduce((sum, { volume }) => sum + volume, 0);
    // Rough integration: a piece that is lost shows, the last digits do not matter. The proof comes when all is put together.
    if (Math.abs(together - whole) > lostPieceShare * whole) return undefined;
    const counts = pieces.map(({ shape }) => concaveEdges(solidGraph(kernel, shape)).length);
    if (counts.some((count) => count >= before)) return undefined;
    return { surface, pieces: pieces.map(({ shape }) => keep(shape)), concave: counts.reduce((a, b) => a + b, 0) };
  });
}
