/** Looks up what commands refer to; what is missing is an error that names it. */
import { UnbakeError } from "@unbake/ground";
import type { Uuid } from "../protocol/uuid.js";
import type { Body, Path, Scene } from "./scene.js";

const missing = (what: string, id: Uuid): UnbakeError =>
  new UnbakeError("kcl_execution", `no ${what} has the id ${id}`);

export function bodyOf(scene: Scene, id: Uuid): Body {
  const body = scene.bodies.get(id);
  if (!body) throw missing("body", id);
  return body;
}

export function pathOf(scene: Scene, id: Uuid): Path {
  const path = scene.paths.get(id);
  if (!path) throw missing("sketch", id);
  return path;
}

export interface Part {
  readonly body: Body;
  /** A name may stand for several parts, after a cut. */
  readonly ids: readonly number[];
}

/** Bodies to search for a name: the one that the command means first, then the newest. */
function candidates(scene: Scene, preferred: Uuid | undefined): Body[] {
  const all = [...scene.bodies.values()].reverse();
  const first = preferred === undefined ? undefined : scene.bodies.get(preferred);
  return first ? [first, ...all.filter((body) => body !== first)] : all;
}

export function findPart(scene: Scene, kind: "faces" | "edges", name: Uuid, preferred?: Uuid): Part | undefined {
  for (const body of candidates(scene, preferred)) {
    const ids = body.names[kind].get(name);
    if (ids && ids.length > 0) return { body, ids };
  }
  return undefined;
}

export function faceNamed(scene: Scene, name: Uuid, preferred?: Uuid): Part {
  const found = findPart(scene, "faces", name, preferred);
  if (!found) throw missing("face", name);
  return found;
}

export function edgeNamed(scene: Scene, name: Uuid, preferred?: Uuid): Part {
  const found = findPart(scene, "edges", name, preferred);
  if (!found) throw missing("edge", name);
  return found;
}
