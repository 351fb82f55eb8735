/** What faces of a solid made in its shell. */

import type { FaceInfo } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Operation, Shape } from "../api.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { isMovedInwards } from "./movedFace.js";

/** A face made the face of the result that lies a wall away from it, inside. */
export function movedInwards(
  context: Context,
  solid: Shape,
  cut: Operation,
  thickness: number,
): Operation["generated"] {
  let inner: readonly FaceInfo[] | undefined;
  const innerFaces = (): readonly FaceInfo[] => {
    const old = new Set(
      topologyOf(context, solid).faces.flatMap(({ id }) => cut.modified({ shape: solid, kind: "face", id })),
    );
    return topologyOf(context, cut.shape).faces.filter(({ id }) => !old.has(id));
  };
  return (ref, kind) => {
    if (ref.kind !== "face" || kind !== "face" || ref.shape !== solid) return [];
    inner ??= innerFaces();
    const from = at(topologyOf(context, solid).faces, ref.id);
    return inner.filter((face) => isMovedInwards(from, face, thickness)).map(({ id }) => id);
  };
}
