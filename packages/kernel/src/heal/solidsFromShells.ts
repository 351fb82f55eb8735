/** Closed shells as solids: which of them bound bodies, and which bound hollows in those. */
import { at } from "@unbake/ground";
import type { TopoDS_Shape, TopoDS_Shell } from "replicad-opencascadejs";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { copyOf } from "../occ/subshapes.js";
import { makeCompound } from "../ops/compound.js";
import { contentOf } from "../ops/validity.js";

interface ClosedShell {
  readonly shell: TopoDS_Shell;
  /** The solid inside this shell alone, oriented outwards. */
  readonly filled: TopoDS_Shape;
  readonly volume: number;
}

/**
 * Solids from the closed shells of `shape`, with hollows where shells lie inside others; what stays open stays a shell,
 * loose faces stay faces. One part comes back alone, several as a compound. Takes ownership of `shape`.
 */
export function solidsFromShells(context: Context, shape: TopoDS_Shape): TopoDS_Shape {
  const { oc } = context;
  return withTemporaries((temp) => {
    temp(shape);
    const parts: TopoDS_Shape[] = [];
    const closed: ClosedShell[] = [];
    const explorer = temp(new oc.TopExp_Explorer(shape, "TopAbs_SHELL"));
    for (; explorer.More(); explorer.Next()) {
      const shell = temp(oc.TopoDS.Shell(temp(explorer.Current())));
      if (!oc.BRep_Tool.IsClosed(shell)) {
        parts.push(shell);
        continue;
      }
      const filled = temp(temp(new oc.BRepBuilderAPI_MakeSolid(shell)).Solid());
      oc.BRepLib.OrientClosedSolid(filled);
      closed.push({ shell, filled, volume: contentOf(oc, filled, 3) });
    }
    for (const solid of nest(oc, closed)) parts.push(temp(solid));
    const loose = temp(new oc.TopExp_Explorer(shape, "TopAbs_FACE", "TopAbs_SHELL"));
    for (; loose.More(); loose.Next()) parts.push(temp(loose.Current()));
    const [only, ...more] = parts;
    return only && more.length === 0 ? copyOf(oc, only) : makeCompound(oc, parts);
  });
}

/** A shell inside an even number of others bounds a body; inside an odd number, a hollow of the smallest around it. */
function nest(oc: OpenCascadeInstance, closed: readonly ClosedShell[]): TopoDS_Shape[] {
  if (closed.length === 1) return closed.map(({ filled }) => copyOf(oc, filled));
  const around = closed.map((inner) =>
    closed.filter((outer) => outer !== inner && outer.volume > inner.volume && contains(oc, outer.filled, inner.shell)),
  );
  return closed.flatMap((body, i) => {
    if (at(around, i).length % 2 === 1) return [];
    const hollows = closed.filter((_, k) => {
      const outers = at(around, k);
      const smallest = outers.reduce<ClosedShell | undefined>((a, b) => (a && a.volume <= b.volume ? a : b), undefined);
      return outers.length % 2 === 1 && smallest === body;
    });
    return [withHollows(oc, body, hollows)];
  });
}

function withHollows(oc: OpenCascadeInstance, body: ClosedShell, hollows: readonly ClosedShell[]): TopoDS_Shape {
  if (hollows.length === 0) return copyOf(oc, body.filled);
  return withTemporaries((temp) => {
    const shellOf = (solid: TopoDS_Shape, inward: boolean): TopoDS_Shell => {
      const explorer = temp(new oc.TopExp_Explorer(solid, "TopAbs_SHELL"));
      const shell = temp(explorer.Current());
      return temp(oc.TopoDS.Shell(inward ? temp(shell.Reversed()) : shell));
    };
    const maker = temp(new oc.BRepBuilderAPI_MakeSolid(shellOf(body.filled, false)));
    for (const { filled } of hollows) maker.Add(shellOf(filled, true));
    return maker.Solid();
  });
}

/** A vertex of the inner shell lies inside the outer solid: shells of one body do not cross. */
function contains(oc: OpenCascadeInstance, outer: TopoDS_Shape, inner: TopoDS_Shape): boolean {
  return withTemporaries((temp) => {
    const explorer = temp(new oc.TopExp_Explorer(inner, "TopAbs_VERTEX"));
    if (!explorer.More()) return false;
    const tool = temp(new oc.BRepExtrema_DistShapeShape(temp(explorer.Current()), outer));
    return tool.IsDone() && tool.InnerSolution();
  });
}
