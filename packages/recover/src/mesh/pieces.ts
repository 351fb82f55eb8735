/** Which closed pieces of a mesh are bodies, and which are the hollows of a body. */
import { addScaled, cross, dot, norm, sub, type Vec3 } from "@unbake/kernel";
import { type ClosedMesh, turnPiece } from "./surface.js";
import { areaVector, cornersOf, measureMesh } from "./welded.js";

export interface Body {
  /** The outer piece, then its hollows. */
  readonly pieces: readonly (readonly number[])[];
}

export interface Bodies {
  readonly mesh: ClosedMesh;
  readonly bodies: readonly Body[];
  /** Pieces that were inside out. */
  readonly turned: number;
}

/** Groups the pieces of a mesh. A piece that is inside out and in no other is turned round. */
export function groupPieces(mesh: ClosedMesh): Bodies {
  const measured = mesh.pieces.map((triangles) => ({ triangles, volume: measureMesh(mesh, triangles).volume }));
  const solid = measured.filter(({ volume }) => volume > 0).sort((a, b) => a.volume - b.volume);
  const hollows = new Map<readonly number[], (readonly number[])[]>();
  const insideOut: (readonly number[])[] = [];
  for (const { triangles } of measured.filter(({ volume }) => volume <= 0)) {
    const probe = cornersOf(mesh, triangles[0] ?? 0)[0];
    const around = solid.find((piece) => isInside(mesh, piece.triangles, probe));
    if (around) hollows.set(around.triangles, [...(hollows.get(around.triangles) ?? []), triangles]);
    else insideOut.push(triangles);
  }
  let turned = mesh;
  for (const piece of insideOut) turned = turnPiece(turned, piece);
  const outer = new Set([...solid.map(({ triangles }) => triangles), ...insideOut]);
  const bodies = mesh.pieces
    .filter((piece) => outer.has(piece))
    .map((piece) => ({ pieces: [piece, ...(hollows.get(piece) ?? [])] }));
  return { mesh: turned, bodies, turned: insideOut.length };
}

/** A direction that no part is drawn along. */
const ray: Vec3 = [0.5773126, 0.5182739, 0.6310945];

/** Counts how often a ray from `point` passes through the piece. */
function isInside(mesh: ClosedMesh, piece: readonly number[], point: Vec3): boolean {
  let crossings = 0;
  for (const t of piece) {
    const n = areaVector(mesh, t);
    const size = norm(n);
    const facing = dot(n, ray);
    if (!(size > 0) || Math.abs(facing) < 1e-12 * size) continue;
    const [a, b, c] = cornersOf(mesh, t);
    const distance = dot(n, sub(a, point)) / facing;
    if (distance <= 0) continue;
    const hit = addScaled(point, ray, distance);
    const sides = [
      [a, b],
      [b, c],
      [c, a],
    ].map(([p, q]) => (p && q ? dot(n, cross(sub(q, p), sub(hit, p))) : 0));
    if (sides.every((side) => side >= 0)) crossings++;
  }
  return crossings % 2 === 1;
}
