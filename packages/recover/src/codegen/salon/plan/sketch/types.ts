/** A sketch, decided: where it lies, what it draws, and what holds it. */
import type { Node } from "../../../../model/types.js";
import type { Quantity } from "../values/quantity.js";
import type { Outline } from "./outline.js";

/** The plane that a sketch is drawn on. */
export type PlaneRef =
  | { readonly kind: "own"; readonly name: string }
  | { readonly kind: "standard"; readonly plane: "XY" | "XZ" | "YZ"; readonly offset?: Quantity };

export interface SketchPlan {
  readonly kind: "sketch";
  readonly name: string;
  readonly on: PlaneRef;
  readonly outline: Outline;
  readonly aids: readonly Aid[];
  readonly constraints: readonly Constraint[];
  /** The constraints fix every point. Otherwise the drawing has plain coordinates and no constraints are printed. */
  readonly held: boolean;
  readonly node: Node;
}

/** A construction line between two points of an outline, or a construction circle. */
export type Aid =
  | { readonly kind: "line"; readonly name: string; readonly from: number; readonly to: number }
  | { readonly kind: "circle"; readonly name: string; readonly center: number; readonly start: number };

/** A constraint of a sketch; points and segments go by their names in it. */
export type Constraint =
  | { readonly kind: "relation"; readonly relation: Relation; readonly of: readonly string[] }
  /** Two lines, or two points, are images of each other in a construction line. */
  | { readonly kind: "symmetric"; readonly of: readonly [string, string]; readonly axis: string }
  | { readonly kind: "midpoint"; readonly line: string; readonly point: string }
  | {
      readonly kind: "distance";
      readonly measure: "horizontalDistance" | "verticalDistance";
      readonly between: readonly [string, string];
      readonly is: Quantity;
    }
  | { readonly kind: "size"; readonly measure: "radius" | "diameter"; readonly of: string; readonly is: Quantity };

export type Relation = "coincident" | "horizontal" | "vertical" | "perpendicular" | "equalRadius" | "equalLength";

/** The area, or the areas, that a sketch bounds. */
export type RegionRef =
  | { readonly kind: "named"; readonly name: string }
  | {
      readonly kind: "traced";
      readonly sketch: string;
      readonly segments: readonly string[];
      /** Each segment bounds an area of its own. */
      readonly separate: boolean;
    };

/** A name for a region, because edges refer to its sides. */
export interface RegionPlan {
  readonly kind: "region";
  readonly name: string;
  readonly region: RegionRef;
  readonly node: Node;
}
