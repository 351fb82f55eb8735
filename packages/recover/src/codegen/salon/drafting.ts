/** What a drawing on a plane is called in: words for its sides, names for its axes, and the coordinates that are named along them. */

import { toGlobal } from "@unbake/geometry";
import { atom, callOn, type Expression, object } from "../kcl/kcl.js";
import { planeExpression, type SketchPlane } from "../kcl/planes.js";
import { inPart, type SalonContext } from "./context.js";
import { createDatums, type Datums } from "./datums.js";
import type { Drafting } from "./dimensions.js";
import type { Purpose } from "./nouns.js";
import { isLiteral, type Quantity } from "./quantity.js";
import { type AxisWords, flatWords, sideWords, standingWords } from "./segmentNames.js";

/** What a shape is called and what it is for. */
export interface Title {
  readonly noun: string;
  readonly purpose: Purpose;
}

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
  context: SalonContext,
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
  return { noun, datums: [context.datums[axes[0]], context.datums[axes[1]]], sizes, letters, words };
}

/** The global axes that lie along a standard plane. */
export const planeAxes = (plane: keyof typeof draftings): readonly [0 | 1 | 2, 0 | 1 | 2] => draftings[plane].axes;

/** The plane at a quantity along its normal. */
export function planeAt(context: SalonContext, plane: SketchPlane, offset: Quantity, noun: string): Expression {
  if (!plane.standard) {
    const name = context.names.unique(`${inPart(context, noun)}Plane`);
    context.document.assign(name, ownPlaneExpression(context, plane, offset.value));
    return atom(name);
  }
  if (isLiteral(offset) && Math.abs(offset.value) < 1e-9) return atom(plane.standard);
  return callOn("offsetPlane", atom(plane.standard), { offset: context.parameters.print(offset) });
}

/** A plane of its own: its origin stands at named coordinates where they are known. */
function ownPlaneExpression(context: SalonContext, plane: SketchPlane, offset: number): Expression {
  const expression = planeExpression(plane, offset, context.numbers);
  if (expression.kind !== "object") return expression;
  const origin = toGlobal(plane.frame, [0, 0, offset]);
  const coordinates = (["x", "y", "z"] as const).map((name, i) => {
    const known = context.datums[i as 0 | 1 | 2].find(origin[i as 0 | 1 | 2]);
    const text =
      known && !isLiteral(known)
        ? context.parameters.print(known)
        : atom(context.numbers.length(origin[i as 0 | 1 | 2]));
    return [name, text] as const;
  });
  return object(
    expression.fields.map(([name, value]) => [name, name === "origin" ? object(coordinates) : value] as const),
  );
}
