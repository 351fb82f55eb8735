/** Hollow solids and offset solids. */

import { UnbakeError } from "@unbake/ground";
import type { BRepOffsetAPI_MakeOffsetShape } from "replicad-opencascadejs";
import type { Operation, Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { toList } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { boolean } from "../ops/booleans.js";
import { contentOf } from "../ops/validity.js";
import { offsetToleranceMm, sameVolumeShare } from "../tolerances.js";
import { extendedShell } from "./extendedShell.js";
import { prismShell } from "./prismShell.js";
import { allFaces, firstSoundOffset, type OffsetWay, roundWays, sharpWays, type WallRequest } from "./walls.js";

/**
 * A solid made hollow, open at `removedFaces`. Walls are `thickness` mm, inside the solid when positive, around it when
 * negative; without removed faces the hollow is closed all round. A face generates its other side; a removed one becomes
 * the rim. Throws "kernel" when the walls cannot be built.
 */
export function shell(context: Context, solid: Shape, removedFaces: readonly number[], thickness: number): Operation {
  const { oc, store } = context;
  if (!(Math.abs(thickness) > 0)) throw new UnbakeError("kernel", "a shell needs a thickness");
  if (removedFaces.length === 0) return closedShell(context, solid, thickness);
  const native = store.native(solid);
  const faces = subShapes(oc, store, solid, "face");
  const volume = contentOf(oc, native, 3);
  const most = thickness > 0 ? volume * (1 - sameVolumeShare) : Number.POSITIVE_INFINITY;
  const kept = allFaces(context, solid).filter((id) => !removedFaces.includes(id));
  const request: WallRequest = {
    what: "shell",
    solid,
    kept,
    distanceMm: Math.abs(thickness),
    volume: [volume * sameVolumeShare, most],
  };
  const make = ({ join, all }: OffsetWay): BRepOffsetAPI_MakeOffsetShape => {
    const maker = new oc.BRepOffsetAPI_MakeThickSolid();
    withTemporaries((temp) => {
      const removed = removedFaces.map((id) => faces.at(id));
      const [list, range] = [temp(toList(oc, removed)), temp(new oc.Message_ProgressRange())];
      const tolerance = offsetToleranceMm;
      maker.MakeThickSolidByJoin(native, list, -thickness, tolerance, "BRepOffset_Skin", all, false, join, true, range);
    });
    return maker;
  };
  const tried: string[] = [];
  // Sharp corners by OpenCASCADE, then by our own construction where there is one, then whatever can be built.
  for (const way of [
    () => firstSoundOffset(context, request, make, sharpWays),
    () => prismShell(context, solid, removedFaces, thickness),
    () => extendedShell(context, solid, removedFaces, thickness, (whole) => offset(context, whole, -thickness).shape),
    () => firstSoundOffset(context, request, make, roundWays),
  ]) {
    try {
      const made = way();
      if (made) return made;
    } catch (error) {
      if (!(error instanceof UnbakeError) || error.code !== "kernel") throw error;
      tried.push(error.detail ?? error.message);
    }
  }
  throw new UnbakeError("kernel", [...new Set(tried)].join("; "));
}

/** The solid less its own inside, or its outside less the solid. */
function closedShell(context: Context, solid: Shape, thickness: number): Operation {
  const moved = offset(context, solid, -thickness);
  const [whole, hollow] = thickness > 0 ? [solid, moved.shape] : [moved.shape, solid];
  const cut = boolean(context, "cut", [whole], [hollow]);
  return {
    shape: cut.shape,
    modified: cut.modified,
    generated: (ref, kind) =>
      moved.generated(ref, kind).flatMap((id) => cut.modified({ shape: moved.shape, kind, id })),
  };
}

/** The solid grown (positive) or shrunk (negative) by `distance` mm on all sides. Each face generates the moved one. */
export function offset(context: Context, solid: Shape, distance: number): Operation {
  const { oc, store } = context;
  if (!(Math.abs(distance) > 0)) throw new UnbakeError("kernel", "an offset needs a distance");
  const native = store.native(solid);
  const volume = contentOf(oc, native, 3);
  const [less, more] = [volume * (1 - sameVolumeShare), volume * (1 + sameVolumeShare)];
  return firstSoundOffset(
    context,
    {
      what: "offset",
      solid,
      kept: allFaces(context, solid),
      distanceMm: Math.abs(distance),
      volume: distance > 0 ? [more, Number.POSITIVE_INFINITY] : [0, less],
    },
    ({ join, all }) => {
      const maker = new oc.BRepOffsetAPI_MakeOffsetShape();
      withTemporaries((temp) => {
        const range = temp(new oc.Message_ProgressRange());
        maker.PerformByJoin(native, distance, offsetToleranceMm, "BRepOffset_Skin", all, false, join, true, range);
      });
      return maker;
    },
  );
}
