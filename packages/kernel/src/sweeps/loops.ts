/** Profiles and spines as the wires that OpenCASCADE sweeps. */

import { UnbakeError } from "@unbake/ground";
import type { TopoDS_Wire } from "replicad-opencascadejs";
import type { Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";

/** The wires of a face (the outer one first), a wire or an edge; none of a vertex. The caller deletes them. */
export function loopsOf({ oc, store }: Context, profile: Shape): TopoDS_Wire[] {
  const native = store.native(profile);
  if (profile.kind === "vertex") return [];
  if (profile.kind === "edge") {
    return [withTemporaries((temp) => temp(new oc.BRepBuilderAPI_MakeWire(temp(oc.TopoDS.Edge(native)))).Wire())];
  }
  const outer =
    profile.kind === "face"
      ? withTemporaries((temp) => oc.BRepTools.OuterWire(temp(oc.TopoDS.Face(native))))
      : undefined;
  const wires: TopoDS_Wire[] = outer ? [outer] : [];
  withTemporaries((temp) => {
    const explorer = temp(new oc.TopExp_Explorer(native, "TopAbs_WIRE"));
    for (; explorer.More(); explorer.Next()) {
      const found = temp(explorer.Current());
      if (!outer?.IsSame(found)) wires.push(oc.TopoDS.Wire(found));
    }
  });
  return wires;
}

/** The one wire of a path; the caller deletes it. */
export function spineWire(context: Context, spine: Shape): TopoDS_Wire {
  const [wire, ...more] = loopsOf(context, spine);
  if (!wire || more.length > 0) {
    for (const other of more) other.delete();
    wire?.delete();
    throw new UnbakeError("kernel", "a path needs to be one wire");
  }
  return wire;
}
