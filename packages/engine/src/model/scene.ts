/**
 * What the engine holds while a program runs. Everything is named by the interpreter's UUIDs.
 *
 * - plane: a frame to sketch on. path: the segments of a sketch; a region or a closed path is a profile.
 * - body: a shape with the names of its faces and edges.
 * - sweep record: which curve of a profile made which face of a body.
 */
import type { Frame, Vec3 } from "@unbake/geometry";
import type { Kernel, Shape } from "@unbake/kernel";
import type { SourceRange } from "../interpreter/interpreter.js";
import type { Uuid } from "../protocol/uuid.js";
import type { Curve2 } from "../sketch/curve2.js";
import type { Piece } from "../sketch/profile.js";
import type { Names } from "./names.js";

/** Where a path lies on a body: operations on it may merge into that body. */
export interface HostFace {
  readonly body: Uuid;
  readonly face: Uuid;
}

export interface Path {
  readonly id: Uuid;
  readonly frame: Frame;
  readonly host?: HostFace;
  /** Segments in drawing order; with pen moves in between they need not be connected. */
  readonly segments: readonly Piece[];
  /** Closed loops inside the outer one. */
  readonly holes: readonly (readonly Piece[])[];
  readonly pen: readonly [number, number];
  /** See Body.origin. */
  readonly origin?: Vec3;
  /** Where the present chain of segments began. */
  readonly start: readonly [number, number];
  readonly closed: boolean;
  /** Segments of a region come from those of a sketch. */
  readonly origins?: ReadonlyMap<Uuid, Uuid>;
}

export interface SweepRecord {
  readonly sides: readonly { readonly curve: Uuid; readonly face: Uuid }[];
  readonly start?: Uuid;
  readonly end?: Uuid;
  /** What made it: a sketch on an extrusion merges into it, one on a revolution does not. */
  readonly by: "extrude" | "revolve" | "sweep" | "loft";
  /** The x axis and the normal of its sketch, and what was up when it was made; they turn with the body. */
  readonly x: Vec3;
  readonly z: Vec3;
  readonly up: Vec3;
}

export type BodyType = "solid" | "surface";
type Color = readonly [number, number, number, number];

export interface Body {
  readonly id: Uuid;
  readonly shape: Shape;
  readonly type: BodyType;
  readonly names: Names;
  readonly sweeps: readonly SweepRecord[];
  readonly visible: boolean;
  readonly color?: Color;
  /** The origin of the body's own coordinates: local turns and scalings are about it, shifts carry it along. */
  readonly origin: Vec3;
  /** Counts the changes of the shape, so that names made up for its parts stay unique. */
  readonly revision: number;
  /** Edges that a fillet or chamfer took along because they go on smoothly from one that was named, with what it was. */
  readonly takenAlong?: ReadonlyMap<Uuid, string>;
}

/** A space curve that sweeps can follow. */
interface Trajectory {
  readonly id: Uuid;
  readonly wire: Shape;
}

/** A segment as it was drawn. */
interface DrawnCurve {
  readonly frame: Frame;
  readonly curve: Curve2;
  /** false: a region runs along it backwards, and so do the edges made of it. */
  readonly forward: boolean;
  readonly path: Uuid;
}

export interface Scene {
  readonly kernel: Kernel;
  readonly planes: Map<Uuid, Frame>;
  readonly paths: Map<Uuid, Path>;
  readonly bodies: Map<Uuid, Body>;
  /** What a sketch on a face added to its body, alone: patterns may repeat just that. */
  readonly additions: Map<Uuid, { readonly body: Body; readonly host: Uuid }>;
  readonly trajectories: Map<Uuid, Trajectory>;
  /** Single segments of sketches, with the plane they lie in. */
  readonly curves: Map<Uuid, DrawnCurve>;
  /** Where in the program each named face was made. */
  readonly madeAt: Map<Uuid, SourceRange>;
  /** Place of the statement whose command runs now. */
  range: SourceRange | undefined;
  /** What the user should know of, and the place of the statement that it is about. */
  readonly warnings: { readonly message: string; readonly range: SourceRange | undefined }[];
  /** Edges asked for as the opposite of another run against it. */
  readonly opposites: Map<Uuid, Uuid>;
  /** The plane or face that sketch commands draw on. */
  sketch: { readonly frame: Frame; readonly host?: HostFace } | undefined;
}

export function emptyScene(kernel: Kernel): Scene {
  return {
    kernel,
    planes: new Map(),
    paths: new Map(),
    bodies: new Map(),
    additions: new Map(),
    trajectories: new Map(),
    curves: new Map(),
    opposites: new Map(),
    madeAt: new Map(),
    warnings: [],
    range: undefined,
    sketch: undefined,
  };
}
