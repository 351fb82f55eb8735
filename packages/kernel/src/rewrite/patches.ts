/** Which parameters the faces of a shape use on each surface. */
import type { Shape } from "../api.js";
import { type Location, noLocation } from "../brep/locations.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import type { BrepText, TextUse } from "./records.js";
import type { Patch } from "./surfaceToSpline.js";

/** The parameters in use on each surface of the text: those of all faces of `part` that lie on it. */
export function patchesOf({ oc, store }: Context, part: Shape, text: BrepText): (Patch | undefined)[] {
  const patches: (Patch | undefined)[] = text.surfaces.map(() => undefined);
  const faces = subShapes(oc, store, part, "face");
  surfacesInOrder(text).forEach((surface, id) => {
    if (text.surfaces[surface]?.surface.kind === "plane") return;
    const { UMin, UMax, VMin, VMax } = withTemporaries((temp) =>
      oc.BRepTools.UVBounds(temp(oc.TopoDS.Face(faces.at(id)))),
    );
    const known = patches[surface];
    patches[surface] = {
      u: [Math.min(UMin, known?.u[0] ?? UMin), Math.max(UMax, known?.u[1] ?? UMax)],
      v: [Math.min(VMin, known?.v[0] ?? VMin), Math.max(VMax, known?.v[1] ?? VMax)],
    };
  });
  return patches;
}

/** Index of the surface of each face, in the order in which faces are numbered: where a walk meets them first. */
function surfacesInOrder({ records, locations, root }: BrepText): number[] {
  const met = new Set<string>();
  const surfaces: number[] = [];
  const visit = (use: TextUse, outer: Location): void => {
    const record = records[use.shape];
    if (!record) return;
    const location = locations.compose(outer, locations.at(use.location));
    if (record.type !== "Fa") {
      for (const child of record.uses) visit(child, location);
      return;
    }
    const key = `${use.shape}@${location.key}`;
    if (met.has(key)) return;
    met.add(key);
    surfaces.push(Number(/^\S+ +\S+ (\d+)/.exec(record.body[0] ?? "")?.[1]) - 1);
  };
  visit(root, noLocation);
  return surfaces;
}
