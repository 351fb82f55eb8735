/** The edges of a shape with the curves and surfaces that they join, as the text has them, in millimetres. */
import {
  argumentsOf,
  asEnum,
  type BoundaryRole,
  type ContextUnits,
  curveOf,
  eachEdgeUse,
  edgeVertices,
  faceSurface,
  type Part21,
  refsOf,
  surfaceOf,
  vectorOf,
} from "@unbake/formats";
import { type Curve, mul, type Vec3 } from "@unbake/geometry";
import { type ElementarySurface, isElementary } from "../../analysis/graph/elementary.js";

export interface NetworkEdge {
  readonly edge: number;
  readonly curve: Curve;
  /** The edge runs along its curve, not against it. */
  readonly sense: boolean;
  /** Instances of its vertices. */
  readonly ends: readonly [number, number];
  /** Of its two faces; undefined for one without closed form. */
  readonly surfaces: readonly (ElementarySurface | undefined)[];
}

export interface Network {
  readonly edges: readonly NetworkEdge[];
  /** By instance of the vertex. */
  readonly points: ReadonlyMap<number, Vec3>;
  /** By instance of the vertex: the surfaces of all faces that meet there. */
  readonly around: ReadonlyMap<number, readonly (ElementarySurface | undefined)[]>;
}

/** Edges whose curve is not understood, or that join a face to itself, are not in it; their vertices are. */
export function networkOf(
  file: Part21,
  faces: readonly number[],
  units: ContextUnits,
  role: (index: number) => BoundaryRole,
): Network {
  const facesOf = new Map<number, number[]>();
  const surfaces = new Map<number, ElementarySurface | undefined>();
  for (const face of faces) {
    const surface = surfaceOf(file, faceSurface(file, face, role), units);
    surfaces.set(face, surface !== undefined && isElementary(surface) ? surface : undefined);
    eachEdgeUse(
      file,
      face,
      role,
      (edge) => facesOf.set(edge, [...(facesOf.get(edge) ?? []), face]),
      () => undefined,
    );
  }
  const points = new Map<number, Vec3>();
  const around = new Map<number, Map<number, ElementarySurface | undefined>>();
  const edges: NetworkEdge[] = [];
  for (const [edge, users] of facesOf) {
    const ends = edgeVertices(file, edge, role);
    for (const vertex of ends) {
      const [ref] = refsOf(file, vertex);
      const point = ref === undefined ? undefined : vectorOf(file, ref);
      if (point !== undefined) points.set(vertex, mul(point, units.lengthMm));
      const here = around.get(vertex) ?? new Map<number, ElementarySurface | undefined>();
      for (const face of users) here.set(face, surfaces.get(face));
      around.set(vertex, here);
    }
    const [a, b, ...more] = users;
    const args = argumentsOf(file, edge, "EDGE_CURVE") ?? [];
    const instance = refsOf(file, edge).find((ref) => role(ref) !== "vertex");
    const curve = instance === undefined ? undefined : curveOf(file, instance, units);
    if (a === undefined || b === undefined || a === b || more.length > 0 || curve === undefined) continue;
    const sense = asEnum(args.at(-1)) !== "F";
    edges.push({ edge, curve, sense, ends, surfaces: [surfaces.get(a), surfaces.get(b)] });
  }
  return { edges, points, around: new Map([...around].map(([vertex, here]) => [vertex, [...here.values()]])) };
}
