/** Plain numbers to OpenCASCADE's small geometric types. The caller deletes what it gets. */

import type { Frame, Pose, Vec3 } from "@unbake/geometry";
import type {
  gp_Ax1,
  gp_Ax2,
  gp_Ax3,
  gp_Dir,
  gp_Pnt,
  gp_Trsf,
  gp_Vec,
  NCollection_List_TopoDS_Shape,
  TopoDS_Shape,
} from "replicad-opencascadejs";
import type { OpenCascadeInstance } from "./module.js";

export const toPnt = (oc: OpenCascadeInstance, p: Vec3): gp_Pnt => new oc.gp_Pnt(p[0], p[1], p[2]);
export const toVec = (oc: OpenCascadeInstance, v: Vec3): gp_Vec => new oc.gp_Vec(v[0], v[1], v[2]);
const toDir = (oc: OpenCascadeInstance, v: Vec3): gp_Dir => new oc.gp_Dir(v[0], v[1], v[2]);

export function toAx1(oc: OpenCascadeInstance, origin: Vec3, direction: Vec3): gp_Ax1 {
  const p = toPnt(oc, origin);
  const d = toDir(oc, direction);
  const axis = new oc.gp_Ax1(p, d);
  p.delete();
  d.delete();
  return axis;
}

export function toAx2(oc: OpenCascadeInstance, frame: Frame): gp_Ax2 {
  const p = toPnt(oc, frame.origin);
  const n = toDir(oc, frame.z);
  const x = toDir(oc, frame.x);
  const axes = new oc.gp_Ax2(p, n, x);
  p.delete();
  n.delete();
  x.delete();
  return axes;
}

export function toAx3(oc: OpenCascadeInstance, frame: Frame): gp_Ax3 {
  const axes2 = toAx2(oc, frame);
  const axes = new oc.gp_Ax3(axes2);
  axes2.delete();
  return axes;
}

export function toTrsf(oc: OpenCascadeInstance, pose: Pose): gp_Trsf {
  const trsf = new oc.gp_Trsf();
  trsf.SetValues(...pose);
  return trsf;
}

export function toList(oc: OpenCascadeInstance, shapes: readonly TopoDS_Shape[]): NCollection_List_TopoDS_Shape {
  const list = new oc.NCollection_List_TopoDS_Shape();
  for (const shape of shapes) list.Append(shape);
  return list;
}

/** Empties a list into an array; the caller deletes the shapes. */
export function fromList(list: NCollection_List_TopoDS_Shape): TopoDS_Shape[] {
  const shapes: TopoDS_Shape[] = [];
  while (list.Size() > 0) {
    shapes.push(list.First());
    list.RemoveFirst();
  }
  return shapes;
}
