/** Bodies that are moved as a whole. */
import { norm, type Pose } from "@unbake/geometry";
import { axisAngle, isIdentity, translationOf } from "../../../kcl/poses.js";
import { inPart, type Scope } from "../scope.js";
import type { PlacedFeature } from "../tree/features.js";
import type { PlannedFeature } from "./planned.js";
import type { Body, BodyPlan, Motion } from "./types.js";

/** A rigid pose as a turn and a shift; undefined when it moves nothing. */
export function motionOf(pose: Pose): Motion | undefined {
  if (isIdentity(pose)) return undefined;
  const turn = axisAngle(pose);
  const shift = translationOf(pose);
  const far = norm(shift) > 0;
  if (!turn && !far) return undefined;
  return { ...(turn ? { turn } : {}), ...(far ? { shift } : {}) };
}

/** A body that stands elsewhere. */
export function planPlaced(scope: Scope, { node, noun, last }: PlacedFeature, body: Body): PlannedFeature {
  const name = last ? scope.partNoun : scope.names.unique(inPart(scope, noun));
  const motion = motionOf(node.pose);
  const placed: BodyPlan = {
    kind: "body",
    name,
    make: { kind: "body", body },
    ...(motion ? { motion } : {}),
    repeats: [],
    node,
    counts: ["place"],
  };
  return { steps: [placed], name };
}
