/** Fillets, chamfers, shells: operations on faces and edges of one body. */
import type { Angle } from "@kittycad/lib";
import type { Topology } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Operation } from "@unbake/kernel";
import { changed, replaceBody } from "../model/bodies.js";
import { bodyOf, edgeNamed, faceNamed } from "../model/find.js";
import { madeUpId, withName } from "../model/names.js";
import type { Body, Scene } from "../model/scene.js";
import { radians } from "../protocol/fields.js";
import { empty, type Reply } from "../protocol/reply.js";
import type { Uuid } from "../protocol/uuid.js";
import type { CommandOf, Handlers } from "./table.js";

interface ChamferSizes {
  readonly distance: number;
  readonly second?: number;
  readonly swap: boolean;
}

type Cut = { readonly kind: "fillet"; readonly radius: number } | ({ readonly kind: "chamfer" } & ChamferSizes);

interface NamedEdge {
  readonly name: Uuid;
  readonly ids: readonly number[];
}

function edgesToCut(
  scene: Scene,
  object: Uuid,
  names: readonly Uuid[],
): { readonly body: Body; readonly edges: NamedEdge[] } {
  const found = names.map((name) => ({ name, ...edgeNamed(scene, name, object) }));
  const first = found[0];
  if (!first) throw new UnbakeError("kcl_execution", "a fillet or chamfer needs edges");
  const stray = found.find(({ body }) => body !== first.body);
  if (stray) throw new UnbakeError("kcl_execution", `edge ${stray.name} belongs to another body`);
  return { body: first.body, edges: found.map(({ name, ids }) => ({ name, ids })) };
}

/** The face on which the first distance of a chamfer is measured: the first of the edge's faces, or the other one. */
const measuringFace = (topology: Topology, edge: number, swap: boolean): number | undefined =>
  topology.edges[edge]?.faces[swap ? 1 : 0];

function cutEdges(
  scene: Scene,
  id: Uuid,
  object: Uuid,
  names: readonly Uuid[],
  cut: Cut,
  extra: readonly Uuid[],
): Reply {
  // The interpreter chamfers one edge at a time: the others of a smooth chain are done with the first.
  const sort = JSON.stringify(cut);
  const left = names.filter((name) => scene.bodies.get(object)?.takenAlong?.get(name) !== sort);
  if (left.length === 0 && names.length > 0) return empty;
  const { body, edges } = edgesToCut(scene, object, left);
  const all = [...new Set(edges.flatMap((edge) => edge.ids))];
  const topology = scene.kernel.topology(body.shape);
  const operation =
    cut.kind === "fillet"
      ? scene.kernel.fillet(
          body.shape,
          all.map((edge) => ({ edge, radius: cut.radius })),
        )
      : scene.kernel.chamfer(
          body.shape,
          all.map((edge) => {
            const face = measuringFace(topology, edge, cut.swap);
            return {
              edge,
              distance: cut.distance,
              ...(cut.second !== undefined && face !== undefined ? { second: cut.second, face } : {}),
            };
          }),
        );
  let result = { ...changed(scene, body, operation), takenAlong: takenAlong(body, operation, left, sort) };
  // The first edge's new face carries the command's id: a tag on the fillet means that face.
  edges.forEach((edge, i) => {
    const made = edge.ids.flatMap((e) => operation.generated({ shape: body.shape, kind: "edge", id: e }, "face"));
    const name = i === 0 ? id : (extra[i - 1] ?? madeUpId(id, "cut", i));
    result = { ...result, names: withName(result.names, "face", name, [...new Set(made)]) };
  });
  replaceBody(scene, result);
  return empty;
}

/** What was taken along before, and now: named edges that are gone though nobody named them, and left a face. */
function takenAlong(body: Body, operation: Operation, named: readonly Uuid[], sort: string): ReadonlyMap<Uuid, string> {
  const gone = [...body.names.edges].filter(
    ([name, ids]) =>
      ids.length > 0 &&
      !named.includes(name) &&
      ids.every(
        (id) =>
          operation.modified({ shape: body.shape, kind: "edge", id }).length === 0 &&
          operation.generated({ shape: body.shape, kind: "edge", id }, "face").length > 0,
      ),
  );
  return new Map([...(body.takenAlong ?? []), ...gone.map(([name]) => [name, sort] as const)]);
}

/** The second distance of a chamfer that is given by an angle, which is measured at the face of the first distance. */
const secondByAngle = (distance: number, angle: Angle | null | undefined): number | undefined =>
  angle ? distance * Math.tan(radians(angle)) : undefined;

function cutOf(type: CommandOf<"solid3d_cut_edges">["cut_type"]): Cut {
  if ("fillet" in type) {
    if (type.fillet.second_length)
      throw new UnbakeError("unsupported_command", "solid3d_cut_edges with a conic fillet");
    return { kind: "fillet", radius: type.fillet.radius };
  }
  if ("chamfer" in type) {
    const { distance, second_distance, angle, swap } = type.chamfer;
    const second = second_distance ?? secondByAngle(distance, angle);
    return { kind: "chamfer", distance, ...(second !== undefined ? { second } : {}), swap: swap ?? false };
  }
  throw new UnbakeError("unsupported_command", "solid3d_cut_edges with a custom profile");
}

function shell(scene: Scene, object: Uuid, faces: readonly Uuid[], thickness: number, hollow: boolean): Reply {
  const body = bodyOf(scene, object);
  if (hollow) return hollowed(scene, body, thickness);
  const removed = faces.flatMap((face) => faceNamed(scene, face, object).ids);
  replaceBody(scene, changed(scene, body, scene.kernel.shell(body.shape, [...new Set(removed)], thickness)));
  return { type: "solid3d_shell_face", data: {} };
}

/** A closed wall: the body less its own inward offset. */
function hollowed(scene: Scene, body: Body, thickness: number): Reply {
  if (!(thickness > 0))
    throw new UnbakeError("kcl_execution", `a hollow body needs a wall, and ${thickness} mm is none`);
  const inside = scene.kernel.offset(body.shape, -thickness);
  replaceBody(scene, changed(scene, body, scene.kernel.cut([body.shape], [inside.shape])));
  return { type: "solid3d_shell_face", data: {} };
}

export const edgeCutHandlers: Handlers = {
  solid3d_cut_edges: (scene, command, id) =>
    cutEdges(
      scene,
      id,
      command.object_id,
      command.edge_ids ?? [],
      cutOf(command.cut_type),
      command.extra_face_ids ?? [],
    ),
  solid3d_fillet_edge(scene, command, id) {
    const edges = [...(command.edge_ids ?? []), ...(command.edge_id ? [command.edge_id] : [])];
    const cut: Cut =
      command.cut_type === "chamfer"
        ? { kind: "chamfer", distance: command.radius, swap: false }
        : { kind: "fillet", radius: command.radius };
    return cutEdges(scene, id, command.object_id, edges, cut, command.extra_face_ids ?? []);
  },
  solid3d_shell_face: (scene, command) =>
    shell(scene, command.object_id, command.face_ids ?? [], command.shell_thickness, command.hollow ?? false),
};
