/** Extrusion with a twist. */

import type { Vec3 } from "@unbake/geometry";
import { frameFromZ, norm, unit } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Shape, SweepResult } from "../api.js";
import type { Context } from "../occ/context.js";
import { extrude } from "../ops/extrude.js";
import { screwSweep } from "./screw.js";

/**
 * Extrudes a profile along `vector` (mm) while it turns evenly by `angleRad`, right-handed, about the axis through
 * `center` along `vector`. Each profile edge generates its side face, each vertex its side edge.
 */
export function twistExtrude(
  context: Context,
  profile: Shape,
  vector: Vec3,
  angleRad: number,
  center: Vec3,
): SweepResult {
  const length = norm(vector);
  if (!(length > 0)) throw new UnbakeError("kernel", "a twisted extrusion needs a length");
  if (angleRad === 0) return extrude(context, profile, vector);
  return screwSweep(context, profile, { frame: frameFromZ(center, unit(vector)), angleRad, riseMm: length });
}
