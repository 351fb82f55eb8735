/** OpenCASCADE's ShapeFix on every solid of a shape. */
import type { TopoDS_Shape } from "replicad-opencascadejs";
import { withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { makeCompound } from "../ops/compound.js";

/**
 * A compound of every solid of `native` with its faces, loops and tolerances mended and its faces outwards; shells
 * outside of solids are left as they are. What cannot be mended comes back as it is: check the result.
 */
export function fixSolids(oc: OpenCascadeInstance, native: TopoDS_Shape): TopoDS_Shape {
  return withTemporaries((temp) => {
    const parts: TopoDS_Shape[] = [];
    const solids = temp(new oc.TopExp_Explorer(native, "TopAbs_SOLID"));
    for (; solids.More(); solids.Next()) {
      const fix = temp(new oc.ShapeFix_Solid(temp(oc.TopoDS.Solid(temp(solids.Current())))));
      fix.Perform(temp(new oc.Message_ProgressRange()));
      parts.push(temp(outward(oc, fix.Solid())));
    }
    const shells = temp(new oc.TopExp_Explorer(native, "TopAbs_SHELL", "TopAbs_SOLID"));
    for (; shells.More(); shells.Next()) parts.push(temp(shells.Current()));
    return makeCompound(oc, parts);
  });
}

/** A solid that came out inside out, turned round. Takes ownership of `shape`. */
function outward(oc: OpenCascadeInstance, shape: TopoDS_Shape): TopoDS_Shape {
  if (shape.ShapeType() !== "TopAbs_SOLID") return shape;
  const solid = oc.TopoDS.Solid(shape);
  oc.BRepLib.OrientClosedSolid(solid);
  if (solid !== shape) shape.delete();
  return solid;
}
