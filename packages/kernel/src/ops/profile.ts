/** Vertices, edges, wires and planar faces. */

import type { CurveSegment, Frame, Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { TopoDS_Face, TopoDS_Wire } from "replicad-opencascadejs";
import type { Shape } from "../api.js";
import { edgeText, wireText } from "../brep/write.js";
import { readBrep } from "../io/brep.js";
import type { Context } from "../occ/context.js";
import { toAx3, toPnt } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import { isValid } from "./validity.js";

export function vertex({ oc, store }: Context, point: Vec3): Shape {
  return withTemporaries((temp) => {
    const maker = temp(new oc.BRepBuilderAPI_MakeVertex(temp(toPnt(oc, point))));
    return store.adopt(maker.Vertex());
  });
}

export function edge(context: Context, segment: CurveSegment): Shape {
  return readBrep(context, edgeText(segment));
}

export function wire(context: Context, segments: readonly CurveSegment[]): Shape {
  return readBrep(context, wireText(segments).text);
}

/**
 * A face in the plane of `frame`, its normal along z. Wires may run either way round: the outer one is turned to run
 * counterclockwise about z, holes clockwise. Throws when a wire is open or out of the plane, or the face is not valid.
 */
export function planarFace(context: Context, frame: Frame, outer: Shape, holes: readonly Shape[] = []): Shape {
  const { oc, store } = context;
  return withTemporaries((temp) => {
    const plane = temp(new oc.gp_Pln(temp(toAx3(oc, frame))));
    const around = (shape: Shape, counterclockwise: boolean): TopoDS_Wire => {
      const native = store.native(shape);
      if (shape.kind !== "wire") throw new UnbakeError("kernel", `a face needs wires, not a ${shape.kind}`);
      const wire = temp(oc.TopoDS.Wire(native));
      const alone = temp(new oc.BRepBuilderAPI_MakeFace(plane, wire, false));
      if (!alone.IsDone()) throw new UnbakeError("kernel", `a wire makes no face: ${String(alone.Error())}`);
      const area = signedArea(context, temp(alone.Face()));
      if (area === 0) throw new UnbakeError("kernel", "a wire encloses no area");
      return area > 0 === counterclockwise ? wire : temp(oc.TopoDS.Wire(temp(wire.Reversed())));
    };
    const maker = temp(new oc.BRepBuilderAPI_MakeFace(plane, around(outer, true), false));
    for (const hole of holes) maker.Add(around(hole, false));
    if (!maker.IsDone()) throw new UnbakeError("kernel", `no face: ${String(maker.Error())}`);
    const face = maker.Face();
    // Outer and hole wires that cross, or that leave the plane, show up here.
    if (!isValid(oc, face)) {
      face.delete();
      throw new UnbakeError("kernel", "the wires bound no valid planar face: they are open, cross, or leave the plane");
    }
    return store.adopt(face);
  });
}

/** Area of a face whose wire may run the wrong way: negative then. */
function signedArea({ oc }: Context, face: TopoDS_Face): number {
  return withTemporaries((temp) => {
    const properties = temp(new oc.GProp_GProps());
    oc.BRepGProp.SurfaceProperties(face, properties, false, false);
    return properties.Mass();
  });
}
