/** What planning a feature comes to. */
import type { ExtrudeNode, RevolveNode } from "../../../../model/types.js";
import type { TaggedExtrusion } from "../tree/faces.js";
import type { StepPlan } from "../types.js";
import type { Stock } from "../values/limits.js";
import type { Make } from "./types.js";

/** An extrusion or revolution, not yet named: its drawing, and what is made of it. */
export interface PlannedShape {
  readonly steps: readonly StepPlan[];
  readonly make: Make;
  /** What it measures, of the base of a part. */
  readonly stock?: Stock;
  /** Names of its faces, of a shape whose edges or faces are referred to. */
  readonly tagged?: readonly [ExtrudeNode | RevolveNode, TaggedExtrusion];
}

/** A feature: its lines, and the name of the body that comes out. */
export interface PlannedFeature {
  readonly steps: readonly StepPlan[];
  readonly name: string;
  readonly stock?: Stock;
  readonly tagged?: readonly [ExtrudeNode | RevolveNode, TaggedExtrusion];
}
