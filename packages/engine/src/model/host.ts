import type { Uuid } from "../protocol/uuid.js";
import { namesThrough, replaceBody } from "./bodies.js";
import { bodyOf } from "./find.js";
import type { Body, HostFace, Scene } from "./scene.js";

/** Sketches on the ends of revolutions make bodies of their own (seen in the reference models); all others merge. */
export function takesMerges(scene: Scene, host: HostFace): boolean {
  const sweeps = scene.bodies.get(host.body)?.sweeps ?? [];
  return !sweeps.some((sweep) => sweep.by === "revolve" && (sweep.start === host.face || sweep.end === host.face));
}

/** Unites a new body with the one that its sketch lies on, or cuts it away when it goes into it. The host keeps its id and gains the sweep's names. */
export function joinHost(scene: Scene, hostId: Uuid, addition: Body, how: "fuse" | "cut" = "fuse"): Body {
  const host = bodyOf(scene, hostId);
  scene.additions.set(addition.id, { body: addition, host: hostId });
  const operation = scene.kernel[how]([host.shape], [addition.shape]);
  return replaceBody(scene, {
    ...host,
    shape: operation.shape,
    names: namesThrough(scene, [host, addition], operation, operation.shape),
    sweeps: [...host.sweeps, ...addition.sweeps],
    revision: host.revision + 1,
  });
}
