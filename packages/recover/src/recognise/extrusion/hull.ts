/**
 * Tools for a residual that is no single feature itself: a simpler body that covers it and does no harm.
 * A cutter may be larger than what it takes away as long as it meets no material of the part; an added body may be larger
 * than what is missing as long as it stays inside the part.
 */

import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { mainDirections, sketchFrame } from "../../analysis/graph/directions.js";
import { isOnBoundary } from "../../analysis/graph/onBoundary.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { profileArea } from "../../analysis/profile/measure.js";
import { buildNode } from "../../model/build.js";
import type { ExtrudeNode, Node } from "../../model/types.js";
import { overrunLength } from "../../search/overrun.js";
import { isHarmful } from "../../search/quickHarm.js";
import { difference, disjoint, within } from "../../search/residual.js";
import type { Target } from "../../search/target.js";
import { blockBeyond } from "../convex/halfSpace.js";
import { outwardNormal } from "../revolution/revolution.js";
import { anchor, longestEdge } from "./extrusion.js";
import { slabsAlong } from "./sections.js";

/** One prism over the residual's largest section along one of its directions that covers it and does no harm. */
export function prismHull(kernel: Kernel, residual: SolidGraph, target: Target): ExtrudeNode | undefined {
  const areas = kernel.faceProperties(residual.shape, undefined, { rough: true }).map((p) => p.area);
  for (const direction of mainDirections(residual, areas).slice(0, 3)) {
    const frame = sketchFrame(direction, anchor(residual), longestEdge(residual, direction));
    const { low: from, high: to, slabs } = slabsAlong(kernel, residual, frame, 8);
    const single = slabs.flatMap((s) => (s.profiles.length === 1 ? s.profiles : []));
    const widest = single.sort((a, b) => profileArea(b) - profileArea(a))[0];
    if (!widest) continue;
    for (const profile of widest.holes.length > 0 ? [widest, { outer: widest.outer, holes: [] }] : [widest]) {
      const node: ExtrudeNode = {
        type: "extrude",
        frame,
        profile,
        from,
        to,
        overrunStart: 0,
        overrunEnd: 0,
        explains: [],
      };
      if (harmless(kernel, node, target) && covers(kernel, [node], residual.shape, target)) return node;
    }
  }
  return undefined;
}

/** The tool meets nothing that it must not; a tool that cannot be built is no tool. */
export function harmless(kernel: Kernel, node: Node, target: Target): boolean {
  if (isHarmful(node, target)) return false;
  return sound(kernel, () => {
    const body = buildNode(kernel, node);
    return target.sort === "cut"
      ? disjoint(kernel, body, target.part, target.diagonalMm)
      : within(kernel, body, target.part, target.diagonalMm);
  });
}

/** The tools leave nothing of the residual. */
export function covers(kernel: Kernel, nodes: readonly Node[], residual: Shape, target: Target): boolean {
  return sound(kernel, () => {
    const bodies = nodes.map((n) => buildNode(kernel, n));
    return difference(kernel, residual, bodies, target.diagonalMm).length === 0;
  });
}

function sound(kernel: Kernel, test: () => boolean): boolean {
  try {
    return kernel.scope(test);
  } catch (error) {
    if (error instanceof UnbakeError && error.code === "kernel") return false;
    throw error;
  }
}

/**
 * Half-spaces: for each plane face of a cut residual that is the part's own, the block beyond it, as far as the residual
 * reaches. Those that meet no material are cutters. Undefined unless together they take all of the residual.
 */
export function halfSpaces(kernel: Kernel, residual: SolidGraph, target: Target): Node[] | undefined {
  if (target.sort !== "cut" || residual.faces.length > 60) return undefined;
  const chosen: Node[] = [];
  for (const face of residual.faces) {
    const normal = outwardNormal(residual, face.id);
    if (!normal || face.surface.kind !== "plane") continue;
    const sample = kernel.sampleFace(residual.shape, face.id, 1)[0];
    if (!sample || !isOnBoundary(kernel, target.graph, sample.point)) continue;
    // The residual's outward normal points into the part where the face is the part's own.
    const block = blockBeyond(
      residual.topology.vertices.map((v) => v.point),
      { origin: face.surface.frame.origin, into: normal, along: longestEdge(residual, normal) },
      overrunLength(target.graph.topology),
    );
    if (!harmless(kernel, block, target)) continue;
    chosen.push(block);
    if (covers(kernel, chosen, residual.shape, target)) return fewest(kernel, chosen, residual.shape, target);
  }
  return undefined;
}

function fewest(kernel: Kernel, nodes: readonly Node[], residual: Shape, target: Target): Node[] {
  let kept = [...nodes];
  for (const node of nodes) {
    const without = kept.filter((n) => n !== node);
    if (without.length > 0 && covers(kernel, without, residual, target)) kept = without;
  }
  return kept;
}
