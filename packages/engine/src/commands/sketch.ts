/** Planes, sketch mode, paths and their segments, regions. */
import { cross, dot, type Frame, toLocal, type Vec2, worldFrame } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import { faceFrame } from "../model/faceFrame.js";
import { findPart, type Part, pathOf } from "../model/find.js";
import { madeUpId } from "../model/names.js";
import type { HostFace, Path, Scene } from "../model/scene.js";
import { unitOf, vec3 } from "../protocol/fields.js";
import { empty, id as idValue, type Reply } from "../protocol/reply.js";
import type { Uuid } from "../protocol/uuid.js";
import { endOf, reversed, startOf } from "../sketch/curve2.js";
import { curveInFrame } from "../sketch/moveCurve.js";
import { curveOfSegment } from "../sketch/pathSegment.js";
import type { Piece } from "../sketch/profile.js";
import { type BoundaryPiece, type Region, regionAround, regionBySegments } from "../sketch/region.js";
import { length2, sub2 } from "../sketch/vec2.js";
import { parallelCosineGap, weldMm } from "../tolerances.js";
import type { Handlers } from "./table.js";

/** Where sketch commands draw when the sketch lies on the plane or face with this id. */
function sketchPlane(scene: Scene, entity: Uuid): { readonly frame: Frame; readonly host?: HostFace } {
  const plane = scene.planes.get(entity);
  if (plane) return { frame: plane };
  const there = findPart(scene, "faces", entity);
  const { body, ids, host } = there ? { ...there, host: there.body.id } : faceBeforeJoin(scene, entity);
  return { frame: faceFrame(scene, body, at(ids, 0), entity), host: { body: host, face: entity } };
}

/** A face that an addition lost as it was joined to its host (a cap inside it, a cut beside it): its plane still carries sketches. */
function faceBeforeJoin(scene: Scene, face: Uuid): Part & { readonly host: Uuid } {
  for (const { body, host } of scene.additions.values()) {
    const ids = body.names.faces.get(face);
    if (ids && ids.length > 0) return { body, ids, host };
  }
  throw new UnbakeError("kcl_execution", `no plane or face has the id ${face}`);
}

/**
 * The segment that each piece of a loop is said to come from. Before version 1 of regions (KCL without `kclVersion = 2.0`) the official engine
 * names the loop s1, s2, s3 ... sn as s1, s3 ... sn, s2.
 */
function statedOrigins(loop: readonly BoundaryPiece[], first: Uuid, second: Uuid): readonly Uuid[] {
  const start = loop.findIndex(({ segment }) => segment === first);
  const own = loop.map(({ segment }) => segment);
  if (start < 0 || loop.length < 3) return own;
  const count = loop.length;
  const way = own[(start + 1) % count] === second || own[(start + count - 1) % count] !== second ? 1 : -1;
  const place = (k: number): number => (((start + way * k) % count) + count) % count;
  const stated = [...own];
  for (let k = 1; k < count; k++) stated[place(k)] = at(own, place(k === count - 1 ? 1 : k + 1));
  return stated;
}

function regionReply(
  scene: Scene,
  sketch: Path,
  id: Uuid,
  region: Region,
  type: string,
  outerOrigins?: readonly Uuid[],
): Reply {
  const origins = new Map<Uuid, Uuid>();
  const piece =
    (loop: string) =>
    (part: BoundaryPiece, i: number): Piece => {
      const name = madeUpId(id, loop, i, part.segment);
      origins.set(name, (loop === "outer" ? outerOrigins?.[i] : undefined) ?? part.segment);
      const { curve, forward } = part;
      scene.curves.set(name, { frame: sketch.frame, curve: forward ? curve : reversed(curve), forward, path: id });
      return { id: name, curve };
    };
  const outer = region.outer.map(piece("outer"));
  const holes = region.holes.map((hole, k) => hole.map(piece(`hole${k}`)));
  const start = outer[0] ? startOf(outer[0].curve) : ([0, 0] as Vec2);
  scene.paths.set(id, { ...sketch, id, segments: outer, holes, start, pen: start, closed: true, origins });
  return { type, data: { region_mapping: new Map([...origins].map(([name, from]) => [name, idValue(from)])) } };
}

/** The path closed by a straight line where its ends are apart. */
function closedPath(path: Path, id: Uuid): Path {
  const apart = length2(sub2(path.pen, path.start)) > weldMm;
  const line: Piece = { id, curve: { kind: "line", a: path.pen, b: path.start } };
  return { ...path, segments: apart ? [...path.segments, line] : path.segments, pen: path.start, closed: true };
}

export const sketchHandlers: Handlers = {
  make_plane(scene, command, id) {
    const x = unitOf(vec3(command.x_axis), "the x axis of a plane");
    const z = unitOf(cross(x, vec3(command.y_axis)), "the part of the y axis of a plane that is across its x axis");
    scene.planes.set(id, { origin: vec3(command.origin), x, y: cross(z, x), z });
    return { type: "make_plane", data: {} };
  },
  enable_sketch_mode(scene, command) {
    scene.sketch = sketchPlane(scene, command.entity_id);
    return empty;
  },
  sketch_mode_disable(scene) {
    scene.sketch = undefined;
    return empty;
  },
  start_path(scene, _command, id) {
    const { frame, host } = scene.sketch ?? { frame: worldFrame, host: undefined };
    scene.paths.set(id, {
      id,
      frame,
      ...(host ? { host } : {}),
      segments: [],
      holes: [],
      pen: [0, 0],
      start: [0, 0],
      closed: false,
    });
    return { type: "start_path", data: {} };
  },
  move_path_pen(scene, command) {
    const path = pathOf(scene, command.path);
    const to: Vec2 = [command.to.x, command.to.y];
    scene.paths.set(path.id, { ...path, pen: to, start: to });
    return empty;
  },
  extend_path(scene, command, id) {
    const path = pathOf(scene, command.path);
    const previous = path.segments.at(-1);
    const curve = curveOfSegment(command.segment, path.pen, previous?.curve);
    // The first segment begins where the pen is; an arc that is given by its angles says where that is.
    const start = path.segments.length === 0 ? startOf(curve) : path.start;
    scene.paths.set(path.id, { ...path, segments: [...path.segments, { id, curve }], pen: endOf(curve), start });
    scene.curves.set(id, { frame: path.frame, curve, forward: true, path: path.id });
    return empty;
  },
  close_path(scene, command, id) {
    const closed = closedPath(pathOf(scene, command.path_id), id);
    scene.paths.set(closed.id, closed);
    return { type: "close_path", data: { face_id: idValue(madeUpId(closed.id, "face")) } };
  },
  solid2d_add_hole(scene, command) {
    const path = pathOf(scene, command.object_id);
    const hole = pathOf(scene, command.hole_id);
    if (!isSamePlane(path.frame, hole.frame)) {
      throw new UnbakeError("unsupported_command", "solid2d_add_hole across different planes");
    }
    if (hole.holes.length > 0) throw new UnbakeError("unsupported_command", "solid2d_add_hole of a profile with holes");
    // A hole that was moved or repeated has coordinates of its own.
    const loop = hole.segments.map(({ id, curve }) => ({ id, curve: curveInFrame(curve, hole.frame, path.frame) }));
    scene.paths.set(path.id, { ...path, holes: [...path.holes, loop] });
    scene.paths.delete(hole.id);
    return empty;
  },
  create_region(scene, command, id) {
    const sketch = pathOf(scene, command.object_id);
    const region = regionBySegments(sketch.segments, {
      segment: command.segment,
      intersectionSegment: command.intersection_segment,
      intersectionIndex: command.intersection_index ?? -1, // default: KCL counts from the last meeting; may be null
      clockwise: command.curve_clockwise ?? false,
    });
    const { segment, intersection_segment: second, version } = command;
    const stated = version ? undefined : statedOrigins(region.outer, segment, second);
    return regionReply(scene, sketch, id, region, "create_region", stated);
  },
  create_region_from_query_point(scene, command, id) {
    const sketch = pathOf(scene, command.object_id);
    const region = regionAround(sketch.segments, [command.query_point.x, command.query_point.y]);
    return regionReply(scene, sketch, id, region, "create_region_from_query_point");
  },
};

/** Two frames of one plane that face the same way, however they are turned and shifted in it. */
function isSamePlane(a: Frame, b: Frame): boolean {
  const offMm = Math.abs(toLocal(a, b.origin)[2]);
  return offMm < weldMm && Math.abs(dot(a.z, b.z) - 1) < parallelCosineGap;
}
