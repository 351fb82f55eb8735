import { at } from "@unbake/ground";
import { type BodyMesh, corner, type Triple, triangle, triangleCount } from "./mesh.js";

export interface Welded {
  /** mm; each place once. */
  readonly vertices: readonly Triple[];
  /** Indices of vertices; no triangle has a corner twice. */
  readonly triangles: readonly Triple[];
}

/** The mesh with each vertex once: corners that it repeats at the same place, face by face, become one. */
export function weld({ mesh }: BodyMesh): Welded {
  const places = new Map<string, number>();
  const vertices: Triple[] = [];
  const indexOf = Array.from({ length: mesh.positions.length / 3 }, (_, i) => {
    const point = corner(mesh, i);
    const key = point.join(" ");
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, vertices.length);
    return vertices.push(point) - 1;
  });
  const triangles = Array.from({ length: triangleCount(mesh) }, (_, i): Triple => {
    const [a, b, c] = triangle(mesh, i);
    return [at(indexOf, a), at(indexOf, b), at(indexOf, c)];
  });
  // Welding can collapse a sliver.
  return { vertices, triangles: triangles.filter(([a, b, c]) => a !== b && b !== c && c !== a) };
}
