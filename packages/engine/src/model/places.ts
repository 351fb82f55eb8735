import type { Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Uuid } from "../protocol/uuid.js";
import { samplesOf } from "../sketch/curve2.js";
import { inSpace } from "../sketch/profile.js";
import type { Scene } from "./scene.js";

/** Centre of the bounding box of a body or sketch. */
export function centerOf(scene: Scene, id: Uuid): Vec3 {
  const body = scene.bodies.get(id);
  const shape = body?.shape ?? scene.additions.get(id)?.body.shape ?? scene.trajectories.get(id)?.wire;
  if (shape) {
    const { min, max } = scene.kernel.boundingBox(shape);
    return [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
  }
  const path = scene.paths.get(id);
  if (!path) throw new UnbakeError("kcl_execution", `nothing with a place has the id ${id}`);
  const points = path.segments.flatMap((piece) => samplesOf(piece.curve, 64)).map((p) => inSpace(path.frame, p));
  const middle = (k: 0 | 1 | 2): number => {
    const values = points.map((p) => p[k]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  };
  return [middle(0), middle(1), middle(2)];
}
