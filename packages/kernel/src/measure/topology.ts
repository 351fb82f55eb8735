/** The topology of a handle, read once. */

import type { Topology } from "@unbake/geometry";
import type { Shape } from "../api.js";
import { parseTopology } from "../brep/index.js";
import { writeBrep } from "../io/brep.js";
import type { Context } from "../occ/context.js";

/** Plain topology; ids are those of `subShape`. Kept with the handle. */
export function topologyOf(context: Context, shape: Shape): Topology {
  const record = context.store.record(shape);
  record.topology ??= parseTopology(writeBrep(context, shape));
  return record.topology;
}
