/**
 * A solid that is what its own surfaces bound: all of it lies on one side of each. One curved body, or the block around the solid, cut off by
 * the others.
 */
import { dot, type Frame, sub, toLocal, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { mainDirections, parallel, roleAlong, sketchFrame } from "../../analysis/graph/directions.js";
import { type ElementarySurface, isElementary, signedDistance } from "../../analysis/graph/elementary.js";
import type { GraphFace, SolidGraph } from "../../analysis/graph/solidGraph.js";
import { rectangle } from "../../analysis/profile/rectangle.js";
import type { ExtrudeNode, Node } from "../../model/types.js";
import { blockBeyond } from "../../recognise/convex/halfSpace.js";
import { anchor, longestEdge } from "../../recognise/extrusion/extrusion.js";
import { extentAlong } from "../../recognise/extrusion/sections.js";
import { boundedByEachOther, commonOf, shadowMesh, shadowPrism } from "../../recognise/intersection/shadow.js";
import { overrunLength } from "../../recognise/tool/overrun.js";
import { outOfCellShare } from "../../tolerances.js";
import { cornersOf, type Reach, surfaceBody } from "./surfaceBody.js";

/** With more sides than this it is a facetted surface. */
const mostSides = 28;
/** Directions that are looked along, and prisms that are put together. */
const [mostDirections, mostPrisms] = [8, 3];
const cellShadow = { mostBulge: 0.5, mostGaps: 0.8 } as const;

interface Side {
  readonly surface: ElementarySurface;
  /** The solid lies on the side against the surface's natural normal. */
  readonly within: boolean;
  readonly area: number;
}

/** The node, or undefined where the solid does not lie on one side of each of its surfaces. Not built yet: looks may deceive. */
export function cellOf(kernel: Kernel, graph: SolidGraph): Node | undefined {
  const sides = sidesOf(kernel, graph);
  return sides && nodeOf(kernel, graph, sides);
}

/** The same within a block around the solid: where its surfaces bound other bodies as well, like a ring that is cut off on two sides. */
export function boxedCell(kernel: Kernel, graph: SolidGraph): Node | undefined {
  const sides = sidesOf(kernel, graph);
  if (!sides?.some(({ surface, within }) => surface.kind !== "plane" && within)) return undefined;
  const marginMm = overrunLength(graph.topology);
  const block = blockAround(kernel, graph, marginMm, "walls");
  return block && nodeOf(kernel, graph, sides, undefined, [{ ...block, overrunStart: marginMm, overrunEnd: marginMm }]);
}

/**
 * The same where all surfaces that the solid lies on both sides of are walls of one, two or three prisms: what those have in common, cut off by the
 * other surfaces.
 */
export function prismCell(kernel: Kernel, graph: SolidGraph): Node | undefined {
  const isSide = (face: GraphFace): boolean => isElementary(face.surface) && isOnOneSide(graph, face);
  const sides = sidesOf(kernel, graph, isSide);
  const rest = graph.faces.filter((face) => !isSide(face));
  const prisms = rest.length > 0 ? prismsFor(kernel, graph, rest) : undefined;
  if (!sides || !prisms) return undefined;
  const others = sides.filter(
    ({ surface, within }) => !prisms.some((prism) => isOfPrism(graph, prism, surface, within)),
  );
  return nodeOf(kernel, graph, others, undefined, prisms);
}

/** Shadows of the solid along the directions in which the faces are walls; undefined where some of them are walls of none. */
function prismsFor(
  kernel: Kernel,
  graph: SolidGraph,
  faces: readonly GraphFace[],
): readonly [ExtrudeNode, ...ExtrudeNode[]] | undefined {
  const areas = kernel.faceProperties(graph.shape, undefined, { rough: true }).map(({ area }) => area);
  const directions = mainDirections(graph, areas).slice(0, mostDirections);
  const mesh = shadowMesh(kernel, graph);
  const prisms: ExtrudeNode[] = [];
  let left = faces;
  const isWall = (direction: Vec3) => (face: GraphFace) => roleAlong(face, direction, graph.parallelSine) === "wall";
  while (left.length > 0 && prisms.length < mostPrisms) {
    const ranked = directions.map((direction) => ({ direction, count: left.filter(isWall(direction)).length }));
    const best = ranked.reduce((a, b) => (b.count > a.count ? b : a));
    if (best.count === 0) return undefined;
    const frame = sketchFrame(best.direction, anchor(graph), longestEdge(graph, best.direction));
    const prism = shadowPrism(kernel, graph, mesh, frame, cellShadow);
    if (!prism) return undefined;
    prisms.push(prism);
    left = left.filter((face) => !isWall(best.direction)(face));
  }
  const [first, ...more] = boundedByEachOther(graph, prisms);
  return first && left.length === 0 ? [first, ...more] : undefined;
}

/** The prism ends there, or has that wall. */
function isOfPrism(
  graph: SolidGraph,
  { frame, profile }: ExtrudeNode,
  surface: ElementarySurface,
  within: boolean,
): boolean {
  const sine = graph.parallelSine;
  if (surface.kind === "plane")
    return parallel(surface.frame.z, frame.z, sine) || Math.abs(dot(surface.frame.z, frame.z)) < sine;
  if (surface.kind !== "cylinder" || !parallel(surface.frame.z, frame.z, sine)) return false;
  if (within) return true;
  // A hole is not seen in a shadow.
  const [x, y] = toLocal(frame, surface.frame.origin);
  const near = (a: number, b: number): boolean => Math.abs(a - b) < graph.toleranceMm;
  return (
    profile.outer.kind === "path" &&
    profile.outer.segments.some(
      (s) =>
        s.kind === "arc" &&
        near(s.center[0], x) &&
        near(s.center[1], y) &&
        near(Math.hypot(s.start[0] - x, s.start[1] - y), surface.radius),
    )
  );
}

/** The same without the side of one surface: it runs on past it, into what it is a piece of. */
export function grownCell(kernel: Kernel, graph: SolidGraph, open: ElementarySurface): Node | undefined {
  const sides = sidesOf(kernel, graph);
  const others = sides?.filter(({ surface }) => !isSame(graph, surface, open));
  return others && others.length !== sides?.length ? nodeOf(kernel, graph, others, open) : undefined;
}

/** The surfaces of all faces; of those alone that `isMeant`, where it is given. */
function sidesOf(
  kernel: Kernel,
  graph: SolidGraph,
  isMeant?: (face: GraphFace) => boolean,
): readonly Side[] | undefined {
  const areas = kernel.faceProperties(graph.shape, undefined, { rough: true });
  const sides: Side[] = [];
  for (const face of graph.faces) {
    const { surface, sameSense } = face;
    if (isMeant && !isMeant(face)) continue;
    if (!isElementary(surface) || !isOnOneSide(graph, face)) return undefined;
    const known = sides.some((side) => isSame(graph, side.surface, surface));
    if (!known) sides.push({ surface, within: sameSense, area: at(areas, face.id).area });
  }
  return sides.length <= mostSides ? sides : undefined;
}

/** Corners alone are asked: what bulges past them shows when the cell is built. */
function isOnOneSide({ topology, diagonalMm }: SolidGraph, { surface, sameSense }: GraphFace): boolean {
  if (!isElementary(surface)) return false;
  const mostMm = outOfCellShare * diagonalMm;
  return topology.vertices.every(({ point }) => signedDistance(surface, point) * (sameSense ? 1 : -1) <= mostMm);
}

/** Two surfaces of one place and size: points of either lie on the other. */
function isSame(graph: SolidGraph, a: ElementarySurface, b: ElementarySurface): boolean {
  if (a.kind !== b.kind) return false;
  const points = cornersOf(graph.box);
  const unlike = (sign: number): boolean =>
    points.some((p) => Math.abs(signedDistance(a, p) - sign * signedDistance(b, p)) > graph.toleranceMm);
  return !unlike(1) || !unlike(-1);
}

function nodeOf(
  kernel: Kernel,
  graph: SolidGraph,
  sides: readonly Side[],
  open?: ElementarySurface,
  prisms?: readonly [Node, ...Node[]],
): Node | undefined {
  const reach: Reach = { box: graph.box, marginMm: overrunLength(graph.topology) };
  const curved = sides.filter(({ surface }) => surface.kind !== "plane").sort((a, b) => b.area - a.area);
  const inside = bodiesOf(curved, true, reach);
  const outside = bodiesOf(curved, false, reach);
  if (!inside || !outside) return undefined;
  const [first, ...more] = prisms ? [commonOf(prisms), ...inside] : inside;
  // A block of the solid's own size shares planes with what would cut it there: those sides are its own.
  const block = first ? undefined : blockAround(kernel, graph, reach.marginMm, open);
  const base = first ?? block;
  if (!base) return undefined;
  const planes = sides.filter(({ surface }) => surface.kind === "plane" && !(block && isSideOf(graph, block, surface)));
  const radiusMm = Math.max(0, ...sides.map(({ surface }) => reachOf(graph, surface)));
  const cutters = planes.map(({ surface, within }) => beyond(graph, surface.frame, within, reach.marginMm, radiusMm));
  return without(more.length > 0 ? boolean("intersect", base, more) : base, [...cutters, ...outside]);
}

const without = (base: Node, tools: readonly Node[]): Node =>
  tools.length > 0 ? boolean("subtract", base, tools) : base;

const boolean = (operation: "intersect" | "subtract", base: Node, tools: readonly Node[]): Node => ({
  type: "boolean",
  operation,
  base,
  tools,
  explains: [],
});

/** The bodies of the sides that the solid lies within, or those of the others; undefined where one has none. */
function bodiesOf(sides: readonly Side[], within: boolean, reach: Reach): readonly Node[] | undefined {
  const bodies = sides.filter((side) => side.within === within).map(({ surface }) => surfaceBody(surface, reach));
  const made = bodies.filter((body) => body !== undefined);
  return made.length === bodies.length ? made : undefined;
}

/** How far the body of a surface gets from its axis, mm. */
function reachOf({ diagonalMm }: SolidGraph, surface: ElementarySurface): number {
  switch (surface.kind) {
    case "plane":
      return 0;
    case "cylinder":
    case "sphere":
      return surface.radius;
    case "cone":
      return surface.radius + diagonalMm * Math.abs(Math.tan(surface.semiAngle));
    case "torus":
      return surface.majorRadius + surface.minorRadius;
  }
}

/** The block on the side of a plane that the solid does not lie on. */
function beyond(
  graph: SolidGraph,
  { origin, z }: Frame,
  within: boolean,
  marginMm: number,
  radiusMm: number,
): ExtrudeNode {
  const into: Frame["z"] = within ? [-z[0], -z[1], -z[2]] : z;
  return blockBeyond(
    cornersAround(graph, marginMm, radiusMm),
    { origin, into, along: longestEdge(graph, z) },
    marginMm,
  );
}

/** Past where bodies of other surfaces end, so that nothing of them is left beyond the block. */
function cornersAround(
  { box: { min, max } }: SolidGraph,
  marginMm: number,
  radiusMm: number,
): ReturnType<typeof cornersOf> {
  const out = 2 * (marginMm + radiusMm) + Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
  return cornersOf({
    min: [min[0] - out, min[1] - out, min[2] - out],
    max: [max[0] + out, max[1] + out, max[2] + out],
  });
}

/** The block around the solid, larger by the margin where the plane of `open` is a side of it, or at all walls. */
function blockAround(
  kernel: Kernel,
  graph: SolidGraph,
  marginMm: number,
  open: ElementarySurface | "walls" | undefined,
): ExtrudeNode | undefined {
  const areas = kernel.faceProperties(graph.shape, undefined, { rough: true }).map(({ area }) => area);
  const [direction] = mainDirections(graph, areas);
  if (!direction) return undefined;
  const frame = sketchFrame(direction, anchor(graph), longestEdge(graph, direction));
  const { origin, x, y, z } = frame;
  const extent = (along: Frame): readonly [number, number] => {
    const [low, high] = extentAlong(kernel, graph.shape, along);
    if (open === "walls") return along === frame ? [low, high] : [low - marginMm, high + marginMm];
    if (open?.kind !== "plane" || Math.abs(dot(along.z, open.frame.z)) < 0.5) return [low, high];
    const height = dot(sub(open.frame.origin, origin), along.z);
    return [
      Math.abs(height - low) < graph.toleranceMm ? low - marginMm : low,
      Math.abs(height - high) < graph.toleranceMm ? high + marginMm : high,
    ];
  };
  const [x0, x1] = extent({ origin, x: y, y: z, z: x });
  const [y0, y1] = extent({ origin, x: z, y: x, z: y });
  const [from, to] = extent(frame);
  const profile = { outer: rectangle([x0, y0], [x1, y1]), holes: [] };
  return { type: "extrude", frame, profile, from, to, overrunStart: 0, overrunEnd: 0, explains: [] };
}

/** The plane is parallel to a side of the block: the block ends where the solid does. */
function isSideOf(graph: SolidGraph, { frame }: ExtrudeNode, { frame: { z } }: ElementarySurface): boolean {
  return [frame.x, frame.y, frame.z].some((d) => parallel(d, z, graph.parallelSine));
}
