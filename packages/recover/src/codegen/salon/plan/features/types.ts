/** Bodies, decided: what makes them, where they go, how often. */
import type { Vec2, Vec3 } from "@unbake/geometry";
import type { BooleanNode, Node } from "../../../../model/types.js";
import type { RegionRef } from "../sketch/types.js";
import type { Quantity } from "../values/quantity.js";

/** A body that an earlier step made, or a clone of it where it is still needed itself. */
export type Body = { readonly kind: "variable"; readonly name: string } | { readonly kind: "clone"; readonly of: Body };

/** A body is made, moved, repeated and named. */
export interface BodyPlan {
  readonly kind: "body";
  readonly name: string;
  readonly make: Make;
  readonly motion?: Motion;
  readonly repeats: readonly Repeat[];
  /** The lines belong to this node. */
  readonly node?: Node;
  /** What it counts as. */
  readonly counts: readonly string[];
}

export type Make =
  | { readonly kind: "body"; readonly body: Body }
  | ExtrudePlan
  | {
      readonly kind: "revolve";
      readonly region: RegionRef;
      readonly axis: { readonly origin: Vec2; readonly direction: Vec2; readonly anySense: boolean };
      /** The parameter of the angle; a full turn without one. */
      readonly angle?: string;
    }
  | {
      readonly kind: "boolean";
      readonly operation: BooleanNode["operation"];
      readonly base: Body;
      readonly tools: readonly Body[];
    }
  | DrillPlan
  | DressingPlan
  | {
      readonly kind: "shell";
      readonly base: Body;
      /** Names of the faces that it is open at. */
      readonly faces: readonly string[];
      readonly thickness: Quantity;
    }
  | { readonly kind: "mirror"; readonly body: Body };

export interface ExtrudePlan {
  readonly kind: "extrude";
  readonly region: RegionRef;
  readonly length: Quantity;
  readonly symmetric: boolean;
  /** Names of the caps that edges refer to. */
  readonly tagStart?: string;
  readonly tagEnd?: string;
}

export interface DrillPlan {
  readonly kind: "drill";
  readonly base: Body;
  readonly origin: readonly [Quantity, Quantity, Quantity];
  readonly x: Vec3;
  readonly y: Vec3;
  readonly diameter: Quantity;
  readonly depth: Quantity;
  /** The parameter of the angle of its point; flat without one. */
  readonly pointAngle?: string;
  readonly entry:
    | { readonly kind: "simple" }
    | { readonly kind: "counterbore"; readonly diameter: Quantity; readonly depth: Quantity }
    | { readonly kind: "countersink"; readonly diameter: Quantity; readonly angle: string };
}

export type DressingPlan = {
  readonly base: Body;
  readonly edges: readonly EdgePlan[];
} & (
  | { readonly kind: "fillet"; readonly radius: Quantity }
  | {
      readonly kind: "chamfer";
      readonly length: Quantity;
      readonly secondLength?: Quantity;
      readonly angle?: string;
    }
);

/** An edge by the two faces that meet there, or by a point on it. */
export type EdgePlan =
  | { readonly kind: "faces"; readonly faces: readonly string[] }
  | { readonly kind: "point"; readonly point: Vec3 };

/** A turn, then a shift, both about the global origin. */
export interface Motion {
  readonly turn?: { readonly axis: Vec3; readonly angleRad: number };
  readonly shift?: Vec3;
}

/** Copies of a body. `instances` is the parameter of their number. */
export type Repeat =
  | { readonly kind: "row"; readonly direction: Vec3; readonly distance: Quantity; readonly instances: string }
  | { readonly kind: "ring"; readonly axis: Vec3; readonly center: Vec3; readonly instances: string }
  | { readonly kind: "turns"; readonly instances: string; readonly turn: string }
  | { readonly kind: "table"; readonly places: string; readonly shift: string };
