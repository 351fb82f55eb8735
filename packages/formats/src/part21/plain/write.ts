/** Small pieces of Part 21 text. */

import type { Vec3 } from "@unbake/geometry";
import { type Changes, real } from "../kernelText.js";
import { refsOf } from "../query.js";
import { argumentsOf, asEnum } from "../values.js";
import type { PlainFace } from "./types.js";

const list = (values: readonly number[]): string => `(${values.map(real).join()})`;

export const pointText = (changes: Changes, p: Vec3): string => changes.add(`CARTESIAN_POINT('',${list(p)})`);

export const directionText = (changes: Changes, d: Vec3): string => changes.add(`DIRECTION('',${list(d)})`);

export const placementText = (changes: Changes, origin: Vec3, z: Vec3, x: Vec3): string =>
  changes.add(
    `AXIS2_PLACEMENT_3D('',${pointText(changes, origin)},${directionText(changes, z)},${directionText(changes, x)})`,
  );

/** The face on another surface, within the same bounds. */
export function replaceSurface({ file, face, role, changes }: PlainFace, surface: string): void {
  const bounds = refsOf(file, face).filter((ref) => role(ref) === "bound");
  const sense = asEnum(argumentsOf(file, face, "FACE_SURFACE")?.at(-1)) ?? "T";
  changes.replace(
    face,
    `ADVANCED_FACE('',(${bounds.map((bound) => changes.ref(bound)).join()}),${surface},.${sense}.)`,
  );
}
