/** A profile with very many round holes: its outline is a drawing, the holes are a table. */

import { segmentCount } from "../../../../analysis/profile/measure.js";
import type { ExtrudeNode, Node, Profile, ProfileLoop } from "../../../../model/types.js";
import type { SketchPlane } from "../../../kcl/planes.js";
import { asCircle, onPlane } from "../../../kcl/profiles.js";
import { inPart, type Scope } from "../scope.js";
import type { PlaneRef, RegionRef } from "../sketch/types.js";
import type { PiercedPlan } from "../types.js";

/** A drawing of more than this with many holes is easier to read with a table. */
const longestWithHoles = 64;

/** Fewer holes are drawn with the outline. */
const leastInTable = 16;

export interface Pierced {
  /** The extrusion without the holes of the table. */
  readonly plain: ExtrudeNode;
  readonly holes: readonly ProfileLoop[];
}

/** The round holes apart from the rest, where the whole is too long to be read as one drawing and the holes are many. */
export function piercedOf(node: ExtrudeNode): Pierced | undefined {
  if (segmentCount(node.profile) <= longestWithHoles) return undefined;
  const holes = node.profile.holes.filter((loop) => asCircle(loop));
  if (holes.length < leastInTable) return undefined;
  const rest: Profile = { ...node.profile, holes: node.profile.holes.filter((loop) => !asCircle(loop)) };
  return { plain: { ...node, profile: rest }, holes };
}

/** The lines that take the holes out of the region of the outline, and the name of what is left. */
export function planPierced(
  scope: Scope,
  { holes }: Pierced,
  drawn: { readonly plane: SketchPlane; readonly on: PlaneRef; readonly region: RegionRef; readonly noun: string },
  node: Node,
): PiercedPlan {
  const unique = (word: string): string => scope.names.unique(inPart(scope, drawn.noun) + word);
  const circles = holes.flatMap((loop) => asCircle(onPlane(drawn.plane, loop)) ?? []);
  return {
    kind: "pierced",
    table: unique("HoleTable"),
    on: drawn.on,
    sketch: unique("HoleSketch"),
    hole: unique("Hole"),
    name: unique("Profile"),
    region: drawn.region,
    circles,
    node,
  };
}
