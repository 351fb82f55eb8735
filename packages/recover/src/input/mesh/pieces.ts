/** Which closed pieces of a mesh are bodies, and which are the hollows of a body. */
import { UnbakeError } from "@unbake/ground";
import { containersOf, type MeasuredPiece, measurePiece } from "./nesting.js";
import { type ClosedMesh, turnPiece } from "./surface.js";

interface Body {
  /** The outer piece, then its hollows. */
  readonly pieces: readonly (readonly number[])[];
}

export interface Bodies {
  readonly mesh: ClosedMesh;
  readonly bodies: readonly Body[];
  /** Pieces that were inside out. */
  readonly turned: number;
}

/**
 * Groups the pieces of a mesh. A piece directly inside another bounds it from the other side: the hollow of a body, or a body in a hollow.
 * Where the outermost piece is inside out, it and all pieces inside it are turned round.
 * @throws bad_geometry where a piece inside another faces the same way: two bodies at one place.
 */
export function groupPieces(mesh: ClosedMesh, weldMm: number): Bodies {
  const pieces = mesh.pieces.map((triangles) => measurePiece(mesh, triangles));
  const containers = containersOf(pieces, weldMm);
  const insideOut: MeasuredPiece[] = [];
  const hollows = new Map<MeasuredPiece, (readonly number[])[]>();
  const outer: MeasuredPiece[] = [];
  for (const piece of pieces) {
    const path = pathOf(piece, containers);
    const root = path.at(-1) ?? piece;
    const [around] = path;
    if (around) refuseOverlap(piece, around);
    if (root.volume <= 0) insideOut.push(piece);
    if (path.length % 2 === 0) outer.push(piece);
    else if (around) hollows.set(around, [...(hollows.get(around) ?? []), piece.triangles]);
  }
  let turned = mesh;
  for (const { triangles } of insideOut) turned = turnPiece(turned, triangles);
  const bodies = outer.map((piece) => ({ pieces: [piece.triangles, ...(hollows.get(piece) ?? [])] }));
  return { mesh: turned, bodies, turned: insideOut.length };
}

/** The pieces around a piece, the nearest first. */
function pathOf(piece: MeasuredPiece, containers: ReadonlyMap<MeasuredPiece, MeasuredPiece>): readonly MeasuredPiece[] {
  const path: MeasuredPiece[] = [];
  for (let around = containers.get(piece); around; around = containers.get(around)) path.push(around);
  return path;
}

/** @throws bad_geometry. */
export function refuseOverlap(piece: MeasuredPiece, around: MeasuredPiece): void {
  if (piece.volume > 0 !== around.volume > 0) return;
  const at = piece.box.min.map((value) => Number(value.toPrecision(6))).join(", ");
  throw new UnbakeError(
    "bad_geometry",
    `the closed piece from (${at}) mm on lies inside another that faces the same way`,
  );
}
