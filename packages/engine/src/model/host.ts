import type { Uuid } from "../protocol/uuid.js";
import { namesThrough, replaceBody } from "./bodies.js";
import { bodyOf } from "./find.js";
import type { Body, Scene } from "./scene.js";

/** Unites a new body with the one that its sketch lies on; the host keeps its id and gains the sweep's names. */
export function joinHost(scene: Scene, hostId: Uuid, addition: Body): Body {
  const host = bodyOf(scene, hostId);
  const operation = scene.kernel.fuse([host.shape], [addition.shape]);
  return replaceBody(scene, {
    ...host,
    shape: operation.shape,
    names: namesThrough(scene, [host, addition], operation, operation.shape),
    sweeps: [...host.sweeps, ...addition.sweeps],
    revision: host.revision + 1,
  });
}
