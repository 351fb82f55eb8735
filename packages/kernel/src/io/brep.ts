/** OpenCASCADE's BRep text. */

import { UnbakeError } from "@unbake/ground";
import type { Shape } from "../api.js";
import type { Context } from "../occ/context.js";

/** The shape as BRep text with 15 digits, without triangulations. */
export function writeBrep({ oc, store }: Context, shape: Shape): string {
  const native = store.native(shape);
  // Triangulations would be written too: they are derived, large, and depend on what was meshed before.
  oc.BRepTools.Clean(native, false);
  return oc.BRepToolsWrapper.Write(native);
}

/** Reads BRep text. Throws "unreadable" when it is not BRep text. */
export function readBrep({ oc, store }: Context, text: string): Shape {
  const native = oc.BRepToolsWrapper.Read(text);
  if (native.IsNull()) {
    native.delete();
    throw new UnbakeError("unreadable", "not an OpenCASCADE BRep text");
  }
  return store.adopt(native);
}
