/** Faces are numbered through the whole original, solid after solid. */
import { at } from "@unbake/ground";
import type { SourceModel } from "../input/index.js";

export const faceCount = (source: SourceModel): number =>
  source.solids.reduce((sum, { topology }) => sum + topology.faces.length, 0);

/** First face id of each solid in the numbering of the whole original. */
export function firstFaces(source: SourceModel): number[] {
  let next = 0;
  return source.solids.map(({ topology }) => {
    const first = next;
    next += topology.faces.length;
    return first;
  });
}

/** All faces of the solids. */
export function facesOf(source: SourceModel, solids: readonly number[]): number[] {
  const first = firstFaces(source);
  return solids.flatMap(
    (solid) => source.solids[solid]?.topology.faces.map((face) => face.id + at(first, solid)) ?? [],
  );
}

/** The solids that the faces are of. */
export function solidsWith(source: SourceModel, faces: readonly number[]): number[] {
  const first = firstFaces(source);
  const solidOf = (face: number) => first.findLastIndex((start) => start <= face);
  return [...new Set(faces.map(solidOf))].sort((a, b) => a - b);
}
