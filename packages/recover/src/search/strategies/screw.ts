/** The solid is a profile carried by a screw. */

import { attempt } from "../../analysis/attempt.js";
import { asScrew } from "../../recognise/helix/screwed.js";
import { fitOf } from "../fit.js";
import type { BodyStrategy } from "../strategy.js";

export const screw = {
  name: "screw",
  nests: false,
  try: (context, goal) =>
    fitOf(
      context,
      goal,
      attempt(() => asScrew(context.kernel, goal.graph)),
    ),
} as const satisfies BodyStrategy;
