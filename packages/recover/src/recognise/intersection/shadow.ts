/**
 * The prism around a body along a direction: its shadow there, over its whole extent. What two or three such prisms have in common is often
 * the body before its pockets and holes were cut: a nose that is a cylinder one way and an arc the other, an arm with a waist, a channel with a
 * sloping end. (Boussuge and others 2014 keep all maximal extrusions; these are the largest, one a direction.)
 */
import { dot, type Frame, type Mesh, toLocal, type Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { attemptInScope } from "../../analysis/attempt.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { profileFace } from "../../model/profile.js";
import type { ExtrudeNode, Node } from "../../model/types.js";
import { shadowChordShare, shadowStraightShare } from "../../tolerances.js";
import { extentAlong } from "../extrusion/sections.js";
import { overrunLength } from "../tool/overrun.js";
import { outlineLoop, type Wall } from "./outline.js";
import { outlineCurve } from "./outlineCurve.js";

const angularRad = 0.12;

/** The mesh whose shadows are taken, and how far its sides may be off the curves that they stand for. */
export function shadowMesh(kernel: Kernel, graph: SolidGraph): Mesh {
  const known = meshes.get(graph);
  if (known) return known;
  const mesh = kernel.mesh(graph.shape, { linear: shadowChordShare * graph.diagonalMm, angularRad, mend: false });
  meshes.set(graph, mesh);
  return mesh;
}

const meshes = new WeakMap<SolidGraph, Mesh>();

/** Which faces bound the prism, and how what they leave open is led round. */
export interface ShadowOptions {
  readonly bounds?: (face: number) => boolean;
  readonly mostBulge: number;
  readonly mostGaps: number;
}

/** The prism along the frame's z; undefined where too little of its outline is cast by walls, or they do not meet. */
export function shadowPrism(
  kernel: Kernel,
  graph: SolidGraph,
  mesh: Mesh,
  frame: Frame,
  { bounds = () => true, mostBulge, mostGaps }: ShadowOptions,
): ExtrudeNode | undefined {
  const [polygon, ...others] = kernel.meshShadow(mesh, frame) ?? [];
  if (!polygon || others.length > 0) return undefined;
  const chordMm = 1.5 * shadowChordShare * graph.diagonalMm;
  const straightMm = Math.max(graph.toleranceMm, shadowStraightShare * graph.diagonalMm);
  const tolerances = { chordMm, straightMm, sameMm: graph.toleranceMm };
  const round = { outMm: overrunLength(graph.topology), mostBulge, mostGaps };
  const outer = outlineLoop(polygon, wallsOf(graph, mesh, frame, bounds), tolerances, round);
  if (!outer) return undefined;
  // Round some gaps a detour crosses the outline: no prism.
  if (!attemptInScope(kernel, () => profileFace(kernel, frame, { outer, holes: [] }))) return undefined;
  const [from, to] = extentAlong(kernel, graph.shape, frame);
  return {
    type: "extrude",
    frame,
    profile: { outer, holes: [] },
    from,
    to,
    overrunStart: 0,
    overrunEnd: 0,
    explains: [],
  };
}

/** Prisms that are to be intersected, their ends run over where another bounds them: no planes coincide there. */
export function boundedByEachOther(graph: SolidGraph, prisms: readonly ExtrudeNode[]): readonly ExtrudeNode[] {
  return prisms.map((prism) => {
    const { z } = prism.frame;
    const isBounded = prisms.some(({ frame }) => Math.abs(dot(frame.z, z)) < graph.parallelSine);
    const overrun = isBounded ? overrunLength(graph.topology) : 0;
    return { ...prism, overrunStart: overrun, overrunEnd: overrun };
  });
}

/** What bodies have in common, as one node. */
export const commonOf = ([first, ...others]: readonly [Node, ...Node[]]): Node =>
  others.reduce<Node>(
    (base, prism) => ({ type: "boolean", operation: "intersect", base, tools: [prism], explains: [] }),
    first,
  );

/** The walls along the frame's z, each with the box of what the mesh has of it; with heights, those that reach in between them. */
export function wallsOf(
  graph: SolidGraph,
  mesh: Mesh,
  frame: Frame,
  bounds: (face: number) => boolean,
  [from, to] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): Wall[] {
  const boxes = new Map<number, { min: Vec2; max: Vec2; low: number; high: number }>();
  const curves = graph.faces.map((face) =>
    bounds(face.id) ? outlineCurve(face, frame, graph.parallelSine) : undefined,
  );
  mesh.faceIds.forEach((face, triangle) => {
    if (!curves[face]) return;
    for (const corner of [0, 1, 2]) {
      const i = 3 * at(mesh.triangles, 3 * triangle + corner);
      const [px, py, pz] = [mesh.positions[i], mesh.positions[i + 1], mesh.positions[i + 2]];
      if (px === undefined || py === undefined || pz === undefined) continue;
      const [x, y, z] = toLocal(frame, [px, py, pz]);
      const known = boxes.get(face);
      boxes.set(face, {
        min: [Math.min(x, known?.min[0] ?? x), Math.min(y, known?.min[1] ?? y)],
        max: [Math.max(x, known?.max[0] ?? x), Math.max(y, known?.max[1] ?? y)],
        low: Math.min(z, known?.low ?? z),
        high: Math.max(z, known?.high ?? z),
      });
    }
  });
  return [...boxes].flatMap(([face, { min, max, low, high }]) => {
    const curve = curves[face];
    return curve && high > from + graph.toleranceMm && low < to - graph.toleranceMm ? [{ curve, min, max }] : [];
  });
}
