/**
 * plain: geometry that the standard has and the kernel's reader takes wrongly, said in another way that it takes rightly. In: a scanned
 * file and the shapes to be read. Out: changes for kernelText. Each file here is one kind of geometry.
 */
import { Changes, type KernelItem } from "../kernelText.js";
import { boundaryOf, boundaryRoles } from "../shells.js";
import type { Part21 } from "../types.js";
import { farCone } from "./farCone.js";
import { implicitPlane } from "./implicitPlane.js";
import { lemon } from "./lemon.js";
import { slitSphere } from "./slitSphere.js";
import type { PlainFace } from "./types.js";

/** Tried in this order on every face; the first that applies rewrites it. */
const rewrites: readonly ((face: PlainFace) => boolean)[] = [implicitPlane, farCone, lemon, slitSphere];

/** What has to be written otherwise for the kernel to read the shapes rightly. */
export function plainGeometry(file: Part21, items: readonly KernelItem[]): Changes {
  const changes = new Changes(file);
  const role = boundaryRoles(file);
  const seen = new Set<number>();
  for (const { item, units } of items) {
    for (const face of boundaryOf(file, item, role).faces) {
      if (seen.has(face)) continue;
      seen.add(face);
      rewrites.some((rewrite) => rewrite({ file, face, role, angleRad: units.angleRad, changes }));
    }
  }
  return changes;
}
