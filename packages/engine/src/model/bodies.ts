/** Making, changing and removing bodies. Bodies are plain data; the scene's map holds the present ones. */
import { applyPoseDirection, evaluateCurve, type Topology, type Vec3 } from "@unbake/geometry";
import type { History, Operation, Shape, SweepResult } from "@unbake/kernel";
import type { Uuid } from "../protocol/uuid.js";
import { weldMm } from "../tolerances.js";
import { commonEdges } from "./adjacency.js";
import { type Step, stepPoint, stepShape } from "./motion.js";
import { carried, madeUpId, merged, type Names, nameOfEach, noNames } from "./names.js";
import type { Body, BodyType, Scene, SweepRecord } from "./scene.js";
import type { Target } from "./targets.js";

/** A new body without names. An older body of the same id stays in the scene under a made-up one. */
export function newBody(id: Uuid, shape: Shape, type: BodyType): Body {
  return { id, shape, type, names: noNames, sweeps: [], visible: true, origin: [0, 0, 0], revision: 0 };
}

/** Puts a body into the scene. A sketch that is swept twice uses its id twice: the first body is kept under another name. */
export function addBody(scene: Scene, body: Body): Body {
  const older = scene.bodies.get(body.id);
  if (older) {
    const id = madeUpId(older.id, "before", scene.bodies.size);
    scene.bodies.delete(older.id);
    scene.bodies.set(id, { ...older, id });
  }
  noteFaces(scene, body);
  scene.bodies.set(body.id, body);
  return body;
}

/** Faces that are new belong to the statement that runs now. */
function noteFaces(scene: Scene, body: Body): void {
  if (!scene.range) return;
  for (const name of body.names.faces.keys()) if (!scene.madeAt.has(name)) scene.madeAt.set(name, scene.range);
}

/** Replaces a body by its changed self, at its place in the order. */
export function replaceBody(scene: Scene, body: Body): Body {
  noteFaces(scene, body);
  scene.bodies.set(body.id, body);
  return body;
}

/** The body with its shape changed by an operation whose only named input it was. */
export function changed(scene: Scene, body: Body, operation: Operation): Body {
  const names = carried(scene.kernel, body.names, body.shape, operation, operation.shape);
  return { ...body, shape: operation.shape, names, revision: body.revision + 1 };
}

/** Names of all inputs, carried together to the result of an operation. */
export function namesThrough(scene: Scene, inputs: readonly Body[], history: History, result: Shape): Names {
  return merged(inputs.map((body) => carried(scene.kernel, body.names, body.shape, history, result)));
}

/** A body after motions, which keep the order of all parts, so that the names stay as they are. */
export function movedBody(scene: Scene, body: Body, steps: readonly Step[]): Body {
  const turned = (d: Vec3): Vec3 =>
    steps.reduce((v, step) => (step.kind === "move" ? applyPoseDirection(step.pose, v) : v), d);
  return {
    ...body,
    shape: stepShape(scene.kernel, body.shape, steps),
    origin: steps.reduce((p, step) => stepPoint(step, p), body.origin),
    sweeps: body.sweeps.map((sweep) => ({
      ...sweep,
      x: turned(sweep.x),
      z: turned(sweep.z),
      up: turned(sweep.up),
    })),
    revision: body.revision + 1,
  };
}

/** A copy with names of its own: every name of the original has its counterpart, in the same order. */
export function copied(body: Body, id: Uuid, shape: Shape): Body {
  const again = (name: Uuid): Uuid => madeUpId(id, name);
  const copy = (names: ReadonlyMap<Uuid, readonly number[]>): Map<Uuid, readonly number[]> =>
    new Map([...names].map(([name, ids]) => [again(name), ids]));
  return {
    ...body,
    id,
    shape,
    names: { faces: copy(body.names.faces), edges: copy(body.names.edges) },
    sweeps: body.sweeps.map((sweep) => ({
      by: sweep.by,
      x: sweep.x,
      z: sweep.z,
      up: sweep.up,
      sides: sweep.sides.map((side) => ({ curve: again(side.curve), face: again(side.face) })),
      ...(sweep.start ? { start: again(sweep.start) } : {}),
      ...(sweep.end ? { end: again(sweep.end) } : {}),
    })),
    revision: 0,
  };
}

/** Axes of a sketch that the coordinates on the faces made of it go by. */
export type SketchAxes = Pick<SweepRecord, "x" | "z" | "up">;

/** On a side face of a body y runs up; of one that stands on another body's face it runs along its extrusion. */
export function axesOfSketch({ frame, host }: Pick<Target, "frame" | "host">): SketchAxes {
  return { x: frame.x, z: frame.z, up: host === undefined ? [0, 0, 1] : frame.z };
}

/** Names of the faces and edges that a sweep made of a profile: sides by curve, caps, and the edges of the start cap. */
export function sweepNames(
  scene: Scene,
  id: Uuid,
  profileShape: Shape,
  edgeOf: ReadonlyMap<Uuid, number>,
  result: SweepResult,
  by: SweepRecord["by"],
  axes: SketchAxes,
): { readonly names: Names; readonly sweep: SweepRecord } {
  const topology = scene.kernel.topology(result.shape);
  const profile = scene.kernel.topology(profileShape);
  const faces = new Map<Uuid, readonly number[]>();
  const edges = new Map<Uuid, readonly number[]>();
  const sides = [...edgeOf].map(([curve, edge]) => {
    const told = result.generated({ shape: profileShape, kind: "edge", id: edge }, "face");
    const made = told.length > 0 ? told : facesThrough(scene, result.shape, profile, edge);
    const face = madeUpId(id, curve, "side");
    faces.set(face, made);
    const atStart = result.startFaces.length > 0 ? commonEdges(topology, made, result.startFaces) : undefined;
    edges.set(curve, atStart ?? result.modified({ shape: profileShape, kind: "edge", id: edge }));
    return { curve, face };
  });
  const cap = (name: string, ids: readonly number[]): Uuid | undefined => {
    if (ids.length === 0) return undefined;
    const face = madeUpId(id, name);
    faces.set(face, ids);
    return face;
  };
  const start = cap("start", result.startFaces);
  const end = cap("end", result.endFaces);
  const sweep: SweepRecord = { by, ...axes, sides, ...(start ? { start } : {}), ...(end ? { end } : {}) };
  return { names: { faces, edges }, sweep };
}

/** Faces on which the middle of a profile edge lies: full turns do not report the flat rings that they make. */
function facesThrough(scene: Scene, shape: Shape, profile: Topology, edge: number): number[] {
  const info = profile.edges[edge];
  if (!info?.curve) return [];
  const middle = evaluateCurve(info.curve, (info.range[0] + info.range[1]) / 2);
  const faces = scene.kernel.topology(shape).faces.map((face) => face.id);
  return faces.filter(
    (face) => scene.kernel.distanceToPoint(scene.kernel.subShape(shape, "face", face), middle) < weldMm,
  );
}

/** Several swept shapes as one body: parts are counted on from shape to shape. */
export function bodyOfSweeps(
  scene: Scene,
  id: Uuid,
  type: BodyType,
  parts: readonly { readonly shape: Shape; readonly names: Names; readonly sweep: SweepRecord }[],
): Body {
  const first = parts[0];
  if (parts.length === 1 && first)
    return { ...newBody(id, first.shape, type), names: first.names, sweeps: [first.sweep] };
  let [faces, edges] = [0, 0];
  const names = parts.map((part): Names => {
    const shifted = {
      faces: shift(part.names.faces, faces),
      edges: shift(part.names.edges, edges),
    };
    const topology = scene.kernel.topology(part.shape);
    faces += topology.faces.length;
    edges += topology.edges.length;
    return shifted;
  });
  const { by = "extrude", x = [1, 0, 0], z = [0, 0, 1], up = [0, 0, 1] } = first?.sweep ?? {};
  const sweep: SweepRecord = { by, x, z, up, sides: parts.flatMap((part) => part.sweep.sides) };
  const shape = scene.kernel.compound(parts.map((part) => part.shape));
  return { ...newBody(id, shape, type), names: merged(names), sweeps: [sweep] };
}

const shift = (names: ReadonlyMap<Uuid, readonly number[]>, by: number): Map<Uuid, readonly number[]> =>
  new Map([...names].map(([name, ids]) => [name, ids.map((id) => id + by)]));

/** The name of a part of a body, made up at the first question; the body in the scene then knows it. */
export function ensureName(scene: Scene, body: Body, kind: "face" | "edge", id: number): Uuid {
  const { name, keep } = namesAtOnce(scene, body);
  const found = name(kind, id);
  keep();
  return found;
}

/** The same for many parts: the body in the scene knows the names that were made up when `keep` is called. */
export function namesAtOnce(scene: Scene, body: Body): { name(kind: "face" | "edge", id: number): Uuid; keep(): void } {
  const present = scene.bodies.get(body.id) ?? body;
  const known = { face: nameOfEach(present.names.faces), edge: nameOfEach(present.names.edges) };
  const fresh = { face: new Map<Uuid, readonly number[]>(), edge: new Map<Uuid, readonly number[]>() };
  return {
    name(kind, id) {
      const old = known[kind].get(id);
      if (old !== undefined) return old;
      const made = madeUpId(body.id, kind, id, present.revision);
      known[kind].set(id, made);
      fresh[kind].set(made, [id]);
      return made;
    },
    keep() {
      if (fresh.face.size === 0 && fresh.edge.size === 0) return;
      const faces = new Map([...present.names.faces, ...fresh.face]);
      const edges = new Map([...present.names.edges, ...fresh.edge]);
      replaceBody(scene, { ...present, names: { faces, edges } });
    },
  };
}

/** Names all faces and edges that have none yet. */
export function fullyNamed(scene: Scene, body: Body): Body {
  const topology = scene.kernel.topology(body.shape);
  const complete = (kind: "face" | "edge", names: ReadonlyMap<Uuid, readonly number[]>, count: number) => {
    const together = new Map(names);
    const named = new Set([...names.values()].filter((ids) => ids.length === 1).map((ids) => ids[0]));
    for (let id = 0; id < count; id++)
      if (!named.has(id)) together.set(madeUpId(body.id, kind, id, body.revision), [id]);
    return together;
  };
  return replaceBody(scene, {
    ...body,
    names: {
      faces: complete("face", body.names.faces, topology.faces.length),
      edges: complete("edge", body.names.edges, topology.edges.length),
    },
  });
}
