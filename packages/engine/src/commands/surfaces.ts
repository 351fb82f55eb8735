/** Operations on faces as surfaces: splitting by other bodies, deleting faces, joining surfaces, turning them over. */
import { distance3, type Vec3 } from "@unbake/geometry";
import { must, UnbakeError } from "@unbake/ground";
import type { Operation, Shape } from "@unbake/kernel";
import { liesOn } from "../model/adjacency.js";
import { addBody, namesThrough, newBody, replaceBody } from "../model/bodies.js";
import { bodyOf } from "../model/find.js";
import { madeUpId, merged, type Names } from "../model/names.js";
import type { Body, Scene } from "../model/scene.js";
import { empty, ids, type Reply } from "../protocol/reply.js";
import type { Uuid } from "../protocol/uuid.js";
import { sameCenterMm, sameFaceShare, surfaceSewingMm } from "../tolerances.js";
import type { Handlers } from "./table.js";

/** A shape of some faces of a body, with the names of those faces and their edges. */
function ofFaces(scene: Scene, body: Body, keep: readonly number[], type: Body["type"], id: Uuid): Body {
  const faces = keep.map((face) => scene.kernel.subShape(body.shape, "face", face));
  const sewn = scene.kernel.sew(faces, surfaceSewingMm);
  const faceAt = new Map(
    keep.map((face, i) => [face, sewn.modified({ shape: faces[i] as Shape, kind: "face", id: 0 })]),
  );
  const named = new Map(
    [...body.names.faces].map(([name, all]) => [name, all.flatMap((face) => faceAt.get(face) ?? [])]),
  );
  return {
    ...body,
    id,
    shape: sewn.shape,
    type,
    names: { faces: named, edges: edgesByFaces(scene, body, sewn.shape, faceAt) },
    revision: body.revision + 1,
  };
}

/** Edge names after sewing: an edge is known by the faces it bounded that are still there. */
function edgesByFaces(
  scene: Scene,
  body: Body,
  after: Shape,
  faceAt: ReadonlyMap<number, readonly number[]>,
): Map<Uuid, readonly number[]> {
  const [old, now] = [scene.kernel.topology(body.shape), scene.kernel.topology(after)];
  const find = (edge: number): number[] => {
    const info = old.edges[edge];
    if (!info) return [];
    const sides = info.faces.map((face) => faceAt.get(face)).filter((faces) => faces !== undefined);
    if (sides.length === 0) return [];
    return now.edges
      .filter((e) => sides.every((side) => e.faces.some((face) => side.includes(face))) && liesOn(e, info))
      .map((e) => e.id);
  };
  return new Map([...body.names.edges].map(([name, all]) => [name, all.flatMap(find)]));
}

function deleteFaces(scene: Scene, bodyId: Uuid, names: readonly Uuid[]): Reply {
  const body = bodyOf(scene, bodyId);
  const gone = new Set(
    names.flatMap((name) => {
      const found = body.names.faces.get(name);
      if (!found || found.length === 0)
        throw new UnbakeError("kcl_execution", `the body has no face ${name} to delete`);
      return found;
    }),
  );
  const kept = scene.kernel
    .topology(body.shape)
    .faces.map((face) => face.id)
    .filter((face) => !gone.has(face));
  if (kept.length === 0) scene.bodies.delete(body.id);
  else replaceBody(scene, ofFaces(scene, body, kept, "surface", body.id));
  return { type: "entity_delete_children", data: {} };
}

/** The pieces of a split in a fixed order, from left to right, then front to back, then upwards. */
function ordered(scene: Scene, pieces: readonly Shape[]): Shape[] {
  const centers = new Map(pieces.map((piece) => [piece, scene.kernel.massProperties(piece).centroid]));
  const centerOf = (piece: Shape): Vec3 => must(centers.get(piece), "centre of a piece");
  return [...pieces].sort((a, b) => {
    const [p, q] = [centerOf(a), centerOf(b)];
    const apart = ([0, 1, 2] as const).map((k) => p[k] - q[k]).find((d) => Math.abs(d) > sameCenterMm);
    return apart ?? 0; // default: at one place, in the kernel's order
  });
}

/** The faces of a piece of a split that were faces of the body before: not the walls along the tools. */
function skinOf(scene: Scene, piece: Shape, whole: Shape, skin: ReadonlySet<number>): number[] {
  const [own, all] = [scene.kernel.faceProperties(piece), scene.kernel.faceProperties(whole)];
  const outside = [...skin].flatMap((face) => all[face] ?? []);
  const same = (p: { area: number; centroid: Vec3 }, q: { area: number; centroid: Vec3 }): boolean =>
    Math.abs(p.area - q.area) < sameFaceShare * (1 + p.area) &&
    distance3(p.centroid, q.centroid) < sameFaceShare * (1 + Math.sqrt(p.area));
  return own.flatMap((face, id) => (outside.some((other) => same(face, other)) ? [id] : []));
}

/** Bodies split by tools into bodies of their own: open skins without walls along the tools, as the official engine leaves them. */
function separated(scene: Scene, id: Uuid, bodies: readonly Body[], tools: readonly Body[]): Uuid[] {
  const made = bodies.flatMap((body) => {
    const operation = scene.kernel.split(
      [body.shape],
      tools.map((tool) => tool.shape),
    );
    scene.bodies.delete(body.id);
    const before = scene.kernel.topology(body.shape).faces;
    const skin = new Set(
      before.flatMap((face) => operation.modified({ shape: body.shape, kind: "face", id: face.id })),
    );
    return ordered(scene, scene.kernel.solids(operation.shape)).map((shape) => ({
      body,
      shape,
      skin: skinOf(scene, shape, operation.shape, skin),
    }));
  });
  return made.map(({ body, shape, skin }, i) => {
    const name = i === 0 ? id : madeUpId(id, "piece", i);
    const { color } = body;
    const piece: Body = { ...newBody(name, shape, body.type), ...(color ? { color } : {}) };
    const walled = scene.kernel.topology(shape).faces.length > skin.length;
    return addBody(scene, walled ? ofFaces(scene, piece, skin, "surface", name) : piece).id;
  });
}

/** A solid whose faces are cut along the tools, without walls inside: its pieces, united again. */
function imprinted(scene: Scene, id: Uuid, body: Body, tools: readonly Body[]): Body {
  const split = scene.kernel.split(
    [body.shape],
    tools.map((tool) => tool.shape),
  );
  const names = namesThrough(scene, [body], split, split.shape);
  const pieces = scene.kernel.solids(split.shape);
  if (pieces.length < 2) return { ...body, id, shape: split.shape, names, revision: body.revision + 1 };
  const [first, ...rest] = pieces as [Shape, ...Shape[]];
  const united = scene.kernel.fuse([first], rest);
  return {
    ...body,
    id,
    shape: united.shape,
    names: { faces: new Map(), edges: new Map() },
    revision: body.revision + 1,
  };
}

/** Several solids merged into one, with seams where they met. */
function united(scene: Scene, id: Uuid, first: Body, rest: readonly Body[]): Body {
  const operation = scene.kernel.fuse(
    [first.shape],
    rest.map((body) => body.shape),
  );
  const names = namesThrough(scene, [first, ...rest], operation, operation.shape);
  return { ...first, id, shape: operation.shape, names, revision: first.revision + 1 };
}

/** Surfaces sewn along their common edges; a solid when they close. */
function joined(scene: Scene, id: Uuid, bodies: readonly Body[]): Body {
  const first = bodies[0];
  if (!first) throw new UnbakeError("kcl_execution", "there is nothing to join");
  const faces = bodies.flatMap((body) =>
    scene.kernel
      .topology(body.shape)
      .faces.map((face) => ({ body, face: face.id, shape: scene.kernel.subShape(body.shape, "face", face.id) })),
  );
  const sewn = scene.kernel.sew(
    faces.map((face) => face.shape),
    surfaceSewingMm,
  );
  const names = merged(bodies.map((body) => facesThrough(body, faces, sewn)));
  const closed = scene.kernel.topology(sewn.shape).shells.every((shell) => shell.closed);
  if (!closed) return { ...newBody(id, sewn.shape, "surface"), names, ...(first.color ? { color: first.color } : {}) };
  const solid = scene.kernel.heal(sewn.shape);
  return { ...newBody(id, solid.shape, "solid"), ...(first.color ? { color: first.color } : {}) };
}

function facesThrough(
  body: Body,
  faces: readonly { readonly body: Body; readonly face: number; readonly shape: Shape }[],
  sewn: Operation,
): Names {
  const at = new Map(
    faces
      .filter((face) => face.body === body)
      .map(({ face, shape }) => [face, sewn.modified({ shape, kind: "face", id: 0 })]),
  );
  return {
    faces: new Map([...body.names.faces].map(([name, all]) => [name, all.flatMap((face) => at.get(face) ?? [])])),
    edges: new Map(),
  };
}

function consume(scene: Scene, bodies: readonly Body[]): void {
  for (const body of bodies) scene.bodies.delete(body.id);
}

export const surfaceHandlers: Handlers = {
  // The sides of a surface matter to its looks only: nothing here measures by them.
  solid3d_flip: (scene, command) => {
    bodyOf(scene, command.object_id);
    return { type: "solid3d_flip", data: {} };
  },
  solid3d_flip_face: () => ({ type: "solid3d_flip_face", data: {} }),
  entity_delete_children: (scene, command) => deleteFaces(scene, command.entity_id, [...command.child_entity_ids]),
  boolean_imprint(scene, command, id) {
    const bodies = [...new Set(command.body_ids)].map((body) => bodyOf(scene, body));
    const tools = [...new Set(command.tool_ids ?? [])].map((tool) => bodyOf(scene, tool));
    const [first] = bodies;
    if (!first) throw new UnbakeError("kcl_execution", "there is nothing to split");
    const gone = command.keep_tools ? [] : tools;
    if (bodies.every((body) => body.type === "surface")) {
      const whole = joined(scene, id, bodies);
      consume(scene, [...bodies, ...gone]);
      addBody(scene, whole);
      return { type: "boolean_imprint", data: { extra_solid_ids: [], any_intersections: true } };
    }
    if (command.separate_bodies) {
      const made = separated(scene, id, bodies, tools.length > 0 ? tools : bodies.slice(1));
      consume(scene, gone);
      return { type: "boolean_imprint", data: { extra_solid_ids: ids(made.slice(1)), any_intersections: true } };
    }
    const whole = bodies.length === 1 ? imprinted(scene, id, first, tools) : united(scene, id, first, bodies.slice(1));
    consume(scene, [...bodies, ...gone]);
    addBody(scene, whole);
    return { type: "boolean_imprint", data: { extra_solid_ids: [], any_intersections: true } };
  },
  solid3d_multi_join(scene, command, id) {
    const bodies = command.object_ids.map((body) => bodyOf(scene, body));
    const whole = joined(scene, id, bodies);
    consume(scene, bodies);
    addBody(scene, whole);
    return { type: "solid3d_multi_join", data: {} };
  },
  solid3d_join(scene, command) {
    const body = bodyOf(scene, command.object_id);
    replaceBody(scene, { ...joined(scene, body.id, [body]), id: body.id });
    return empty;
  },
};
