/** Loose faces sorted into sheets: faces that meet belong together, so that each body of a file is sewn by itself. */

import type { Vec3 } from "@unbake/geometry";
import { distance3 } from "@unbake/geometry";
import type { FaceDraft } from "./boundary.js";

/** Faces whose vertices lie within `join` (units of the file) of each other's are one sheet. In the order of the faces. */
export function sheetsOf(faces: readonly FaceDraft[], join: number): readonly (readonly FaceDraft[])[] {
  const parents = faces.map((_, i) => i);
  const rootOf = (i: number): number => {
    let at = i;
    while (parents[at] !== undefined && parents[at] !== at) at = parents[at] ?? at;
    parents[i] = at;
    return at;
  };
  const cells = new Map<string, { readonly point: Vec3; readonly face: number }[]>();
  faces.forEach((face, i) => {
    for (const point of verticesOf(face)) {
      for (const cell of cellsAround(point, join)) {
        for (const met of cells.get(cell) ?? []) {
          if (distance3(met.point, point) <= join) parents[rootOf(i)] = rootOf(met.face);
        }
      }
      const own = cellOf(point, join, 0, 0, 0);
      const known = cells.get(own);
      if (known === undefined) cells.set(own, [{ point, face: i }]);
      else known.push({ point, face: i });
    }
  });
  const sheets = new Map<number, FaceDraft[]>();
  faces.forEach((face, i) => {
    const root = rootOf(i);
    const sheet = sheets.get(root);
    if (sheet === undefined) sheets.set(root, [face]);
    else sheet.push(face);
  });
  return [...sheets.values()];
}

function verticesOf({ loops }: FaceDraft): Vec3[] {
  return loops.flatMap(({ uses, vertex }) => [
    ...uses.flatMap(({ edge }) => [edge.start.point, edge.end.point]),
    ...(vertex === undefined ? [] : [vertex.point]),
  ]);
}

const cellOf = (p: Vec3, size: number, x: number, y: number, z: number): string =>
  `${Math.floor(p[0] / size) + x} ${Math.floor(p[1] / size) + y} ${Math.floor(p[2] / size) + z}`;

function cellsAround(point: Vec3, size: number): string[] {
  const steps = [-1, 0, 1];
  return steps.flatMap((x) => steps.flatMap((y) => steps.map((z) => cellOf(point, size, x, y, z))));
}
