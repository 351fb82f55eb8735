/**
 * Shells of solids that stand straight on their open faces: each open face is drawn out by the wall, and what lies a wall deep inside of that
 * ends at the old face. For pockets and posts in the open face, where OpenCASCADE's thick solids fail.
 */

import type { Topology } from "@unbake/geometry";
import { mul } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Operation, Shape } from "../api.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { subShape } from "../occ/subshapes.js";
import { boolean } from "../ops/booleans.js";
import { extrude } from "../ops/extrude.js";
import { unify } from "../ops/unify.js";
import { movedInwards } from "./movedInwards.js";
import { isAcross, planeOf } from "./prism.js";

/** The shell; undefined for solids and faces of other sorts. Throws "kernel" when it cannot be built. */
export function extendedShell(
  context: Context,
  solid: Shape,
  removed: readonly number[],
  thickness: number,
  inset: (solid: Shape) => Shape,
): Operation | undefined {
  if (thickness <= 0) return undefined;
  // Walls that a boolean left in several faces are moved as one.
  const merged = unify(context, solid);
  const open = openFaces(context, solid, merged, removed);
  const topology = topologyOf(context, merged.shape);
  if (!open.every((face) => standsAcross(topology, face, open))) return undefined;
  const drawn = open.map((face) => {
    const { normal } = planeOf(topology, face) ?? {};
    if (!normal) throw new UnbakeError("kernel", "an open face is not flat");
    return extrude(context, subShape(context.oc, context.store, merged.shape, "face", face), mul(normal, thickness));
  });
  const longer = boolean(
    context,
    "fuse",
    [merged.shape],
    drawn.map(({ shape }) => shape),
  );
  const inside = inset(unify(context, longer.shape).shape);
  const cut = boolean(context, "cut", [solid], [inside]);
  return { shape: cut.shape, modified: cut.modified, generated: movedInwards(context, solid, cut, thickness) };
}

/** The open faces of the merged solid. */
function openFaces(context: Context, solid: Shape, merged: Operation, removed: readonly number[]): number[] {
  const images = topologyOf(context, solid).faces.map(({ id }) => merged.modified({ shape: solid, kind: "face", id }));
  const open = new Set(removed.flatMap((id) => images[id] ?? []));
  const closed = images.flatMap((ids, id) => (removed.includes(id) ? [] : ids));
  if (closed.some((id) => open.has(id)))
    throw new UnbakeError("kernel", "a face that is removed goes on in one plane as a face that stays");
  return [...open];
}

/** Is the face flat, and are all faces around it walls straight down from it that stay? */
function standsAcross(topology: Topology, face: number, open: readonly number[]): boolean {
  const plane = planeOf(topology, face);
  if (!plane) return false;
  const around = topology.edges.filter(({ faces }) => faces.includes(face)).flatMap(({ faces }) => faces);
  return [...new Set(around)]
    .filter((id) => id !== face)
    .every((id) => !open.includes(id) && isAcross(topology, id, plane.normal));
}
