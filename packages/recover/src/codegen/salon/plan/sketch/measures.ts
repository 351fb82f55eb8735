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
  /** A distance between two lines or centres that stand one beside the other along an axis. */
  | {
      readonly kind: "span";
      readonly axis: 0 | 1;
      readonly value: number;
      readonly role: SpanRole;
      /** Coordinates of the lower and of the higher end. */
      readonly ends: readonly [number, number];
      readonly between: readonly [string, string];
      readonly segment: Segment;
    }
  | { readonly kind: "radius"; readonly segment: Round; readonly radius: number; readonly tangent: boolean };

/**
 * What lies between the ends of a span: the whole drawing, a polygon, a wall that is thinner than long, an opening, other material, two centres, or
 * the length of a shoulder.
 */
export type SpanRole = "size" | "thickness" | "gap" | "step" | "spacing" | "length" | "flats";

export type Span = Extract<Measure, { kind: "span" }>;
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
  span(measure: Span): Quantity;
  radius(measure: Radius): RoundSize;
}

/** Measures as constraints; their names are given in this order. */
export const dimension = (measures: readonly Measure[], dimensions: Dimensions): readonly Constraint[] =>
  measures.map((measure): Constraint => {
    if (measure.kind === "radius") return { kind: "size", of: measure.segment.name, ...dimensions.radius(measure) };
    const { axis, between } = measure;
    const across = axis === 0 ? "horizontalDistance" : "verticalDistance";
    const is = measure.kind === "span" ? dimensions.span(measure) : dimensions.coordinate(measure);
    return { kind: "distance", measure: across, between, is };
  });
