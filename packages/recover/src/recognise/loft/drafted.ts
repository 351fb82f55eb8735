/**
 * A body with draft: two flat ends, and sides that all lean towards the same one. It is the loft between its ends, side by side; an extrusion with
 * a draft angle is not, since engines scale the section there instead of moving its sides inwards by one length.
 */
import { distance2, dot, toLocal, type Vec2, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { canonicalCurve } from "../../analysis/graph/canonicalCurve.js";
import { parallel, sketchFrame } from "../../analysis/graph/directions.js";
import type { GraphFace, SolidGraph } from "../../analysis/graph/solidGraph.js";
import { profileFromFace } from "../../analysis/profile/fromFace.js";
import type { LoftNode, Segment2 } from "../../model/types.js";
import { anchor, capHeight, longestEdge } from "../extrusion/extrusion.js";
import { outwardNormal } from "../revolution/revolution.js";
import { isSound, sectionAt } from "./between.js";

/** With more sides it is a faceted surface. */
const mostFaces = 40;

/** The loft that the solid is: between flat ends without holes, its sides planes and cones. Undefined when it is none. */
export function asDrafted(graph: SolidGraph): LoftNode | undefined {
  const { faces } = graph;
  if (faces.length > mostFaces || faces.some(({ surface: { kind } }) => kind !== "plane" && kind !== "cone"))
    return undefined;
  for (const low of faces) {
    const into = outwardNormal(graph, low.id);
    if (!into) continue;
    const direction: Vec3 = [-into[0], -into[1], -into[2]];
    const [high, ...others] = faces.filter((face) => face !== low && isAcross(graph, face, direction));
    if (!high || others.length > 0) continue;
    const sides = faces.filter((face) => face !== low && face !== high);
    // From the wide end: the other way round every side leans outwards.
    if (!sides.every((face) => leans(graph, face, direction))) continue;
    const node = loftBetween(graph, low.id, high.id, direction);
    if (node) return node;
  }
  return undefined;
}

const isAcross = (graph: SolidGraph, { surface }: GraphFace, direction: Vec3): boolean =>
  surface.kind === "plane" && parallel(surface.frame.z, direction, graph.parallelSine);

/** The side leans inwards along the direction: its outward normal has a share of it. */
function leans(graph: SolidGraph, face: GraphFace, direction: Vec3): boolean {
  const { surface } = face;
  const normal = outwardNormal(graph, face.id);
  if (normal) return dot(normal, direction) > graph.parallelSine;
  return surface.kind === "cone" && parallel(surface.frame.z, direction, graph.parallelSine);
}

function loftBetween(graph: SolidGraph, low: number, high: number, direction: Vec3): LoftNode | undefined {
  const own = sketchFrame(direction, anchor(graph), longestEdge(graph, direction));
  const [from, to] = [capHeight(graph, low, own), capHeight(graph, high, own)];
  const profile = profileFromFace(graph.topology, low, own, graph.toleranceMm);
  if (profile?.outer.kind !== "path" || profile.holes.length > 0) return undefined;
  const partners = cornersBetween(graph, (p) => toLocal(own, p), from, to);
  const wide = profile.outer.segments;
  if (partners?.length !== wide.length) return undefined;
  const partnerOf = (corner: Vec2): Vec2 | undefined =>
    partners.find(({ wide: p }) => distance2(p, corner) <= 2 * graph.toleranceMm)?.narrow;
  const narrow = wide.flatMap((segment): Segment2[] => {
    const [start, end] = [partnerOf(segment.start), partnerOf(segment.end)];
    return start && end ? [{ ...segment, start, end }] : [];
  });
  if (narrow.length !== wide.length || !isSound(wide, narrow, graph.toleranceMm)) return undefined;
  const sections = [
    { height: from, segments: wide },
    { height: to, segments: narrow },
  ].map(({ height, segments }) => sectionAt(own, height, segments));
  return { type: "loft", sections, ruled: true, explains: [] };
}

/** Both ends of each edge between two sides; undefined where one is no line between the two heights. */
function cornersBetween(
  graph: SolidGraph,
  local: (p: Vec3) => Vec3,
  from: number,
  to: number,
): readonly { readonly wide: Vec2; readonly narrow: Vec2 }[] | undefined {
  const isAt = (p: Vec3, height: number): boolean => Math.abs(p[2] - height) <= graph.toleranceMm;
  const found: { wide: Vec2; narrow: Vec2 }[] = [];
  for (const { curve, start, end } of graph.topology.edges) {
    const ends = [start, end].map((vertex) => local(at(graph.topology.vertices, vertex).point));
    const [a, b] = [at(ends, 0), at(ends, 1)];
    if ([from, to].some((height) => isAt(a, height) && isAt(b, height))) continue;
    // Exporters write edges between planes and cones as splines.
    if (!curve || canonicalCurve(curve, graph.toleranceMm).kind !== "line") return undefined;
    const [wide, narrow] = isAt(a, from) ? [a, b] : [b, a];
    if (!isAt(wide, from) || !isAt(narrow, to)) return undefined;
    found.push({ wide: [wide[0], wide[1]], narrow: [narrow[0], narrow[1]] });
  }
  return found;
}
