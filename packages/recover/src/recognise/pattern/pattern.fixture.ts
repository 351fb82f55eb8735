/** A peg (a cylinder between two planes) as a signature, for tests. */
import { applyPose, applyPoseDirection, type Pose } from "@unbake/geometry";
import type { Signature } from "../../analysis/congruence/signature.js";

export const peg: Signature = {
  volume: 5 * Math.PI,
  area: 12 * Math.PI,
  centroid: [10, 0, 2.5],
  faces: [
    { point: [10, 0, 0], area: Math.PI, kind: "plane", size: 0, direction: [0, 0, 1] },
    { point: [10, 0, 5], area: Math.PI, kind: "plane", size: 0, direction: [0, 0, 1] },
    { point: [10, 0, 2.5], area: 10 * Math.PI, kind: "cylinder", size: 1, direction: [0, 0, 1] },
  ],
};

/** The signature after a motion. */
export const applied = (pose: Pose, s: Signature): Signature => ({
  ...s,
  centroid: applyPose(pose, s.centroid),
  faces: s.faces.map((f) => ({
    ...f,
    point: applyPose(pose, f.point),
    ...(f.direction ? { direction: applyPoseDirection(pose, f.direction) } : {}),
  })),
});
