/** The solid is a prism with its corners cut off by planes. */
import { asConvex } from "../../recognise/convex/convex.js";
import { fitOf } from "../fit.js";
import type { BodyStrategy } from "../strategy.js";

export const convex = {
  name: "convex",
  nests: false,
  try: (context, goal) => fitOf(context, goal, asConvex(goal.graph)),
} as const satisfies BodyStrategy;
