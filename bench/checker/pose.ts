// Poses: drawn at random, shifted.
import { composePoses, type Pose, rotationPose, translationPose, type Vec3 } from "@unbake/geometry";

/** Some rotation and shift: as far from the origin as CAD files put parts. */
export function anyPose(random: () => number): Pose {
  const axis: Vec3 = [random() - 0.5, random() - 0.5, random() - 0.5];
  const turn = rotationPose([0, 0, 0], axis, random() * 2 * Math.PI);
  const at = () => (random() - 0.5) * 2000;
  return composePoses(translationPose([at(), at(), at()]), turn);
}

export function shiftPose([a, b, c, tx, d, e, f, ty, g, h, i, tz]: Pose, [x, y, z]: Vec3): Pose {
  return [a, b, c, tx + x, d, e, f, ty + y, g, h, i, tz + z];
}
