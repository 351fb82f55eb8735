/** Solids with topology: 186 (manifold solid), 514 (shell), 510 (face), 508 (loop), 504 (edges), 502 (vertices). */

import type { CurveSegment, Pose, Vec3 } from "@unbake/geometry";
import { applyPose, composePoses, distance3, evaluateCurve } from "@unbake/geometry";
import { fieldsOf } from "./access.js";
import { type EdgeDraft, type EdgeUse, type FaceDraft, type LoopDraft, turned, type VertexDraft } from "./boundary.js";
import { curvePieces } from "./curves.js";
import { entityError } from "./fail.js";
import { maxPoles } from "./limits.js";
import { poseOf } from "./place.js";
import { agreesWithSurface, placedSurface } from "./surfaces.js";
import type { IgesEntity, IgesFile } from "./types.js";

export interface ShellDraft {
  readonly entity: IgesEntity;
  readonly faces: readonly FaceDraft[];
}

export interface SolidDraft {
  readonly entity: IgesEntity;
  readonly outer: ShellDraft;
  readonly voids: readonly ShellDraft[];
}

/** Type 186: shell and its orientation, voids and theirs. */
export function solidDraft(file: IgesFile, entity: IgesEntity, outer: Pose): SolidDraft {
  const pose = composePoses(outer, poseOf(file, entity));
  const fields = fieldsOf(file, entity);
  const voids = fields.count(2, maxPoles);
  return {
    entity,
    outer: shellDraft(file, fields.required(0), pose, fields.flag(1)),
    voids: Array.from({ length: voids }, (_, i) =>
      shellDraft(file, fields.required(3 + 2 * i), pose, fields.flag(4 + 2 * i)),
    ),
  };
}

/** Type 514: faces, each with whether it is used as it is. `agrees`: so is the shell. */
export function shellDraft(file: IgesFile, entity: IgesEntity, outer: Pose, agrees: boolean): ShellDraft {
  if (entity.type !== 514) throw entityError("syntax", entity, "a shell of type 514 is expected here");
  const pose = composePoses(outer, poseOf(file, entity));
  const fields = fieldsOf(file, entity);
  const count = fields.count(0, maxPoles);
  const edges = new EdgeTable(file, pose);
  const faces = Array.from({ length: count }, (_, i) =>
    face(file, fields.required(1 + 2 * i), pose, fields.flag(2 + 2 * i) === agrees, edges),
  );
  return { entity, faces };
}

/** Type 510: surface, loops, whether the first is the outer one. */
function face(file: IgesFile, entity: IgesEntity, outer: Pose, agrees: boolean, edges: EdgeTable): FaceDraft {
  if (entity.type !== 510) throw entityError("syntax", entity, "a face of type 510 is expected here");
  const pose = composePoses(outer, poseOf(file, entity));
  const fields = fieldsOf(file, entity);
  const placed = placedSurface(file, fields.required(0), pose);
  const count = fields.count(1, maxPoles);
  const loops = Array.from({ length: count }, (_, i) => loop(file, fields.required(3 + i), edges));
  const natural = agreesWithSurface(placed);
  return {
    entity,
    surface: placed.surface,
    // The kernel's surface may look the other way than the file's; the face is what it is in the file.
    sameSense: agrees === natural,
    outerFirst: fields.flag(2),
    // Loops run round the normal of the surface: where the face is used against it, so are they.
    loops: agrees ? loops : loops.map(turned),
  };
}

/** Type 508: for each use its kind (0 edge, 1 vertex), list, place in it, whether it runs as the edge does, curves in parameters. */
function loop(file: IgesFile, entity: IgesEntity, edges: EdgeTable): LoopDraft {
  if (entity.type !== 508) throw entityError("syntax", entity, "a loop of type 508 is expected here");
  const fields = fieldsOf(file, entity);
  const count = fields.count(0, maxPoles);
  const uses: EdgeUse[] = [];
  let vertex: VertexDraft | undefined;
  let at = 1;
  for (let i = 0; i < count; i++) {
    const list = fields.required(at + 1);
    const place = fields.count(at + 2, maxPoles);
    if (fields.number(at) === 1) vertex = edges.vertex(list, place);
    else uses.push({ edge: edges.edge(list, place), reversed: !fields.flag(at + 3) });
    at += 5 + 2 * fields.count(at + 4, maxPoles);
  }
  // A point between edges is where a surface degenerates: the kernel finds that itself.
  return uses.length > 0 || !vertex ? { uses } : { uses, vertex };
}

/** Edges and vertices by list and place, each made once. */
class EdgeTable {
  readonly #file: IgesFile;
  readonly #pose: Pose;
  readonly #edges = new Map<string, EdgeDraft>();
  readonly #vertices = new Map<string, VertexDraft>();

  constructor(file: IgesFile, pose: Pose) {
    this.#file = file;
    this.#pose = pose;
  }

  /** Type 504, from 1: curve, list and place of its start, list and place of its end. */
  edge(list: IgesEntity, place: number): EdgeDraft {
    const key = `${list.de} ${place}`;
    const known = this.#edges.get(key);
    if (known) return known;
    if (list.type !== 504) throw entityError("syntax", list, "a list of edges (type 504) is expected here");
    const fields = fieldsOf(this.#file, list);
    if (place < 1 || place > fields.count(0, maxPoles)) {
      throw entityError("dangling_reference", list, `it has no edge ${place}`);
    }
    const at = 1 + 5 * (place - 1);
    const start = this.vertex(fields.required(at + 1), fields.number(at + 2));
    const end = this.vertex(fields.required(at + 3), fields.number(at + 4));
    const pose = composePoses(this.#pose, poseOf(this.#file, list));
    const pieces = curvePieces(this.#file, fields.required(at), pose);
    const [piece, ...more] = pieces;
    if (!piece || more.length > 0) {
      throw entityError("unsupported_content", list, `edge ${place} has ${pieces.length} curves`);
    }
    const made = edgeBetween(list.de, piece, start, end);
    this.#edges.set(key, made);
    return made;
  }

  /** Type 502, from 1. */
  vertex(list: IgesEntity, place: number): VertexDraft {
    const key = `${list.de} ${place}`;
    const known = this.#vertices.get(key);
    if (known) return known;
    if (list.type !== 502) throw entityError("syntax", list, "a list of vertices (type 502) is expected here");
    const fields = fieldsOf(this.#file, list);
    if (place < 1 || place > fields.count(0, maxPoles)) {
      throw entityError("dangling_reference", list, `it has no vertex ${place}`);
    }
    const pose = composePoses(this.#pose, poseOf(this.#file, list));
    const made = { point: applyPose(pose, fields.vector(1 + 3 * (place - 1))) };
    this.#vertices.set(key, made);
    return made;
  }
}

/** The edge runs as the file says, from start to end; its curve may run the other way, and is then listed from end to start. */
function edgeBetween(owner: number, segment: CurveSegment, start: VertexDraft, end: VertexDraft): EdgeDraft {
  const from = evaluateCurve(segment.curve, segment.range[0]);
  const to = evaluateCurve(segment.curve, segment.range[1]);
  const fit = (a: Vec3, b: Vec3): number => distance3(a, start.point) + distance3(b, end.point);
  const backwards = start !== end && fit(to, from) < fit(from, to);
  const range: CurveSegment["range"] = backwards ? [segment.range[1], segment.range[0]] : segment.range;
  return { owner, segment: { curve: segment.curve, range }, start, end };
}
