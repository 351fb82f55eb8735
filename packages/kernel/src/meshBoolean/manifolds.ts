/** Welded meshes as bodies of manifold-3d. */
import { createRequire } from "node:module";
import { addTo, at, instantiating } from "@unbake/ground";
import startManifold, { type Manifold, type ManifoldToplevel } from "manifold-3d/manifold.js";
import type { WeldedMesh } from "./weld.js";

export type { CrossSection, Manifold, ManifoldToplevel, Mat4 } from "manifold-3d/manifold.js";

let started: Promise<ManifoldToplevel> | undefined;

/** The library, started once a process (about 0.05 s). */
export function manifoldLibrary(): Promise<ManifoldToplevel> {
  const start = startManifold as (options: object) => ReturnType<typeof startManifold>;
  const { instantiateWasm } = instantiating(createRequire(import.meta.url).resolve("manifold-3d/manifold.wasm"));
  started ??= start({ instantiateWasm }).then((library) => {
    library.setup();
    return library;
  });
  return started;
}

/**
 * The closed body that a welded mesh bounds, or why it bounds none. Where the mesh is open by less than the rounding of
 * its coordinates, the library joins the open edges first. The caller deletes the body.
 */
export function toManifold(library: ManifoldToplevel, mesh: WeldedMesh): Manifold | string {
  if (mesh.triangles.length === 0) return "it has no triangles";
  const input = new library.Mesh({ numProp: 3, vertProperties: mesh.positions, triVerts: mesh.triangles });
  try {
    return outward(library.Manifold.ofMesh(input));
  } catch {
    // Not manifold as it is: joining open edges within rounding may mend it.
  }
  try {
    input.merge();
    return outward(library.Manifold.ofMesh(input));
  } catch {
    return `it is not a closed surface: ${openEdges(mesh)} edges of its triangles have no counterpart`;
  }
}

function outward(body: Manifold): Manifold | string {
  if (body.volume() > 0) return body;
  const volume = body.volume();
  body.delete();
  return volume < 0 ? "it is inside out" : "it has no volume";
}

/** Directed edges of triangles that no other triangle runs along the other way. */
function openEdges({ positions, triangles }: WeldedMesh): number {
  const vertices = positions.length / 3;
  const balance = new Map<number, number>();
  for (let i = 0; i < triangles.length; i++) {
    const a = at(triangles, i);
    const b = at(triangles, i % 3 === 2 ? i - 2 : i + 1);
    const key = Math.min(a, b) * vertices + Math.max(a, b);
    addTo(balance, key, a < b ? 1 : -1);
  }
  return [...balance.values()].reduce((sum, value) => sum + Math.abs(value), 0);
}
