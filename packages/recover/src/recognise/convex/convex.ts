/**
 * Convex bodies of plane faces: a prism of the faces along one direction, and what lies beyond each of the others cut off.
 * Wedges, ramps and the corners between them come as residuals that no single extrusion is.
 */

import { dot, sub, toGlobal, toLocal, toLocalDirection, type Vec2, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { mainDirections, roleAlong, sketchFrame } from "../../analysis/graph/directions.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { polygon } from "../../analysis/profile/rectangle.js";
import type { ExtrudeNode, Node } from "../../model/types.js";
import { anchor, longestEdge } from "../extrusion/extrusion.js";
import { outwardNormal } from "../revolution/revolution.js";
import { overrunLength } from "../tool/overrun.js";
import { blockBeyond } from "./halfSpace.js";

/** With more slanting faces than this it is a facetted surface, not a part with ramps. */
const mostSlanting = 6;

interface Side {
  readonly origin: Vec3;
  readonly normal: Vec3;
  readonly role: ReturnType<typeof roleAlong>;
}

/** The node, or undefined when the solid is not convex, has curved faces, or too many slanting ones. */
export function asConvex(graph: SolidGraph): Node | undefined {
  const points = graph.topology.vertices.map((v) => v.point);
  const [direction] = mainDirections(
    graph,
    graph.faces.map(() => 1),
  );
  if (!direction) return undefined;
  const sides: Side[] = [];
  for (const face of graph.faces) {
    const normal = outwardNormal(graph, face.id);
    if (!normal || face.surface.kind !== "plane") return undefined;
    const { origin } = face.surface.frame;
    if (points.some((p) => dot(sub(p, origin), normal) > graph.toleranceMm)) return undefined;
    sides.push({ origin, normal, role: roleAlong(face, direction, graph.parallelSine) });
  }
  const slanting = sides.filter(({ role }) => role === "other");
  if (slanting.length > mostSlanting) return undefined;
  const base = prismAround(graph, direction, sides);
  if (!base || slanting.length === 0) return base;
  const corners = cornersOf(base);
  const tools = slanting.map(({ origin, normal }) => {
    const into: Vec3 = [-normal[0], -normal[1], -normal[2]];
    return blockBeyond(corners, { origin, into, along: longestEdge(graph, normal) }, overrunLength(graph.topology));
  });
  return { type: "boolean", operation: "subtract", base, tools, explains: [] };
}

/** The prism of the walls along `direction`, over the solid's extent. */
function prismAround(graph: SolidGraph, direction: Vec3, sides: readonly Side[]): ExtrudeNode | undefined {
  const frame = sketchFrame(direction, anchor(graph), longestEdge(graph, direction));
  const local = graph.topology.vertices.map((v) => toLocal(frame, v.point));
  const range = (i: 0 | 1 | 2): readonly [number, number] => {
    const values = local.map((p) => p[i]);
    return [Math.min(...values), Math.max(...values)];
  };
  const [[x0, x1], [y0, y1], [from, to]] = [range(0), range(1), range(2)];
  let corners: readonly Vec2[] = [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
  for (const { origin, normal } of sides.filter(({ role }) => role === "wall")) {
    const [x, y] = toLocal(frame, origin);
    const [nx, ny] = toLocalDirection(frame, normal);
    corners = clip(corners, ([px, py]) => (px - x) * nx + (py - y) * ny, graph.toleranceMm);
  }
  if (corners.length < 3) return undefined;
  const profile = { outer: polygon(corners), holes: [] };
  return { type: "extrude", frame, profile, from, to, overrunStart: 0, overrunEnd: 0, explains: [] };
}

/** The part of a convex polygon where `height` is not above 0 (Sutherland and Hodgman 1974); corners closer than the tolerance are one. */
function clip(polygon: readonly Vec2[], height: (p: Vec2) => number, toleranceMm: number): Vec2[] {
  const kept: Vec2[] = [];
  const add = (p: Vec2): void => {
    const near = (q: Vec2 | undefined): boolean => !!q && Math.hypot(p[0] - q[0], p[1] - q[1]) <= toleranceMm;
    if (!near(kept.at(-1)) && !near(kept[0])) kept.push(p);
  };
  polygon.forEach((p, i) => {
    const q = at(polygon, (i + 1) % polygon.length);
    const [hp, hq] = [height(p), height(q)];
    if (hp <= toleranceMm) add(p);
    if ((hp > toleranceMm && hq < -toleranceMm) || (hp < -toleranceMm && hq > toleranceMm)) {
      const t = hp / (hp - hq);
      add([p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t]);
    }
  });
  return kept;
}

function cornersOf({ frame, profile, from, to }: ExtrudeNode): Vec3[] {
  if (profile.outer.kind !== "path") return [];
  return profile.outer.segments.flatMap(({ start: [x, y] }) => [
    toGlobal(frame, [x, y, from]),
    toGlobal(frame, [x, y, to]),
  ]);
}
