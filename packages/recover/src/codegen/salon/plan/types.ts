/**
 * A program of a designer, decided: every name, place, number and constraint, in the order in which they will stand. Nothing in
 * it changes and nothing is left to choose; `emit` turns it into KCL.
 *
 * - step: a line of the program, or a block of them. Steps refer to each other by name.
 * - quantity: a length in terms of parameters.
 */
import type { Frame, Vec2, Vec3 } from "@unbake/geometry";
import type { LengthUnit, Node } from "../../../model/types.js";
import type { Snap } from "../../../verify/types.js";
import type { Statement } from "../../kcl/kcl.js";
import type { Body, BodyPlan } from "./features/types.js";
import type { PlaneRef, RegionPlan, RegionRef, SketchPlan } from "./sketch/types.js";
import type { Quantity } from "./values/quantity.js";

export interface SalonPlan {
  readonly heading: Heading;
  /** Those that are used, in the order in which they are declared. */
  readonly parameters: readonly ParameterPlan[];
  readonly limits: readonly LimitPlan[];
  readonly steps: readonly StepPlan[];
  /** Nodes whose lines are those of another node. */
  readonly shares: readonly Share[];
  /** Sizes that are not what was measured. */
  readonly snaps: readonly Snap[];
}

export interface Heading {
  readonly title: string;
  readonly summary: string;
  /** Where the part comes from, and why it is in this unit. */
  readonly notes: readonly string[];
  readonly categories: readonly string[];
  readonly unit: LengthUnit;
  /** The program needs the interpreter's switch for experimental features. */
  readonly experimental: boolean;
}

export interface ParameterPlan {
  readonly name: string;
  /** The value with its unit. */
  readonly text: string;
  /** The comment that it stands under. */
  readonly group: string;
}

/** `value` must stay below `limit`. */
export interface LimitPlan {
  readonly value: Quantity;
  readonly limit: Quantity;
  readonly error: string;
}

/** The lines of `owner` belong to the others too. */
export interface Share {
  readonly owner: Node;
  readonly others: readonly Node[];
}

export type StepPlan =
  | SectionPlan
  | PlanePlan
  | SketchPlan
  | RegionPlan
  | BodyPlan
  | TurnPlan
  | PlacesPlan
  | ShiftPlan
  | ColorPlan
  | ExactPlan
  | PiercedPlan
  | PocketsPlan;

/** An empty line and a comment. */
export interface SectionPlan {
  readonly kind: "section";
  readonly title: string;
}

/** A plane of its own. */
export interface PlanePlan {
  readonly kind: "plane";
  readonly name: string;
  readonly frame: Frame;
  /** Along the global axes: in terms of parameters where they are known, else a plain number, mm. */
  readonly origin: readonly (Quantity | number)[];
}

/** The function that turns copy i about an axis. `angle` is the parameter of one step. */
interface TurnPlan {
  readonly kind: "turn";
  readonly name: string;
  readonly axis: Vec3;
  readonly angle: string;
  readonly origin: Vec3;
  readonly node: Node;
}

/** A table of places. */
interface PlacesPlan {
  readonly kind: "places";
  readonly name: string;
  readonly points: readonly Vec3[];
}

/** The function that shifts copy i to its place in a table. */
interface ShiftPlan {
  readonly kind: "shift";
  readonly name: string;
  readonly places: string;
}

interface ColorPlan {
  readonly kind: "color";
  readonly body: Body;
  readonly color: readonly number[];
}

/** A region without the round holes of a table. */
export interface PiercedPlan {
  readonly kind: "pierced";
  /** The table: centre and radius of each hole. */
  readonly table: string;
  readonly on: PlaneRef;
  /** The sketch that the holes lie in, and the function that draws one row of the table. */
  readonly sketch: string;
  readonly hole: string;
  /** What is left of the region. */
  readonly name: string;
  readonly region: RegionRef;
  readonly circles: readonly { readonly center: Vec2; readonly radius: number }[];
  readonly node: Node;
}

/** Pockets of a table, as one array of cutters. */
export interface PocketsPlan {
  readonly kind: "pockets";
  /** The array of cutters, the table, and the function that makes the cutter of a row. */
  readonly name: string;
  readonly table: string;
  readonly cutter: string;
  readonly on: PlaneRef;
  readonly rows: readonly { readonly corner: Vec2; readonly size: Vec2; readonly depth: number }[];
  /** How far a cutter overruns its mouth. */
  readonly allowance: Quantity;
  /** Along the normal of the plane, or against it. */
  readonly sense: 1 | -1;
  readonly node: Node;
}

/** What has no parameters and no sketch block, as the raw printer has it. */
export interface ExactPlan {
  readonly kind: "exact";
  readonly statements: readonly Statement[];
  readonly counts: readonly string[];
  readonly node: Node;
}
