/** The solid is a body whose sides all lean towards one end. */
import { asDrafted } from "../../recognise/loft/drafted.js";
import { fitOf } from "../fit.js";
import type { BodyStrategy } from "../strategy.js";

export const drafted = {
  name: "drafted",
  nests: false,
  try: (context, goal) => fitOf(context, goal, asDrafted(goal.graph)),
} as const satisfies BodyStrategy;
