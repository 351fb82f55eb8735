/** Questions about bodies: which faces an extrusion made, what lies next to what, what a part is called. */
import type { Topology, Vec3 } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import { commonEdges, neighbours } from "../model/adjacency.js";
import { ensureName, namesAtOnce } from "../model/bodies.js";
import { faceFrame } from "../model/faceFrame.js";
import { bodyOf, edgeNamed, faceNamed, findPart } from "../model/find.js";
import type { Body, Scene, SweepRecord } from "../model/scene.js";
import { type IdValue, ids, id as idValue, type ReplyValue } from "../protocol/reply.js";
import type { Uuid } from "../protocol/uuid.js";
import { closerMm } from "../tolerances.js";
import type { Handlers } from "./table.js";

const point = (v: Vec3): { x: number; y: number; z: number } => ({ x: v[0], y: v[1], z: v[2] });

/** The sweep that made a face from this curve, or the first one of the body. */
function sweepsFor(body: Body, curve: Uuid | undefined | null): readonly SweepRecord[] {
  const own = body.sweeps.filter((sweep) => sweep.sides.some((side) => side.curve === curve));
  return own.length > 0 ? own : body.sweeps;
}

function faceInfos(body: Body, curve: Uuid | undefined | null): ReplyValue[] {
  const info = (curveId: Uuid | null, face: Uuid, cap: string): ReplyValue => ({
    curve_id: curveId === null ? null : idValue(curveId),
    face_id: idValue(face),
    cap,
  });
  return sweepsFor(body, curve).flatMap((sweep) => [
    ...sweep.sides.map((side) => info(side.curve, side.face, "none")),
    ...(sweep.start ? [info(null, sweep.start, "bottom")] : []),
    ...(sweep.end ? [info(null, sweep.end, "top")] : []),
  ]);
}

const idsOf = (body: Body, face: Uuid | undefined): readonly number[] =>
  face === undefined ? [] : (body.names.faces.get(face) ?? []);

type NameOf = ReturnType<typeof namesAtOnce>["name"];

/** An edge with its faces, by names. */
function edgeInfo(topology: Topology, name: NameOf, edge: number | undefined): ReplyValue {
  if (edge === undefined) return null;
  const { faces } = at(topology.edges, edge);
  return { edge_id: idValue(name("edge", edge)), faces: faces.map((face) => idValue(name("face", face))) };
}

/** For each side of the sweep: its edges at the start, at the end, and towards its neighbours. */
function adjacency(scene: Scene, body: Body, curve: Uuid | undefined): ReplyValue[] {
  const topology = scene.kernel.topology(body.shape);
  const { name, keep } = namesAtOnce(scene, body);
  const info = (edge: number | undefined): ReplyValue => edgeInfo(topology, name, edge);
  const found = sweepsFor(body, curve).flatMap((sweep) =>
    sweep.sides.map((side): ReplyValue => {
      const faces = idsOf(body, side.face);
      const original = body.names.edges.get(side.curve)?.[0];
      const opposite = commonEdges(topology, faces, idsOf(body, sweep.end))[0];
      const around = original === undefined ? undefined : neighbours(topology, faces[0], original);
      return {
        original_info: info(original),
        opposite_info: info(opposite),
        adjacent_info: info(around?.next),
        previous_adjacent_info: info(around?.previous),
      };
    }),
  );
  keep();
  return found;
}

/** The side face of a sweep that a tagged curve made, and the sweep. */
function sideOf(body: Body, curve: Uuid): { readonly sweep: SweepRecord; readonly face: Uuid } | undefined {
  for (const sweep of body.sweeps) {
    const side = sweep.sides.find((candidate) => candidate.curve === curve);
    if (side) return { sweep, face: side.face };
  }
  return undefined;
}

function bodyWithCurve(scene: Scene, object: Uuid, curve: Uuid): Body {
  const own = scene.bodies.get(object);
  if (own && (own.names.edges.has(curve) || sideOf(own, curve))) return own;
  const other = [...scene.bodies.values()].reverse().find((body) => sideOf(body, curve));
  return other ?? edgeNamed(scene, curve, object).body;
}

/** The edge across a face: shared with the other cap, or opposite in its loop. */
function oppositeEdge(scene: Scene, object: Uuid, edge: Uuid, face: Uuid): Uuid {
  const body = bodyWithCurve(scene, object, edge);
  const topology = scene.kernel.topology(body.shape);
  const side = sideOf(body, edge);
  const across = side ? commonEdges(topology, idsOf(body, side.face), idsOf(body, side.sweep.end))[0] : undefined;
  if (across !== undefined) {
    const name = ensureName(scene, body, "edge", across);
    if (name !== edge) scene.opposites.set(name, edge);
    return name;
  }
  const own = body.names.edges.get(edge)?.[0];
  const [first] = idsOf(body, face);
  const loops = first === undefined ? [] : at(topology.faces, first).loops;
  const edges = loops.map((loop) => loop.coedges.map((c) => c.edge)).find((all) => all.some((e) => e === own));
  if (own === undefined || !edges) throw new UnbakeError("kcl_execution", `edge ${edge} has no opposite edge`);
  const index = edges.indexOf(own);
  return ensureName(scene, body, "edge", at(edges, (index + Math.floor(edges.length / 2)) % edges.length));
}

/** The edge of the side face that leads on (or back) from the tagged edge, along the sweep. */
function adjacentEdge(scene: Scene, object: Uuid, edge: Uuid, face: Uuid, way: "next" | "previous"): IdValue | null {
  const body = bodyWithCurve(scene, object, edge);
  const topology = scene.kernel.topology(body.shape);
  const side = sideOf(body, edge);
  if (side) {
    // Neighbouring curves of the profile, not the loop of the face: orientation of the sweep must not matter.
    const index = side.sweep.sides.findIndex((candidate) => candidate.curve === edge);
    const count = side.sweep.sides.length;
    const neighbour = side.sweep.sides[(index + (way === "next" ? 1 : count - 1)) % count];
    const shared = commonEdges(topology, idsOf(body, side.face), idsOf(body, neighbour?.face))[0];
    if (shared !== undefined && count > 1) return idValue(ensureName(scene, body, "edge", shared));
  }
  const own = body.names.edges.get(edge)?.[0];
  const around = own === undefined ? undefined : neighbours(topology, idsOf(body, face)[0], own);
  return around ? idValue(ensureName(scene, body, "edge", around[way])) : null;
}

function commonEdge(scene: Scene, object: Uuid, first: Uuid, second: Uuid): IdValue | null {
  const body = faceNamed(scene, first, object).body;
  const topology = scene.kernel.topology(body.shape);
  const shared = commonEdges(topology, idsOf(body, first), idsOf(body, second));
  const edge = shared[0];
  if (edge === undefined) return null;
  return idValue(ensureName(scene, body, "edge", edge));
}

export const queryHandlers: Handlers = {
  solid3d_get_extrusion_face_info: (scene, command) => ({
    type: "solid3d_get_extrusion_face_info",
    data: { faces: faceInfos(bodyOf(scene, command.object_id), command.edge_id) },
  }),
  solid3d_get_adjacency_info: (scene, command) => ({
    type: "solid3d_get_adjacency_info",
    data: { edges: adjacency(scene, bodyOf(scene, command.object_id), command.edge_id) },
  }),
  solid3d_get_opposite_edge: (scene, command) => ({
    type: "solid3d_get_opposite_edge",
    data: { edge: idValue(oppositeEdge(scene, command.object_id, command.edge_id, command.face_id)) },
  }),
  solid3d_get_next_adjacent_edge: (scene, command) => ({
    type: "solid3d_get_next_adjacent_edge",
    data: { edge: adjacentEdge(scene, command.object_id, command.edge_id, command.face_id, "next") },
  }),
  solid3d_get_prev_adjacent_edge: (scene, command) => ({
    type: "solid3d_get_prev_adjacent_edge",
    data: { edge: adjacentEdge(scene, command.object_id, command.edge_id, command.face_id, "previous") },
  }),
  solid3d_get_common_edge(scene, command) {
    const [first, second] = command.face_ids;
    if (first === undefined || second === undefined)
      throw new UnbakeError("kcl_execution", "a common edge needs two faces");
    return {
      type: "solid3d_get_common_edge",
      data: { edge: commonEdge(scene, command.object_id, first, second) },
    };
  },
  solid3d_get_all_edge_faces(scene, command) {
    const { body, ids: edges } = edgeNamed(scene, command.edge_id, command.object_id);
    const topology = scene.kernel.topology(body.shape);
    const faces = [...new Set(edges.flatMap((edge) => at(topology.edges, edge).faces))];
    return {
      type: "solid3d_get_all_edge_faces",
      data: { faces: ids(faces.map((face) => ensureName(scene, body, "face", face))) },
    };
  },
  solid3d_get_body_type: (scene, command) => ({
    type: "solid3d_get_body_type",
    data: { body_type: bodyOf(scene, command.object_id).type },
  }),
  solid3d_get_face_uuid(scene, command) {
    const body = bodyOf(scene, command.object_id);
    const count = scene.kernel.topology(body.shape).faces.length;
    if (command.face_index >= count)
      throw new UnbakeError("kcl_execution", `the body has ${count} faces, no face ${command.face_index}`);
    return {
      type: "solid3d_get_face_uuid",
      data: { face_id: idValue(ensureName(scene, body, "face", command.face_index)) },
    };
  },
  solid3d_get_edge_uuid(scene, command) {
    const body = bodyOf(scene, command.object_id);
    const count = scene.kernel.topology(body.shape).edges.length;
    if (command.edge_index >= count)
      throw new UnbakeError("kcl_execution", `the body has ${count} edges, no edge ${command.edge_index}`);
    return {
      type: "solid3d_get_edge_uuid",
      data: { edge_id: idValue(ensureName(scene, body, "edge", command.edge_index)) },
    };
  },
  face_is_planar(scene, command, id) {
    const { body, ids: faces } = faceNamed(scene, command.object_id);
    const frame = faceFrame(scene, body, at(faces, 0), command.object_id);
    // The interpreter sketches on the answer by the id of the question.
    scene.planes.set(id, frame);
    return {
      type: "face_is_planar",
      data: { origin: point(frame.origin), x_axis: point(frame.x), y_axis: point(frame.y), z_axis: point(frame.z) },
    };
  },
  closest_edge(scene, command) {
    const near = command.closest_to;
    const bodies = command.object_id ? [bodyOf(scene, command.object_id)] : [...scene.bodies.values()];
    let best: { body: Body; edge: number; distance: number } | undefined;
    for (const body of bodies) {
      const count = scene.kernel.topology(body.shape).edges.length;
      for (let edge = 0; edge < count; edge++) {
        const distance = scene.kernel.distanceToPoint(scene.kernel.subShape(body.shape, "edge", edge), [
          near.x,
          near.y,
          near.z,
        ]);
        if (!best || distance < best.distance - closerMm) best = { body, edge, distance };
      }
    }
    return {
      type: "closest_edge",
      data: { edge_id: best ? idValue(ensureName(scene, best.body, "edge", best.edge)) : null },
    };
  },
  entity_get_parent_id(scene, command) {
    const found = findPart(scene, "faces", command.entity_id) ?? findPart(scene, "edges", command.entity_id);
    const curve = scene.curves.get(command.entity_id);
    const parent = found?.body.id ?? curve?.path;
    if (!parent) throw new UnbakeError("kcl_execution", `no parent is known of ${command.entity_id}`);
    return { type: "entity_get_parent_id", data: { entity_id: idValue(parent) } };
  },
};
