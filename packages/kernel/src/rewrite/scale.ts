/** Change of size. */

import type { Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { TopAbs_ShapeEnum, TopoDS_Shape } from "replicad-opencascadejs";
import type { Operation, Shape } from "../api.js";
import { readBrep, writeBrep } from "../io/brep.js";
import { boundingBox } from "../measure/boundingBox.js";
import type { Context } from "../occ/context.js";
import { toPnt } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import { copyOf, subShapes } from "../occ/subshapes.js";
import { makeCompound } from "../ops/compound.js";
import { unchanged } from "../ops/operation.js";
import { contentOf, dimensionOf, isValid } from "../ops/validity.js";
import { scaledVolumeShare } from "../tolerances.js";
import { scaling } from "./affine.js";
import { patchesOf } from "./patches.js";
import { readBrepText } from "./records.js";
import { writeText } from "./writeText.js";

/**
 * The shape scaled about `center` by a factor along each axis; factors are positive. Equal factors keep every surface
 * what it is; others keep planes, and make splines of the rest. Ids stay. Throws "kernel" for offset surfaces, and when
 * the result is not sound.
 */
export function scale(context: Context, shape: Shape, center: Vec3, factors: Vec3): Operation {
  const { oc, store } = context;
  const [x, y, z] = factors;
  if (!(x > 0 && y > 0 && z > 0))
    throw new UnbakeError("kernel", `the scale factors ${factors.join(", ")} are not positive`);
  if (x === y && y === z) {
    return withTemporaries((temp) => {
      const trsf = temp(new oc.gp_Trsf());
      trsf.SetScale(temp(toPnt(oc, center)), x);
      const maker = temp(new oc.BRepBuilderAPI_Transform(store.native(shape), trsf, true, false));
      return unchanged(store.adopt(maker.Shape()));
    });
  }
  const result = store.scope((keep) => {
    const parts = partsOf(context, shape).map((part) => scalePart(context, part, center, factors));
    const [only, ...more] = parts;
    if (!only) throw new UnbakeError("kernel", "there is nothing to scale");
    if (more.length === 0) return keep(only);
    return keep(
      store.adopt(
        makeCompound(
          oc,
          parts.map((part) => store.native(part)),
        ),
      ),
    );
  });
  for (const kind of ["face", "edge", "vertex"] as const) {
    if (subShapes(oc, store, shape, kind).count === subShapes(oc, store, result, kind).count) continue;
    throw new UnbakeError("kernel", "solids that share faces cannot be scaled unevenly");
  }
  return unchanged(result);
}

/** What a compound holds, as it lies in it: the solids, or else the shells, and so on. */
function partsOf({ oc, store }: Context, shape: Shape): Shape[] {
  const native = store.native(shape);
  if (shape.kind !== "compound") return [store.adopt(copyOf(oc, native))];
  const kinds: TopAbs_ShapeEnum[] = [
    "TopAbs_SOLID",
    "TopAbs_SHELL",
    "TopAbs_FACE",
    "TopAbs_WIRE",
    "TopAbs_EDGE",
    "TopAbs_VERTEX",
  ];
  const found: TopoDS_Shape[] = [];
  kinds.forEach((kind, i) => {
    withTemporaries((temp) => {
      const parent = kinds[i - 1];
      const explorer = temp(
        parent ? new oc.TopExp_Explorer(native, kind, parent) : new oc.TopExp_Explorer(native, kind),
      );
      for (; explorer.More(); explorer.Next()) found.push(explorer.Current());
    });
  });
  return found.map((part) => store.adopt(part));
}

function scalePart(context: Context, part: Shape, center: Vec3, factors: Vec3): Shape {
  const { oc, store } = context;
  const text = readBrepText(writeBrep(context, part));
  const { min, max } = boundingBox(context, part, { tight: false });
  const size = Math.max(...([0, 1, 2] as const).map((i) => Math.max(max[i] - min[i], 0) * factors[i]));
  const scaled = readBrep(context, writeText(text, scaling(center, factors), patchesOf(context, part, text), size));
  const [before, after] = [store.native(part), store.native(scaled)];
  if (isValid(oc, before) && !isValid(oc, after)) throw new UnbakeError("kernel", "the scaled shape is not valid");
  if (dimensionOf(oc, before) === 3) {
    const expected = contentOf(oc, before, 3) * factors[0] * factors[1] * factors[2];
    const volume = contentOf(oc, after, 3);
    if (!(Math.abs(volume - expected) <= scaledVolumeShare * Math.abs(expected))) {
      throw new UnbakeError("kernel", `the scaled solid has the volume ${volume}, not ${expected}`);
    }
  }
  return scaled;
}
