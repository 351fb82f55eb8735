/** What a drawing on a plane is called in: words for its sides, names for its axes, and the coordinates that are named along them. */

import { toGlobal } from "@unbake/geometry";
import { roundingMm } from "../../../../tolerances.js";
import type { SketchPlane } from "../../../kcl/planes.js";
import { inPart, type Scope } from "../scope.js";
import type { Title } from "../tree/features.js";
import type { PlanePlan } from "../types.js";
import { createDatums, type Datums } from "../values/datums.js";
import { isLiteral, type Quantity } from "../values/quantity.js";
import type { Drafting } from "./positions.js";
import { type AxisWords, flatWords, sideWords, standingWords } from "./segmentNames.js";
import type { PlaneRef } from "./types.js";

const draftings = {
  XY: { axes: [0, 1], sizes: ["Width", "Depth"], cutSizes: ["Width", "Length"], letters: ["X", "Y"], words: flatWords },
  XZ: {
    axes: [0, 2],
    sizes: ["Width", "Height"],
    cutSizes: ["Width", "Height"],
    letters: ["X", "Z"],
    words: standingWords,
  },
  YZ: {
    axes: [1, 2],
    sizes: ["Depth", "Height"],
    cutSizes: ["Length", "Height"],
    letters: ["Y", "Z"],
    words: sideWords,
  },
} as const;

export function draftingOf(
  scope: Scope,
  plane: SketchPlane,
  { noun, purpose }: Title,
): Drafting & { readonly words: AxisWords } {
  if (!plane.standard) {
    const datums: readonly [Datums, Datums] = [createDatums(), createDatums()];
    return { noun, datums, sizes: ["Width", "Height"], letters: ["X", "Y"], words: standingWords };
  }
  const { axes, letters, words } = draftings[plane.standard];
  // The depth of a cut is how deep it goes, so its section has a length instead.
  const sizes = purpose === "cut" ? draftings[plane.standard].cutSizes : draftings[plane.standard].sizes;
  return { noun, datums: [scope.datums[axes[0]], scope.datums[axes[1]]], sizes, letters, words };
}

/** The global axes that lie along a standard plane. */
export const planeAxes = (plane: keyof typeof draftings): readonly [0 | 1 | 2, 0 | 1 | 2] => draftings[plane].axes;

/** The plane at a quantity along its normal, and the line that makes it where it is a plane of its own. */
export function planeAt(
  scope: Scope,
  plane: SketchPlane,
  offset: Quantity,
  noun: string,
): { readonly plane: PlaneRef; readonly steps: readonly PlanePlan[] } {
  if (!plane.standard) {
    const name = scope.names.unique(`${inPart(scope, noun)}Plane`);
    return { plane: { kind: "own", name }, steps: [planOwnPlane(scope, name, plane, offset.value)] };
  }
  if (isLiteral(offset) && Math.abs(offset.value) < roundingMm)
    return { plane: { kind: "standard", plane: plane.standard }, steps: [] };
  const used = scope.parameters.use(offset);
  return { plane: { kind: "standard", plane: plane.standard, offset: used }, steps: [] };
}

/** A plane of its own: its origin stands at named coordinates where they are known. */
function planOwnPlane(scope: Scope, name: string, { frame }: SketchPlane, offset: number): PlanePlan {
  const point = toGlobal(frame, [0, 0, offset]);
  const origin = ([0, 1, 2] as const).map((axis) => {
    const known = scope.datums[axis].find(point[axis]);
    return known && !isLiteral(known) ? scope.parameters.use(known) : point[axis];
  });
  return { kind: "plane", name, frame, origin };
}
