/** Surfaces along which a solid falls into simpler pieces: planes of its faces, those through its rims and the borders of its roundings, curved ones last. */
import {
  cross,
  curveTangent,
  dot,
  type EdgeInfo,
  evaluateCurve,
  type Frame,
  frameFromZ,
  norm,
  sub,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { type ElementarySurface, isElementary, outwardAt, signedDistance } from "../../analysis/graph/elementary.js";
import { meetSmoothly } from "../../analysis/graph/smooth.js";
import type { GraphFace, SolidGraph } from "../../analysis/graph/solidGraph.js";
import { smoothSine } from "../../tolerances.js";
import { concaveEdges } from "../cells/concave.js";

/** What a cut is worth: concave edges that lie in it are gone, and so are borders of roundings. Faces that it crosses are one more each. */
const worth = { concave: 1, smooth: 0.4, crossed: -0.25, crossedCurved: -0.3 } as const;
/** Places along an edge that are asked for which side they lie on, as shares of its range. */
const looks = [0, 0.25, 0.5, 0.75, 1];

/** At most so many surfaces with material on both sides, the one that is worth most first; curved ones after planes. */
export function sliceSurfaces(graph: SolidGraph, most: number): readonly ElementarySurface[] {
  const concave = new Set(concaveEdges(graph).map(({ edge }) => edge));
  const smooth = new Set(graph.topology.edges.filter((edge) => isSmooth(graph, edge)).map(({ id }) => id));
  const edges: Edges = { concave, smooth, points: graph.topology.edges.map(pointsOf) };
  const ranked = (surfaces: readonly ElementarySurface[]): readonly ElementarySurface[] =>
    surfaces
      .flatMap((surface) => {
        const value = worthOf(graph, surface, edges);
        return value === undefined ? [] : [{ surface, value }];
      })
      .sort((a, b) => b.value - a.value)
      .map(({ surface }) => surface);
  const planes = (frames: readonly Frame[]): readonly ElementarySurface[] => distinct(graph, frames).map(asPlane);
  const kinds = [
    () => planes([...facePlanes(graph, concave), ...edgePlanes(graph, concave, smooth)]),
    () => planes([...facePlanes(graph), ...rimPlanes(graph, edges.points)]),
    () => curved(graph),
  ];
  // Those of a later kind are only weighed where there are too few before them.
  const found = kinds.reduce<ElementarySurface[]>(
    (before, kind) => (before.length < most ? before.concat(ranked(kind())) : before),
    [],
  );
  return found.slice(0, most);
}

const asPlane = (frame: Frame): ElementarySurface => ({ kind: "plane", frame });

/** The curved surfaces of faces, and the cylinder in which the middle of a tube lies. */
const curved = ({ faces }: SolidGraph): readonly ElementarySurface[] =>
  faces.flatMap(({ surface }): ElementarySurface[] => {
    if (surface.kind === "torus")
      return [surface, { kind: "cylinder", frame: surface.frame, radius: surface.majorRadius }];
    return isElementary(surface) && surface.kind !== "plane" ? [surface] : [];
  });

/** The planes of edges that are not straight and lie in one. */
function rimPlanes({ topology, toleranceMm }: SolidGraph, points: readonly (readonly Vec3[])[]): Frame[] {
  return topology.edges.flatMap(({ id, curve }): Frame[] => {
    if (!curve || curve.kind === "line") return [];
    const [a, b, c] = [points[id]?.[0], points[id]?.[1], points[id]?.[3]];
    if (!a || !b || !c) return [];
    const normal = cross(sub(b, a), sub(c, a));
    if (norm(normal) < toleranceMm * toleranceMm) return [];
    const plane = planeAt(a, normal);
    return points[id]?.every((point) => Math.abs(heightOver(plane, point)) < toleranceMm) ? [plane] : [];
  });
}

const edgesOf = ({ info }: GraphFace): number[] => info.loops.flatMap(({ coedges }) => coedges.map(({ edge }) => edge));

const facePlanes = ({ faces }: SolidGraph, concave?: ReadonlySet<number>): Frame[] =>
  faces.flatMap((face) =>
    face.surface.kind === "plane" && (!concave || edgesOf(face).some((edge) => concave.has(edge)))
      ? [face.surface.frame]
      : [],
  );

/** The plane of a rim; across the face beside it, that of a straight border. */
function edgePlanes(graph: SolidGraph, concave: ReadonlySet<number>, smooth: ReadonlySet<number>): Frame[] {
  return graph.topology.edges.flatMap((edge): Frame[] => {
    const { id, curve, range, degenerate } = edge;
    if (!curve || degenerate || !(concave.has(id) || smooth.has(id))) return [];
    if (curve.kind === "circle") return [curve.frame];
    const face = edge.faces.map((one) => graph.faces[one]).find((one) => one !== undefined);
    if (curve.kind !== "line" || !face) return [];
    const [from, to] = range;
    const middle = evaluateCurve(curve, (from + to) / 2);
    const normal = outwardAt(face, middle);
    const across = normal && cross(unit(curveTangent(curve, from)), normal);
    // On the axis of a surface there is no normal.
    return across && norm(across) > smoothSine ? [planeAt(middle, across)] : [];
  });
}

const planeAt = (origin: Vec3, normal: Vec3): Frame => frameFromZ(origin, unit(normal));

/** Both faces have one normal along the edge. */
function isSmooth(graph: SolidGraph, { curve, range: [from, to], faces: [a, b], degenerate }: EdgeInfo): boolean {
  if (!curve || degenerate || a === undefined || b === undefined || a === b) return false;
  return meetSmoothly(graph, a, b, evaluateCurve(curve, (from + to) / 2)) === true;
}

const pointsOf = ({ curve, range: [from, to], degenerate }: EdgeInfo): readonly Vec3[] =>
  curve && !degenerate ? looks.map((share) => evaluateCurve(curve, from + share * (to - from))) : [];

const heightOver = ({ origin, z }: Frame, point: Vec3): number => dot(sub(point, origin), z);

function distinct({ toleranceMm, parallelSine }: SolidGraph, planes: readonly Frame[]): readonly Frame[] {
  const kept: Frame[] = [];
  for (const plane of planes) {
    const isKnown = kept.some(
      (one) => norm(cross(one.z, plane.z)) < parallelSine && Math.abs(heightOver(one, plane.origin)) < toleranceMm,
    );
    if (!isKnown) kept.push(plane);
  }
  return kept;
}

interface Edges {
  readonly concave: ReadonlySet<number>;
  readonly smooth: ReadonlySet<number>;
  /** Of each edge, places along it. */
  readonly points: readonly (readonly Vec3[])[];
}

/** What the cut is worth; undefined where the solid lies on one side of it. */
function worthOf(
  { faces, toleranceMm, parallelSine }: SolidGraph,
  surface: ElementarySurface,
  { concave, smooth, points }: Edges,
): number | undefined {
  const heights = points.map((along) => along.map((point) => signedDistance(surface, point)));
  const isIn = (edge: number): boolean => {
    const own = heights[edge] ?? [];
    return own.length > 0 && own.every((height) => Math.abs(height) < toleranceMm);
  };
  let sum = 0;
  for (const edge of concave) if (isIn(edge)) sum += worth.concave;
  for (const edge of smooth) if (isIn(edge)) sum += worth.smooth;
  let [above, below] = [false, false];
  for (const face of faces) {
    const own = edgesOf(face).flatMap((edge) => heights[edge] ?? []);
    const [isAbove, isBelow] = [own.some((h) => h > toleranceMm), own.some((h) => h < -toleranceMm)];
    above ||= isAbove;
    below ||= isBelow;
    if (!isAbove || !isBelow) continue;
    sum += worth.crossed;
    if (face.surface.kind !== "plane" && !isAcross(face, surface.frame, parallelSine)) sum += worth.crossedCurved;
  }
  return above && below ? sum : undefined;
}

/** The plane cuts the curved face in a circle, or in what its section is all along. */
function isAcross({ surface }: GraphFace, { z }: Frame, sine: number): boolean {
  const axis = surface.kind === "extrusion" ? surface.direction : "frame" in surface ? surface.frame.z : undefined;
  return axis !== undefined && norm(cross(axis, z)) < sine;
}
