/** The ways to recover a body, in the order in which they are tried: the first that finds the solid decides. */
import { base } from "./strategies/base.js";
import { cells } from "./strategies/cells.js";
import { convex } from "./strategies/convex.js";
import { drafted } from "./strategies/drafted.js";
import { pieces } from "./strategies/pieces.js";
import { screw } from "./strategies/screw.js";
import { sharp } from "./strategies/sharp.js";
import { tube } from "./strategies/tube.js";
import { whole } from "./strategies/whole.js";
import type { BodyStrategy } from "./strategy.js";

export const bodyStrategies = [
  whole,
  tube,
  screw,
  drafted,
  convex,
  pieces,
  sharp,
  base,
  cells,
] as const satisfies readonly BodyStrategy[];

export type StepName = (typeof bodyStrategies)[number]["name"];
