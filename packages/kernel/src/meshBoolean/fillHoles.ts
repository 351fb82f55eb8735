/** A mesh with its holes closed: for measures that need a body where the kernel's meshing left gaps, never for proofs. */
import { at } from "@unbake/ground";
import { type Manifold, type ManifoldToplevel, toManifold } from "./manifolds.js";
import type { WeldedMesh } from "./weld.js";

/** The closed body that a mesh bounds, as it is or with its holes filled, or why it bounds none. The caller deletes the body. */
export function toFilledManifold(library: ManifoldToplevel, mesh: WeldedMesh): Manifold | string {
  const closed = toManifold(library, mesh);
  return typeof closed === "string" ? toManifold(library, fillHoles(mesh)) : closed;
}

/** The mesh and a fan of triangles in each loop of edges that only one triangle has. Triangles that lie on another, turned over, are left out. */
export function fillHoles(mesh: WeldedMesh): WeldedMesh {
  const kept = withoutFolds(mesh.triangles);
  const next = openEdges(kept, mesh.positions.length / 3);
  const added: number[] = [];
  for (const start of [...next.keys()].sort((a, b) => a - b)) {
    const loop: number[] = [];
    for (let v: number | undefined = start; v !== undefined; v = takeNext(next, v)) {
      const seen = loop.indexOf(v);
      if (seen >= 0) addFan(added, loop.splice(seen));
      loop.push(v);
    }
  }
  return { positions: mesh.positions, triangles: Uint32Array.from([...kept, ...added]) };
}

/** Ways along which a hole is walked: an open edge of a triangle, turned round. */
function openEdges(triangles: Uint32Array, vertices: number): Map<number, number[]> {
  const open = new Map<number, number>();
  for (let i = 0; i < triangles.length; i++) {
    const a = at(triangles, i);
    const b = at(triangles, i % 3 === 2 ? i - 2 : i + 1);
    const back = b * vertices + a;
    const waiting = open.get(back);
    if (waiting) {
      if (waiting === 1) open.delete(back);
      else open.set(back, waiting - 1);
    } else {
      const key = a * vertices + b;
      const before = open.get(key);
      open.set(key, before === undefined ? 1 : before + 1);
    }
  }
  const next = new Map<number, number[]>();
  for (const [key, count] of open)
    for (let k = 0; k < count; k++) {
      const [a, b] = [Math.floor(key / vertices), key % vertices];
      next.set(b, [...(next.get(b) ?? []), a]);
    }
  return next;
}

function takeNext(next: Map<number, number[]>, from: number): number | undefined {
  const ways = next.get(from);
  const to = ways?.pop();
  if (ways?.length === 0) next.delete(from);
  return to;
}

function addFan(triangles: number[], loop: readonly number[]): void {
  const first = loop[0];
  if (first === undefined) return;
  for (let i = 1; i + 1 < loop.length; i++) triangles.push(first, at(loop, i), at(loop, i + 1));
}

/** Two triangles on the same corners, one each way round, enclose nothing. */
function withoutFolds(triangles: Uint32Array): Uint32Array {
  const seen = new Map<string, number[]>();
  const gone = new Set<number>();
  for (let i = 0; i < triangles.length; i += 3) {
    const corners = [at(triangles, i), at(triangles, i + 1), at(triangles, i + 2)];
    const key = [...corners].sort((a, b) => a - b).join(" ");
    const before = seen.get(key) ?? [];
    seen.set(key, [...before, i]);
    if (before.length === 1) for (const one of [...before, i]) gone.add(one);
  }
  if (gone.size === 0) return triangles;
  return triangles.filter((_, i) => !gone.has(i - (i % 3)));
}
