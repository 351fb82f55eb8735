/** Entities that hold others without being shape themselves: instances, groups, assemblies, arrays. */

import type { Pose, Vec3 } from "@unbake/geometry";
import { composePoses, translationPose } from "@unbake/geometry";
import { type Fields, fieldsOf } from "./access.js";
import { entityError } from "./fail.js";
import { maxPoles } from "./limits.js";
import { poseOf } from "./place.js";
import type { IgesEntity, IgesFile } from "./types.js";

export interface Held {
  readonly members: readonly { readonly entity: IgesEntity; readonly pose?: Pose | undefined }[];
  /** Does the holder's own transformation move its members? */
  readonly own: boolean;
  /** A group names what is there; an instance makes a copy; an array makes many. */
  readonly copies: "none" | "instance" | "array";
}

/** Forms of the group (type 402): unordered or ordered, with back pointers or without. Other forms place nothing. */
export const groupForms: ReadonlySet<number> = new Set([1, 7, 14, 15]);

/** What an entity holds; undefined for one that is no holder. @throws unsupported_content for what cannot be followed. */
export function holderOf(file: IgesFile, entity: IgesEntity): Held | undefined {
  const fields = (): Fields => fieldsOf(file, entity);
  switch (entity.type) {
    case 402:
      return groupForms.has(entity.form) ? group(file, entity) : undefined;
    case 408:
      return instance(file, fields(), 308, (at) => {
        const scale = at.number(4, 1);
        return [scale, scale, scale];
      });
    case 420:
      return instance(file, fields(), 320, (at) => {
        const x = at.number(4, 1);
        return [x, at.number(5, x), at.number(6, x)];
      });
    case 412:
    case 414:
      return { members: definitionMembers(file, fields().required(0)), own: false, copies: "array" };
    case 430:
      return { members: [{ entity: fields().required(0) }], own: true, copies: "none" };
    case 184:
      return assembly(file, fields());
    default:
      return undefined;
  }
}

/** Type 402: count, members. The standard gives groups no transformation. */
function group(file: IgesFile, entity: IgesEntity): Held {
  refuseMatrix(entity, "a group");
  return { members: list(fieldsOf(file, entity), 0), own: false, copies: "none" };
}

/** Types 408 and 420: definition, translation, scale. The scale comes first, then the translation, then the entity's own matrix. */
function instance(file: IgesFile, fields: Fields, type: 308 | 320, scaleOf: (fields: Fields) => Vec3): Held {
  const { entity } = fields;
  const definition = fields.required(0);
  if (definition.type === 416) {
    throw entityError("missing_external", entity, "what it is an instance of stands in another file");
  }
  if (definition.type !== type) {
    throw entityError("syntax", entity, `it is an instance of an entity of type ${definition.type}, not of ${type}`);
  }
  const pose = composePoses(translationPose(fields.vector(1)), scalePose(entity, scaleOf(fields)));
  const members = definitionMembers(file, definition).map((member) => ({ ...member, pose }));
  return { members, own: true, copies: "instance" };
}

function scalePose(entity: IgesEntity, [x, y, z]: Vec3): Pose {
  if (x === 0 || y === 0 || z === 0) throw entityError("bad_geometry", entity, "its scale is 0");
  if (Math.abs(x) !== Math.abs(y) || Math.abs(x) !== Math.abs(z)) {
    throw entityError("unsupported_content", entity, `its scales of ${x}, ${y} and ${z} distort what it places`);
  }
  return [x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0];
}

/** Types 308 and 320: depth, name, count, members. What an array repeats may be any entity. */
function definitionMembers(file: IgesFile, definition: IgesEntity): Held["members"] {
  if (definition.type !== 308 && definition.type !== 320) return [{ entity: definition }];
  refuseMatrix(definition, "a definition");
  return list(fieldsOf(file, definition), 2);
}

/** Type 184: count, solids, then a transformation for each or none. */
function assembly(file: IgesFile, fields: Fields): Held {
  const count = fields.count(0, maxPoles);
  const members = Array.from({ length: count }, (_, i) => {
    const matrix = fields.pointer(1 + count + i);
    // A transformation that is pointed to by a parameter is one of an entity that has no other.
    return { entity: fields.required(1 + i), pose: matrix && poseOf(file, { ...matrix, matrix: matrix.de }) };
  });
  return { members, own: true, copies: "none" };
}

/** A count and as many pointers; a null pointer holds nothing. */
function list(fields: Fields, at: number): { readonly entity: IgesEntity }[] {
  const count = fields.count(at, maxPoles);
  return Array.from({ length: count }, (_, i) => fields.pointer(at + 1 + i)).flatMap((entity) =>
    entity === undefined ? [] : [{ entity }],
  );
}

function refuseMatrix(entity: IgesEntity, what: string): void {
  if (entity.matrix === 0) return;
  throw entityError("unsupported_content", entity, `${what} has a transformation, which the standard gives no meaning`);
}
