/**
 * The feature tree: the only thing between recovery and printing. Plain, serialisable, readonly.
 *
 * - model: parts and where they stand. part: one distinct solid, described once. instance: a part placed by a pose.
 * - node: a step of a part's history. Every node yields one solid body in the part's space.
 * - profile: a closed region in the x-y plane of a frame: one outer loop, any number of holes.
 * - tool: a node that is taken away from (or added to) another. Its open ends overrun the stock so that no planes coincide.
 * - explains: ids of the faces of the original (in the part's own topology) that a node accounts for.
 *
 * Lengths are millimetres, angles radians.
 */
import type { BSplineCurve, Frame, Pose, Vec2, Vec3 } from "@unbake/geometry";

export type LengthUnit = "mm" | "cm" | "m" | "in" | "ft" | "yd";

export interface Model {
  readonly name: string;
  /** The unit of the source file: numbers are printed in it. */
  readonly unit: LengthUnit;
  readonly parts: readonly Part[];
  /** At least one for each part. */
  readonly instances: readonly Instance[];
  /** What the parts do not explain and what stands for it, one sentence each; the program's header says so. */
  readonly lacks?: readonly string[];
}

export interface Part {
  readonly id: number;
  readonly name: string;
  readonly body: Node;
}

export interface Instance {
  readonly part: number;
  readonly pose: Pose;
  /** Index of the solid of the original that this is. */
  readonly solid: number;
  readonly name?: string;
  /** sRGB, 0 to 255. */
  readonly color?: readonly [number, number, number];
}

export type Node =
  | ExtrudeNode
  | RevolveNode
  | SweepNode
  | LoftNode
  | ScrewNode
  | BooleanNode
  | HoleNode
  | FilletNode
  | ChamferNode
  | ShellNode
  | PatternNode
  | PlaceNode;

interface NodeBase {
  readonly explains: readonly number[];
  /** What a person would call it, when recovery knows: "bolt hole", "pocket", "boss". */
  readonly role?: string;
  /** Of the body of a part: put together from the cells or slices that it was cut into, not from features that somebody drew. */
  readonly inCells?: boolean;
}

/** The profile in x-y of `frame`, swept along z from `from - overrunStart` to `to + overrunEnd` (from < to). */
export interface ExtrudeNode extends NodeBase {
  readonly type: "extrude";
  readonly frame: Frame;
  readonly profile: Profile;
  readonly from: number;
  readonly to: number;
  readonly overrunStart: number;
  readonly overrunEnd: number;
}

/** The profile in x-y of `frame` (all x >= 0) turned about the frame's *y* axis by `angleRad` (2 pi: all round), from the frame's plane on, right-handed about y. */
export interface RevolveNode extends NodeBase {
  readonly type: "revolve";
  readonly frame: Frame;
  readonly profile: Profile;
  readonly angleRad: number;
}

/** The profile (in x-y of `frame`) swept along a tangent-continuous path that starts at the frame's origin along z. */
export interface SweepNode extends NodeBase {
  readonly type: "sweep";
  readonly frame: Frame;
  readonly profile: Profile;
  readonly path: readonly Segment3[];
}

export type Segment3 =
  | { readonly kind: "line"; readonly start: Vec3; readonly end: Vec3 }
  | { readonly kind: "arc"; readonly start: Vec3; readonly mid: Vec3; readonly end: Vec3 };

export interface LoftNode extends NodeBase {
  readonly type: "loft";
  readonly sections: readonly { readonly frame: Frame; readonly profile: Profile }[];
  readonly ruled: boolean;
}

/**
 * The profile (in x-y of `frame`) turned about an axis by `angleRad` (not 0; positive: right-handed about the direction) while it moves along it by
 * `riseMm` (> 0), both at an even pace: a thread or a spring, and a twisted extrusion where the profile lies across the axis.
 */
export interface ScrewNode extends NodeBase {
  readonly type: "screw";
  readonly frame: Frame;
  readonly profile: Profile;
  readonly axis: { readonly origin: Vec3; readonly direction: Vec3 };
  readonly angleRad: number;
  readonly riseMm: number;
}

export interface BooleanNode extends NodeBase {
  readonly type: "boolean";
  readonly operation: "union" | "subtract" | "intersect";
  readonly base: Node;
  readonly tools: readonly Node[];
}

/**
 * The volume a drill takes away. `frame.origin` is the centre of the hole's mouth on the entry face, z points *into* the material.
 * As a tool it overruns the mouth by `overrunStart` and, when it goes through, the far side by `overrunEnd`.
 */
export interface HoleNode extends NodeBase {
  readonly type: "hole";
  readonly frame: Frame;
  readonly diameter: number;
  /** From the mouth to the end of the full diameter (for a through hole: to the far face). */
  readonly depth: number;
  readonly through: boolean;
  readonly entry:
    | { readonly kind: "simple" }
    | { readonly kind: "counterbore"; readonly diameter: number; readonly depth: number }
    /** Full included angle. */
    | { readonly kind: "countersink"; readonly diameter: number; readonly angleRad: number };
  /** Full included angle of the drill's tip. */
  readonly bottom: { readonly kind: "flat" } | { readonly kind: "drill"; readonly angleRad: number };
  readonly overrunStart: number;
  readonly overrunEnd: number;
}

/** An edge of a node's body, named by geometry: the two faces that meet there are found by a point on the edge. */
export interface EdgePick {
  /** A point on the edge of the undressed body, in the part's space. */
  readonly point: Vec3;
  /** Unit tangent there. */
  readonly tangent: Vec3;
}

export interface FilletNode extends NodeBase {
  readonly type: "fillet";
  readonly base: Node;
  readonly radius: number;
  readonly edges: readonly EdgePick[];
}

export interface ChamferNode extends NodeBase {
  readonly type: "chamfer";
  readonly base: Node;
  readonly length: number;
  readonly secondLength?: number;
  readonly angleRad?: number;
  readonly edges: readonly EdgePick[];
}

/** A flat face of a node's body, named by geometry like an edge. */
export interface FacePick {
  /** A point on the face, in the part's space. */
  readonly point: Vec3;
  /** Unit normal there, out of the material. */
  readonly normal: Vec3;
}

/** The base made hollow: walls of one thickness inside of it, none where it is open. */
export interface ShellNode extends NodeBase {
  readonly type: "shell";
  readonly base: Node;
  readonly thickness: number;
  /** At least one. */
  readonly open: readonly FacePick[];
}

/** Copies of `body` (the first copy is the body itself), united with nothing: a pattern is a set of tools. */
export interface PatternNode extends NodeBase {
  readonly type: "pattern";
  readonly body: Node;
  readonly pattern:
    | { readonly kind: "linear"; readonly direction: Vec3; readonly spacing: number; readonly count: number }
    | {
        readonly kind: "grid";
        readonly direction: Vec3;
        readonly spacing: number;
        readonly count: number;
        readonly secondDirection: Vec3;
        readonly secondSpacing: number;
        readonly secondCount: number;
      }
    /** `stepRad` between neighbours; count * step = 2 pi when it goes all round. */
    | {
        readonly kind: "circular";
        readonly origin: Vec3;
        readonly axis: Vec3;
        readonly stepRad: number;
        readonly count: number;
      };
}

/** A body moved (or mirrored) as a whole. */
export interface PlaceNode extends NodeBase {
  readonly type: "place";
  readonly body: Node;
  readonly pose: Pose;
  /** The body is drawn where it is and moved afterwards, because its drawing is simpler there. */
  readonly apart?: boolean;
}

export interface Profile {
  readonly outer: ProfileLoop;
  readonly holes: readonly ProfileLoop[];
}

/** A circle, or segments that follow each other and close (each starts where the one before ends). */
export type ProfileLoop =
  | { readonly kind: "circle"; readonly center: Vec2; readonly radius: number }
  | { readonly kind: "ellipse"; readonly center: Vec2; readonly majorAxis: Vec2; readonly minorRadius: number }
  | { readonly kind: "path"; readonly segments: readonly Segment2[] };

export type Segment2 =
  | { readonly kind: "line"; readonly start: Vec2; readonly end: Vec2 }
  | { readonly kind: "arc"; readonly start: Vec2; readonly end: Vec2; readonly center: Vec2; readonly ccw: boolean }
  /** Part of an ellipse: `majorAxis` is the vector to its major vertex. */
  | {
      readonly kind: "ellipticArc";
      readonly start: Vec2;
      readonly end: Vec2;
      readonly center: Vec2;
      readonly majorAxis: Vec2;
      readonly minorRadius: number;
      readonly ccw: boolean;
    }
  /** Poles lie in the plane: z is 0. `toleranceMm`: curves nearer than this to each other are one for the part that it is of. */
  | {
      readonly kind: "bspline";
      readonly start: Vec2;
      readonly end: Vec2;
      readonly curve: BSplineCurve;
      readonly toleranceMm?: number;
    };
