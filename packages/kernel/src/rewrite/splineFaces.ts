/** Faces on spline surfaces, whatever surface they lay on. */
import type { Shape } from "../api.js";
import { readBrep, writeBrep } from "../io/brep.js";
import type { Context } from "../occ/context.js";
import { scaling } from "./affine.js";
import { patchesOf } from "./patches.js";
import { readBrepText } from "./records.js";
import { writeText } from "./writeText.js";

/** The same shape, numbered as before, with a spline for each surface that is not flat. Throws "kernel" for offset surfaces. */
export function splineFaces(context: Context, shape: Shape): Shape {
  const text = readBrepText(writeBrep(context, shape));
  const identity = scaling([0, 0, 0], [1, 1, 1]);
  return readBrep(context, writeText(text, identity, patchesOf(context, shape, text), 0));
}
