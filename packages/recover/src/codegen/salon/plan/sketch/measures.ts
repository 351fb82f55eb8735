/** Numbers that size a drawing, before they have names. */

import type { Quantity } from "../values/quantity.js";
import type { Round, Segment } from "./outline.js";
import type { Constraint } from "./types.js";

export type Measure =
  /**
   * A coordinate along a sketch axis (never 0): where a line lies across that axis (`line`), or where a centre or corner of a
   * segment is.
   */
  | {
      readonly kind: "coordinate";
      readonly axis: 0 | 1;
      readonly value: number;
      readonly point: number;
      /** From the lower to the higher end. */
      readonly between: readonly [string, string];
      readonly segment: Segment;
      readonly line: boolean;
    }
  | { readonly kind: "radius"; readonly segment: Round; readonly radius: number; readonly tangent: boolean };

export type Coordinate = Extract<Measure, { kind: "coordinate" }>;
export type Radius = Extract<Measure, { kind: "radius" }>;

/** A radius or diameter in terms of parameters. */
export interface RoundSize {
  readonly measure: "radius" | "diameter";
  readonly is: Quantity;
}

/** Names the numbers of a drawing. */
export interface Dimensions {
  /** The absolute value of a coordinate. */
  coordinate(measure: Coordinate): Quantity;
  radius(measure: Radius): RoundSize;
}

/** Measures as constraints; their names are given in this order. */
export const dimension = (measures: readonly Measure[], dimensions: Dimensions): readonly Constraint[] =>
  measures.map((measure): Constraint => {
    if (measure.kind === "radius") return { kind: "size", of: measure.segment.name, ...dimensions.radius(measure) };
    const { axis, between } = measure;
    const across = axis === 0 ? "horizontalDistance" : "verticalDistance";
    return { kind: "distance", measure: across, between, is: dimensions.coordinate(measure) };
  });
