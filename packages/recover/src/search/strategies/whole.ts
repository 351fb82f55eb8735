/** The solid is one extrusion or one revolution. */

import { asWhole } from "../../recognise/whole.js";
import { fitOf } from "../fit.js";
import type { BodyStrategy } from "../strategy.js";

export const whole = {
  name: "whole",
  nests: false,
  try: (context, goal) => fitOf(context, goal, asWhole(context.kernel, goal.graph)),
} as const satisfies BodyStrategy;
