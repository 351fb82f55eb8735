/** Where entities stand: transformations (type 124), each maybe inside another. */

import type { Pose } from "@unbake/geometry";
import { composePoses, identityPose } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { skewShare } from "../tolerances.js";
import { checkDepth, fieldsOf } from "./access.js";
import { entityError } from "./fail.js";
import type { IgesEntity, IgesFile } from "./types.js";

/** The pose of an entity by its own directory entry, in units of the file. Throws bad_geometry when it distorts. */
export function poseOf(file: IgesFile, entity: IgesEntity, depth = 0): Pose {
  checkDepth(entity, depth);
  if (entity.matrix === 0) return identityPose;
  const matrix = file.entities.get(Math.abs(entity.matrix));
  if (matrix?.type !== 124) {
    throw entityError("dangling_reference", entity, `its transformation D${Math.abs(entity.matrix)} is no matrix`);
  }
  const fields = fieldsOf(file, matrix);
  const own = Array.from({ length: 12 }, (_, i) => fields.number(i)) as unknown as Pose;
  if (!isRigid(own)) throw entityError("bad_geometry", matrix, "the matrix distorts what it places");
  return composePoses(poseOf(file, matrix, depth + 1), own);
}

function isRigid(m: Pose): boolean {
  const rows = [0, 4, 8].map((at) => m.slice(at, at + 3));
  return rows.every((a, i) =>
    rows.every((b, k) => {
      const product = a.reduce((sum, value, n) => sum + value * at(b, n), 0);
      return Math.abs(product - (i === k ? 1 : 0)) <= skewShare;
    }),
  );
}
