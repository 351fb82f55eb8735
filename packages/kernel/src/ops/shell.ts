/** Hollow solids and offset solids. */
import type { BRepOffsetAPI_MakeOffsetShape, GeomAbs_JoinType, TopoDS_Shape } from "replicad-opencascadejs";
import type { Operation, Shape } from "../api.js";
import { UnbakeError } from "../errors.js";
import type { Context } from "../occ/context.js";
import { toList } from "../occ/convert.js";
import { describeException, withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { boolean } from "./booleans.js";
import { operation } from "./operation.js";
import { contentOf, isValid } from "./validity.js";

/** OpenCASCADE's coincidence tolerance for offsets, in mm. */
const offsetToleranceMm = 1e-5;
/** Sharp corners first, as CAD systems make them; round ones where sharp ones cannot be built. */
const joins: readonly GeomAbs_JoinType[] = ["GeomAbs_Intersection", "GeomAbs_Arc"];

/**
 * A solid made hollow, open at `removedFaces`. Walls are `thickness` mm, inside the solid when positive, around it
 * when negative. Without removed faces the hollow is closed all round.
 */
export function shell(context: Context, solid: Shape, removedFaces: readonly number[], thickness: number): Operation {
  const { oc, store } = context;
  if (thickness === 0) throw new UnbakeError("kernel", "a shell needs a thickness");
  if (removedFaces.length === 0) {
    const other = offset(context, solid, -thickness).shape;
    return thickness > 0 ? boolean(context, "cut", [solid], [other]) : boolean(context, "cut", [other], [solid]);
  }
  const native = store.native(solid);
  const faces = subShapes(oc, store, solid, "face");
  const volume = contentOf(oc, native, 3);
  return firstThatWorks(
    context,
    "shell",
    (join) => {
      const maker = new oc.BRepOffsetAPI_MakeThickSolid();
      withTemporaries((temp) => {
        const closing = temp(
          toList(
            oc,
            removedFaces.map((id) => faces.at(id)),
          ),
        );
        const range = temp(new oc.Message_ProgressRange());
        maker.MakeThickSolidByJoin(
          native,
          closing,
          -thickness,
          offsetToleranceMm,
          "BRepOffset_Skin",
          false,
          false,
          join,
          true,
          range,
        );
      });
      return maker;
    },
    (result) => {
      const walls = contentOf(oc, result, 3);
      return walls > 0 && (thickness < 0 || walls < volume);
    },
  );
}

/** The solid grown (positive) or shrunk (negative) by `distance` mm on all sides. */
export function offset(context: Context, solid: Shape, distance: number): Operation {
  const { oc, store } = context;
  const native = store.native(solid);
  const volume = contentOf(oc, native, 3);
  return firstThatWorks(
    context,
    "offset",
    (join) => {
      const maker = new oc.BRepOffsetAPI_MakeOffsetShape();
      withTemporaries((temp) => {
        const range = temp(new oc.Message_ProgressRange());
        maker.PerformByJoin(native, distance, offsetToleranceMm, "BRepOffset_Skin", false, false, join, true, range);
      });
      return maker;
    },
    (result) => {
      const size = contentOf(oc, result, 3);
      return distance > 0 ? size > volume : size > 0 && size < volume;
    },
  );
}

function firstThatWorks(
  context: Context,
  what: string,
  make: (join: GeomAbs_JoinType) => BRepOffsetAPI_MakeOffsetShape,
  isPlausible: (result: TopoDS_Shape) => boolean,
): Operation {
  const { oc, store } = context;
  const failures: string[] = [];
  for (const join of joins) {
    try {
      const maker = make(join);
      if (maker.IsDone()) {
        const result = asSolid(context, maker.Shape());
        if (isValid(oc, result) && isPlausible(result)) return operation(context, store.adopt(result, [maker]), maker);
        result.delete();
        failures.push(`${join}: the result is not a valid solid`);
      } else {
        failures.push(`${join}: not done`);
      }
      maker.delete();
    } catch (thrown) {
      failures.push(`${join}: ${describeException(oc, thrown)}`);
    }
  }
  throw new UnbakeError("kernel", `the ${what} cannot be built (${failures.join("; ")})`);
}

/** Offsets of a solid may come back as their closed shell. */
function asSolid({ oc }: Context, shape: TopoDS_Shape): TopoDS_Shape {
  if (shape.ShapeType() !== "TopAbs_SHELL") return shape;
  return withTemporaries((temp) => {
    const maker = temp(new oc.BRepBuilderAPI_MakeSolid(temp(oc.TopoDS.Shell(temp(shape)))));
    const solid = maker.Solid();
    oc.BRepLib.OrientClosedSolid(solid);
    return solid;
  });
}
