/** Faces of a shell turned to one side: some files have single faces the wrong way round. */

import type { Topology } from "@unbake/geometry";
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape } from "../api.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { makeCompound } from "../ops/compound.js";
import { solidsFromShells } from "./solidsFromShells.js";

/**
 * The shape with the fewest faces turned round so that the two faces at every edge run along it in opposite directions,
 * and with closed shells as solids; or undefined when no turning does that (a Moebius band, three faces at an edge).
 */
export function orientFaces(context: Context, shape: Shape): TopoDS_Shape | undefined {
  const { oc, store } = context;
  const topology = topologyOf(context, shape);
  const turned = facesToTurn(topology);
  if (!turned) return undefined;
  const faces = subShapes(oc, store, shape, "face");
  return withTemporaries((temp) => {
    const builder = temp(new oc.TopoDS_Builder());
    const shells = topology.shells.map((info) => {
      const shell = temp(new oc.TopoDS_Shell());
      builder.MakeShell(shell);
      for (const id of info.faces) {
        const face = faces.at(id);
        builder.Add(shell, turned.has(id) ? temp(face.Reversed()) : face);
      }
      // Set when a shell is built; read when a solid is made of it.
      shell.Closed(oc.BRep_Tool.IsClosed(shell));
      return shell;
    });
    return solidsFromShells(context, makeCompound(oc, shells));
  });
}

interface Neighbour {
  readonly face: number;
  /** Both run along the shared edge the same way: one of the two is the wrong way round. */
  readonly clash: boolean;
}

/** Two-colours the faces of each connected part; the smaller colour is turned. Undefined when two colours do not do. */
function facesToTurn(topology: Topology): ReadonlySet<number> | undefined {
  const neighbours = neighboursOf(topology);
  if (!neighbours) return undefined;
  const colour = new Map<number, boolean>();
  const turned = new Set<number>();
  for (const { id } of topology.faces) {
    if (colour.has(id)) continue;
    colour.set(id, false);
    const part = [id];
    for (let i = 0; i < part.length; i++) {
      const from = part[i] ?? id;
      for (const { face, clash } of neighbours.get(from) ?? []) {
        const expected = (colour.get(from) ?? false) !== clash;
        const known = colour.get(face);
        if (known === undefined) {
          colour.set(face, expected);
          part.push(face);
        } else if (known !== expected) return undefined;
      }
    }
    const wrong = part.filter((face) => colour.get(face));
    const fewer = 2 * wrong.length <= part.length ? wrong : part.filter((face) => !colour.get(face));
    for (const face of fewer) turned.add(face);
  }
  return turned;
}

function neighboursOf(topology: Topology): Map<number, Neighbour[]> | undefined {
  const uses = new Map<number, { readonly face: number; readonly reversed: boolean }[]>();
  for (const face of topology.faces) {
    for (const { edge, reversed } of face.loops.flatMap(({ coedges }) => coedges)) {
      const info = topology.edges[edge];
      if (info?.degenerate || info?.seam) continue;
      const known = uses.get(edge);
      if (known) known.push({ face: face.id, reversed });
      else uses.set(edge, [{ face: face.id, reversed }]);
    }
  }
  const neighbours = new Map<number, Neighbour[]>();
  const join = (from: number, to: Neighbour): void => {
    const known = neighbours.get(from);
    if (known) known.push(to);
    else neighbours.set(from, [to]);
  };
  for (const [a, b, ...more] of uses.values()) {
    if (more.length > 0) return undefined;
    if (!a || !b) continue;
    const clash = a.reversed === b.reversed;
    join(a.face, { face: b.face, clash });
    join(b.face, { face: a.face, clash });
  }
  return neighbours;
}
