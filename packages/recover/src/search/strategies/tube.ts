/** The solid is a profile along a path. */

import { attempt } from "../../analysis/attempt.js";
import { asTube } from "../../recognise/sweep/tube.js";
import { fitOf } from "../fit.js";
import type { BodyStrategy } from "../strategy.js";

export const tube = {
  name: "tube",
  nests: false,
  try: (context, goal) =>
    fitOf(
      context,
      goal,
      attempt(() => asTube(context.kernel, goal.graph)),
    ),
} as const satisfies BodyStrategy;
