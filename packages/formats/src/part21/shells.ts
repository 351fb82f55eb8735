/** The boundary of a solid as the file writes it: shells, faces, loops and edges, by instance index. */
import { isOf, refsOf, typeOf } from "./query.js";
import { noInstance, type Part21 } from "./types.js";

/** What an instance is in a boundary representation. */
export type BoundaryRole =
  | "shell"
  | "orientedShell"
  | "face"
  | "orientedFace"
  | "bound"
  | "edgeLoop"
  | "polyLoop"
  | "orientedEdge"
  | "edge"
  | "vertex"
  | "point"
  | undefined;

const roles: Readonly<Record<string, BoundaryRole>> = {
  CLOSED_SHELL: "shell",
  OPEN_SHELL: "shell",
  CONNECTED_FACE_SET: "shell",
  ORIENTED_CLOSED_SHELL: "orientedShell",
  ORIENTED_OPEN_SHELL: "orientedShell",
  ADVANCED_FACE: "face",
  FACE_SURFACE: "face",
  FACE: "face",
  ORIENTED_FACE: "orientedFace",
  FACE_BOUND: "bound",
  FACE_OUTER_BOUND: "bound",
  EDGE_LOOP: "edgeLoop",
  POLY_LOOP: "polyLoop",
  ORIENTED_EDGE: "orientedEdge",
  EDGE_CURVE: "edge",
  EDGE: "edge",
  SUBEDGE: "edge",
  VERTEX_POINT: "vertex",
  CARTESIAN_POINT: "point",
};

/** The role of each type of the file, by type number: asked once a reference, so it must be quick. */
export function boundaryRoles(file: Part21): (index: number) => BoundaryRole {
  const byType = file.typeNames.map((name) => {
    const part = name.split("+").find((candidate) => roles[candidate] !== undefined);
    return part === undefined ? undefined : roles[part];
  });
  return (index) => {
    const type = file.types[index];
    return type === undefined ? undefined : byType[type];
  };
}

export interface Boundary {
  readonly shells: readonly number[];
  readonly faces: readonly number[];
}

/** Shells and faces of a solid or surface model. */
export function boundaryOf(file: Part21, item: number, role: (index: number) => BoundaryRole): Boundary {
  const shells = new Set<number>();
  for (const ref of refsOf(file, item)) {
    if (role(ref) === "shell") shells.add(ref);
    else if (role(ref) === "orientedShell") {
      for (const inner of refsOf(file, ref)) if (role(inner) === "shell") shells.add(inner);
    }
  }
  const faces: number[] = [];
  for (const shell of shells) faces.push(...facesOf(file, shell, role));
  return { shells: [...shells], faces };
}

/** Faces of a shell, oriented ones looked through. */
export function facesOf(file: Part21, shell: number, role: (index: number) => BoundaryRole): readonly number[] {
  const faces: number[] = [];
  for (const ref of refsOf(file, shell)) {
    if (role(ref) === "face") faces.push(ref);
    else if (role(ref) === "orientedFace") faces.push(...refsOf(file, ref).filter((inner) => role(inner) === "face"));
  }
  return faces;
}

/** Calls `visit` for every use of an edge in the loops of a face; `visitPoly` with the points of a polygon loop. */
export function eachEdgeUse(
  file: Part21,
  face: number,
  role: (index: number) => BoundaryRole,
  visit: (edge: number) => void,
  visitPoly: (points: readonly number[]) => void,
): void {
  for (const bound of refsOf(file, face)) {
    if (role(bound) !== "bound") continue;
    for (const loop of refsOf(file, bound)) {
      if (role(loop) === "edgeLoop") {
        for (const use of refsOf(file, loop)) {
          if (role(use) === "edge") visit(use);
          else if (role(use) === "orientedEdge")
            for (const edge of refsOf(file, use)) if (role(edge) === "edge") visit(edge);
        }
      } else if (role(loop) === "polyLoop") visitPoly(refsOf(file, loop).filter((ref) => role(ref) === "point"));
    }
  }
}

/** VERTEX_POINT instances of an edge: [start, end]; `noInstance` where there is none. */
export function edgeVertices(file: Part21, edge: number, role: (index: number) => BoundaryRole): [number, number] {
  const vertices = refsOf(file, edge).filter((ref) => role(ref) === "vertex");
  const [start = noInstance, end = noInstance] = vertices;
  return [start, end];
}

/** CARTESIAN_POINT instances of an edge's ends: [start, end]; `noInstance` where there is none. */
export function edgeEnds(file: Part21, edge: number, role: (index: number) => BoundaryRole): [number, number] {
  const ends = refsOf(file, edge)
    .filter((ref) => role(ref) === "vertex")
    .map((vertex) => refsOf(file, vertex).find((ref) => role(ref) === "point") ?? noInstance);
  const [start = noInstance, end = noInstance] = ends;
  return [start, end];
}

/** The curve under an edge, with surface curves looked through; undefined when it has none. */
export function edgeCurve(file: Part21, edge: number, role: (index: number) => BoundaryRole): number | undefined {
  const curve = refsOf(file, edge).find((ref) => role(ref) !== "vertex");
  if (curve === undefined) return undefined;
  const wrapped = ["SURFACE_CURVE", "SEAM_CURVE", "INTERSECTION_CURVE", "TRIMMED_CURVE"].some((type) =>
    isOf(file, curve, type),
  );
  return wrapped ? refsOf(file, curve)[0] : curve;
}

/** The surface under a face; `noInstance` when it has none (a polygon of a faceted solid). */
export function faceSurface(file: Part21, face: number, role: (index: number) => BoundaryRole): number {
  return refsOf(file, face).findLast((ref) => role(ref) !== "bound") ?? noInstance;
}

/** Type of the surface under a face: "PLANE", "CYLINDRICAL_SURFACE"; "B_SPLINE_SURFACE" for all splines. */
export function faceSurfaceType(file: Part21, face: number, role: (index: number) => BoundaryRole): string {
  const surface = faceSurface(file, face, role);
  if (surface < 0) return "none";
  const type = typeOf(file, surface);
  return type.includes("SPLINE_SURFACE") || type.includes("BEZIER_SURFACE") ? "B_SPLINE_SURFACE" : type;
}
