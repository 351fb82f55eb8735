/** What of a file is shape by itself, where it stands: solids, shells and faces that no other entity is made of. */

import { UnbakeError } from "../errors.js";
import { composePoses, identityPose, poseDeterminant, translationPose } from "../geometry/vec3.js";
import type { Pose } from "../types.js";
import { checkDepth, fieldsOf } from "./access.js";
import { faceTypes } from "./faces.js";
import { maxInstances, maxPoles } from "./limits.js";
import { poseOf } from "./place.js";
import type { IgesEntity, IgesFile } from "./types.js";

export interface Root {
  readonly entity: IgesEntity;
  /** Of what holds it, without its own transformation. */
  readonly pose: Pose;
}

export interface Roots {
  readonly solids: readonly Root[];
  readonly shells: readonly Root[];
  readonly faces: readonly Root[];
  /** Solids by construction: primitives, sweeps, Boolean trees, assemblies of solids. */
  readonly constructed: readonly Root[];
  /** Hidden ones, which are left out. */
  readonly blanked: number;
}

/** Solids by construction (the standard's chapter on constructive solid geometry). */
export const constructedTypes: ReadonlySet<number> = new Set([
  150, 152, 154, 156, 158, 160, 162, 164, 168, 180, 184, 430,
]);

const subfigure = 308;
const instance = 408;

/** Entity types whose pointers make what they point to a part of them. */
const owners: ReadonlySet<number> = new Set([
  102,
  118,
  120,
  122,
  130,
  140,
  141,
  142,
  143,
  144,
  180,
  184,
  186,
  430,
  504,
  508,
  510,
  514,
  108,
  162,
  164,
  subfigure,
]);

/** Finds the roots in the order of the file, subfigures unfolded. */
export function findRoots(file: IgesFile): Roots {
  const owned = ownedEntities(file);
  const roots = {
    solids: [] as Root[],
    shells: [] as Root[],
    faces: [] as Root[],
    constructed: [] as Root[],
    blanked: 0,
  };
  let count = 0;
  const add = (entity: IgesEntity, pose: Pose, depth: number): void => {
    checkDepth(entity, depth);
    const kind = kindOf(entity);
    if (kind === undefined) return;
    if (entity.blanked) {
      roots.blanked++;
      return;
    }
    if (kind !== "instance") {
      roots[kind].push({ entity, pose });
      return;
    }
    if (++count > maxInstances) {
      throw new UnbakeError("too_large", `its subfigures unfold to more than ${maxInstances} instances`);
    }
    const own = composePoses(composePoses(pose, poseOf(file, entity)), instancePose(file, entity));
    const definition = fieldsOf(file, entity).required(0);
    if (definition.type !== subfigure) return;
    const fields = fieldsOf(file, definition);
    const members = fields.count(2, maxPoles);
    for (let i = 0; i < members; i++) add(fields.required(3 + i), own, depth + 1);
  };
  for (const entity of file.entities.values()) {
    if (!owned.has(entity.de) && !entity.dependent) add(entity, identityPose, 0);
  }
  return roots;
}

function kindOf({ type }: IgesEntity): "solids" | "shells" | "faces" | "constructed" | "instance" | undefined {
  if (type === 186) return "solids";
  if (type === 514) return "shells";
  if (type === instance) return "instance";
  if (constructedTypes.has(type)) return "constructed";
  return faceTypes.has(type) ? "faces" : undefined;
}

/** Type 408: subfigure, translation, scale. */
function instancePose(file: IgesFile, entity: IgesEntity): Pose {
  const fields = fieldsOf(file, entity);
  const scale = fields.number(4, 1);
  const s: Pose = [scale, 0, 0, 0, 0, scale, 0, 0, 0, 0, scale, 0];
  const moved = composePoses(translationPose(fields.vector(1)), s);
  return poseDeterminant(moved) === 0 ? identityPose : moved;
}

/**
 * Entities that are parts of others, whatever their own entry says of it. Every number that is an odd DE might be a pointer: an owner's
 * parameters are read as such only where they point to something that can be a part.
 */
function ownedEntities(file: IgesFile): ReadonlySet<number> {
  const owned = new Set<number>();
  for (const entity of file.entities.values()) {
    if (!owners.has(entity.type)) continue;
    for (const de of partsOf(file, entity)) owned.add(Math.abs(de));
  }
  return owned;
}

function partsOf(file: IgesFile, entity: IgesEntity): readonly number[] {
  const fields = fieldsOf(file, entity);
  const at = (...places: number[]): number[] => places.map((place) => fields.number(place));
  const run = (from: number, count: number, step = 1): number[] =>
    Array.from({ length: count }, (_, i) => fields.number(from + i * step));
  switch (entity.type) {
    case 118:
      return at(0, 1);
    case 120:
      return at(0, 1);
    case 122:
    case 162:
    case 164:
    case 430:
      return at(0);
    case 140:
      return at(4);
    case 142:
      return at(1, 2, 3);
    case 143:
      return [...at(1), ...run(3, fields.count(2, maxPoles))];
    case 144:
      return [...at(0, 3), ...run(4, fields.count(2, maxPoles))];
    case 141:
      return at(2);
    case 180:
      // Operands are negative pointers, operations small positive numbers.
      return run(1, fields.count(0, maxPoles)).filter((value) => value < 0);
    case 184:
      return run(1, fields.count(0, maxPoles));
    case 186:
      return [...at(0), ...run(3, fields.count(2, maxPoles), 2)];
    case 510:
      return at(0);
    case 514:
      return run(1, fields.count(0, maxPoles), 2);
    case subfigure:
      return run(3, fields.count(2, maxPoles));
    default:
      return [];
  }
}
