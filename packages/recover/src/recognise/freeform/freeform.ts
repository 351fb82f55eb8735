/**
 * Faces that no feature of ours makes: freeform surfaces that neither a line nor a turn sweeps, and that are neither blends nor walls
 * between flat ends that a screw sweeps.
 * A part that has them is refused at once: a search can only end at its limits.
 */
import { dot, evaluateCurve, type FaceInfo, norm, projectToSurface, surfaceNormal, type Vec3 } from "@unbake/geometry";
import { turnsAbout } from "../../analysis/graph/directions.js";
import { isElementary, naturalNormal } from "../../analysis/graph/elementary.js";
import type { GraphFace, SolidGraph } from "../../analysis/graph/solidGraph.js";
import { helicoidsOf, isFreeform } from "../helix/helicoids.js";

/** Normals of two faces that differ by less (radians) along an edge meet smoothly: more than fillets are off, less than drafts. */
const smoothRad = 0.02;
/** A blend runs into at least this many faces without an edge to be seen. */
const leastSupports = 2;
/** Numbers of faces that a reason names. */
const mostNamed = 6;

/** Why the solid cannot be recovered, naming the faces; undefined when features of ours may make all of them. */
export function reasonUnmakeable(graph: SolidGraph): string | undefined {
  const freeform = graph.faces.filter((face) => isFreeform(face.surface));
  if (freeform.length === 0) return undefined;
  const blends = blendsAmong(graph, freeform);
  const twisted = twistedWalls(graph);
  const rest = freeform.filter(({ id }) => !blends.has(id) && !twisted.has(id)).map((face) => face.id);
  if (rest.length === 0) return undefined;
  const shown = rest.slice(0, mostNamed).join(", ");
  const more = rest.length > mostNamed ? ` and ${rest.length - mostNamed} more` : "";
  const are = rest.length === 1 ? "is a freeform surface" : "are freeform surfaces";
  return `${rest.length} of ${graph.faces.length} faces ${are} that no feature of ours makes: face${rest.length === 1 ? "" : "s"} ${shown}${more}${threadAmong(graph, rest)}`;
}

/** Helicoids that run from one plane across their axis to another: walls of twisted bars and helical gears. Flanks of threads do not. */
function twistedWalls(graph: SolidGraph): Set<number> {
  const [screw] = helicoidsOf(graph);
  if (!screw) return new Set();
  const isAcross = (id: number): boolean => {
    const face = graph.faces[id];
    return face?.surface.kind === "plane" && turnsAbout(face, screw.axis, graph);
  };
  return new Set(
    screw.faces.filter((id) => {
      const neighbours = graph.topology.edges.flatMap(({ faces }) => (faces.includes(id) ? faces : []));
      return new Set(neighbours.filter(isAcross)).size >= leastSupports;
    }),
  );
}

/** A thread has two flanks at least, and rises by less than this share of its part in a turn: any small patch follows some screw. */
const leastFlanks = 2;
const mostLeadShare = 0.5;

/** What is known of a thread that is not rebuilt. */
function threadAmong(graph: SolidGraph, rest: readonly number[]): string {
  const [thread] = helicoidsOf(graph);
  if (!thread || Math.abs(thread.leadMm) > mostLeadShare * graph.diagonalMm) return "";
  const count = thread.faces.filter((id) => rest.includes(id)).length;
  if (count < leastFlanks) return "";
  const lead = Number(Math.abs(thread.leadMm).toPrecision(4));
  return `; ${count} of them belong to a ${thread.leadMm < 0 ? "left" : "right"}-handed thread of ${lead} mm a turn`;
}

/** Freeform faces that run smoothly into two or more faces that are not freeform, or that are such blends themselves. */
function blendsAmong(graph: SolidGraph, freeform: readonly GraphFace[]): Set<number> {
  const loose = new Set(freeform.map((face) => face.id));
  const smooth = new Map(freeform.map((face) => [face.id, smoothNeighbours(graph, face.info)]));
  for (let found = true; found; ) {
    found = false;
    for (const id of loose) {
      const supports = [...(smooth.get(id) ?? [])].filter((other) => !loose.has(other));
      if (supports.length < leastSupports) continue;
      loose.delete(id);
      found = true;
    }
  }
  return new Set(freeform.map((face) => face.id).filter((id) => !loose.has(id)));
}

/** Faces that the face meets with one normal, in the middle of an edge. */
function smoothNeighbours(graph: SolidGraph, info: FaceInfo): Set<number> {
  const smooth = new Set<number>();
  for (const { coedges } of info.loops)
    for (const coedge of coedges) {
      const edge = graph.topology.edges[coedge.edge];
      const other = edge?.faces.find((id) => id !== info.id);
      if (!edge?.curve || edge.seam || other === undefined || smooth.has(other)) continue;
      const at = evaluateCurve(edge.curve, (edge.range[0] + edge.range[1]) / 2);
      const [a, b] = [normalAt(graph, info.id, at), normalAt(graph, other, at)];
      if (a && b && Math.abs(dot(a, b)) > Math.cos(smoothRad)) smooth.add(other);
    }
  return smooth;
}

function normalAt(graph: SolidGraph, face: number, at: Vec3): Vec3 | undefined {
  const surface = graph.faces[face]?.surface;
  if (!surface) return undefined;
  if (isElementary(surface)) return naturalNormal(surface, at);
  const { u, v } = projectToSurface(surface, at);
  const normal = surfaceNormal(surface, u, v);
  return norm(normal) > 0 ? normal : undefined;
}
