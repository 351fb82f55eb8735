/** Is a shape sound? */
import type { TopoDS_Shape } from "replicad-opencascadejs";
import { withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";

/** BRepCheck: geometry and structure are consistent within their tolerances. */
export function isValid(oc: OpenCascadeInstance, shape: TopoDS_Shape): boolean {
  const analyzer = new oc.BRepCheck_Analyzer(shape, true, false, false);
  try {
    return analyzer.IsValid();
  } finally {
    // Deleted as it is it would leave 66 kB behind for a box; it lets go of what it knows only when it looks at something else.
    analyzer.Init(anyVertex(oc), true);
    analyzer.delete();
  }
}

const vertices = new WeakMap<OpenCascadeInstance, TopoDS_Shape>();

/** One vertex for each kernel. */
function anyVertex(oc: OpenCascadeInstance): TopoDS_Shape {
  const known = vertices.get(oc);
  if (known) return known;
  const made = withTemporaries((temp) => temp(new oc.BRepBuilderAPI_MakeVertex(temp(new oc.gp_Pnt(0, 0, 0)))).Vertex());
  vertices.set(oc, made);
  return made;
}

/**
 * Volume in mm3 where there are solids, else area in mm2, else length in mm: what booleans add and remove.
 * Quick, and off by up to 3e-4; with a relative `error` slower and as good as asked for.
 */
export function contentOf(oc: OpenCascadeInstance, shape: TopoDS_Shape, dimension: 1 | 2 | 3, error?: number): number {
  return withTemporaries((temp) => {
    const properties = temp(new oc.GProp_GProps());
    if (error !== undefined && dimension === 3) oc.BRepGProp.VolumeProperties(shape, properties, error, true, false);
    else if (error !== undefined && dimension === 2) oc.BRepGProp.SurfaceProperties(shape, properties, error, false);
    else if (dimension === 3) oc.BRepGProp.VolumeProperties(shape, properties, true, false, false);
    else if (dimension === 2) oc.BRepGProp.SurfaceProperties(shape, properties, false, false);
    else oc.BRepGProp.LinearProperties(shape, properties, false, false);
    return properties.Mass();
  });
}

/** 3 when the shape holds solids, 2 when it holds faces, else 1. */
export function dimensionOf(oc: OpenCascadeInstance, shape: TopoDS_Shape): 1 | 2 | 3 {
  if (holds(oc, shape, "TopAbs_SOLID")) return 3;
  return holds(oc, shape, "TopAbs_FACE") ? 2 : 1;
}

function holds(oc: OpenCascadeInstance, shape: TopoDS_Shape, type: "TopAbs_SOLID" | "TopAbs_FACE"): boolean {
  return withTemporaries((temp) => temp(new oc.TopExp_Explorer(shape, type)).More());
}
