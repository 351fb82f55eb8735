/** One feature of a part: its names, its numbers and its lines. */
import type { Scope } from "../scope.js";
import type { BodyRef, MakingFeature } from "../tree/features.js";
import { planBoolean, planDrilled } from "./boolean.js";
import { planDressing } from "./dressing.js";
import { planPlaced } from "./motion.js";
import { planPattern } from "./patterns.js";
import type { PlannedFeature } from "./planned.js";
import { planPockets } from "./pockets.js";
import { planRoundCuts, planShape } from "./shape.js";
import { planShelled } from "./shelled.js";
import type { Body } from "./types.js";

/** Plans a feature. `bodyOf` knows the names of what earlier features made. */
export function planFeature(scope: Scope, feature: MakingFeature, bodyOf: (ref: BodyRef) => Body): PlannedFeature {
  switch (feature.kind) {
    case "shape":
      return planShape(scope, feature);
    case "roundCuts":
      return planRoundCuts(scope, feature);
    case "pocketTable":
      return planPockets(scope, feature);
    case "boolean":
      return planBoolean(scope, feature, bodyOf(feature.base), feature.tools.map(bodyOf));
    case "drilled":
      return planDrilled(scope, feature, bodyOf(feature.base));
    case "dressing":
      return planDressing(scope, feature, bodyOf(feature.base));
    case "shelled":
      return planShelled(scope, feature, bodyOf(feature.base));
    case "pattern":
      return planPattern(scope, feature, bodyOf(feature.body));
    case "placed":
      return planPlaced(scope, feature, bodyOf(feature.body));
  }
}
