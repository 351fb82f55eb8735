/**
 * Solids of some of the faces of a solid: features that meet the rest along inner loops of faces come off without a
 * boolean, the loops closed by a piece of the surface that they lie in.
 */

import { at, UnbakeError } from "@unbake/ground";
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Reshelled, Shape, ShellPlan } from "../api.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { type Native, withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { contentOf } from "./validity.js";

type Temp = <T extends Native>(native: T) => T;

/** One solid for each plan, its faces turned so that its volume is positive. Throws "kernel" when a plan encloses nothing. */
export function reshell(context: Context, solid: Shape, plans: readonly ShellPlan[]): Reshelled[] {
  const { oc, store } = context;
  return plans.map((plan) =>
    withTemporaries((temp) => {
      const shellOf = (face: number): number => at(topologyOf(context, solid).faces, face).shell;
      const faces = [
        ...plan.faces.map(({ face, without }) => ({
          native: withoutLoops(context, temp, solid, face, without),
          shell: shellOf(face),
        })),
        ...plan.caps.map(({ face, loop }) => ({ native: cap(context, temp, solid, face, loop), shell: shellOf(face) })),
      ];
      const upright = solidOf(context, temp, faces);
      const volume = contentOf(oc, upright, 3);
      if (volume > 0) return { shape: store.adopt(upright), inverted: false };
      upright.delete();
      if (volume === 0) throw new UnbakeError("kernel", "faces that enclose no volume");
      const turned = faces.map(({ native, shell }) => ({ native: temp(native.Reversed()), shell }));
      return { shape: store.adopt(solidOf(context, temp, turned)), inverted: true };
    }),
  );
}

/** The face without the listed loops; the face itself when there are none. */
function withoutLoops(
  context: Context,
  temp: Temp,
  solid: Shape,
  face: number,
  loops: readonly number[],
): TopoDS_Shape {
  const native = subShapes(context.oc, context.store, solid, "face").at(face);
  if (loops.length === 0) return native;
  const gone = loops.map((loop) => wireOf(context, solid, face, loop));
  return rewired(context, temp, native, (wire, i) => (gone.includes(i) ? undefined : wire));
}

/** What fills one inner loop of the face, facing the other way. */
function cap(context: Context, temp: Temp, solid: Shape, face: number, loop: number): TopoDS_Shape {
  const native = subShapes(context.oc, context.store, solid, "face").at(face);
  const kept = wireOf(context, solid, face, loop);
  const inside = rewired(context, temp, native, (wire, i) => (i === kept ? temp(wire.Reversed()) : undefined));
  return temp(inside.Reversed());
}

/** A face on the same surface whose wires are what `choose` makes of the old ones. */
function rewired(
  { oc }: Context,
  temp: Temp,
  face: TopoDS_Shape,
  choose: (wire: TopoDS_Shape, index: number) => TopoDS_Shape | undefined,
): TopoDS_Shape {
  const forward = temp(face.Oriented("TopAbs_FORWARD"));
  const made = temp(forward.EmptyCopied());
  const builder = temp(new oc.TopoDS_Builder());
  const explorer = temp(new oc.TopExp_Explorer(forward, "TopAbs_WIRE"));
  for (let i = 0; explorer.More(); explorer.Next(), i++) {
    const wire = choose(temp(explorer.Current()), i);
    if (wire) builder.Add(made, wire);
  }
  return temp(made.Oriented(face.Orientation()));
}

function wireOf(context: Context, solid: Shape, face: number, loop: number): number {
  const wire = topologyOf(context, solid).faces[face]?.loops[loop]?.wire;
  if (loop === 0 || wire === undefined)
    throw new UnbakeError("kernel", `loop ${loop} of face ${face} cannot be taken off`);
  return wire;
}

interface ShellFace {
  readonly native: TopoDS_Shape;
  /** The shell of the old solid that it is from. */
  readonly shell: number;
}

function solidOf({ oc }: Context, temp: Temp, faces: readonly ShellFace[]): TopoDS_Shape {
  const builder = temp(new oc.TopoDS_Builder());
  const solid = new oc.TopoDS_Solid();
  builder.MakeSolid(solid);
  for (const number of new Set(faces.map((f) => f.shell))) {
    const shell = temp(new oc.TopoDS_Shell());
    builder.MakeShell(shell);
    for (const face of faces) if (face.shell === number) builder.Add(shell, face.native);
    builder.Add(solid, shell);
  }
  return solid;
}
