/**
 * The one small typed interface to the geometry kernel. Everything above `kernel` sees only this.
 *
 * - shape: an opaque handle on kernel memory. Handles live in scopes: `kernel.scope(() => ...)` frees every handle
 *   made inside, except those passed to `keep`. Nothing above this package calls `delete`.
 * - sub-shape: a face, edge or vertex of a shape, by its id in `topology(shape)`.
 * - operation: the result shape plus its history: what each sub-shape of the inputs became.
 *
 * A failed operation throws UnbakeError("kernel", ...); it never returns an invalid or null shape in silence.
 */
import type { Box, CurveSegment, Frame, MassProperties, Mesh, Pose, Topology, Vec2, Vec3 } from "@unbake/geometry";
import type { MeshSlabs, SlabOptions } from "./meshBoolean/slabs.js";
import type { MeshSpace, SpaceOptions } from "./meshBoolean/spaces.js";

declare const shapeBrand: unique symbol;
export type ShapeKind = "compound" | "solid" | "shell" | "face" | "wire" | "edge" | "vertex";

export interface Shape {
  readonly [shapeBrand]: true;
  readonly kind: ShapeKind;
}

export type SubKind = "face" | "edge" | "vertex";

/** A sub-shape of one of the inputs of an operation. */
export interface SubRef {
  readonly shape: Shape;
  readonly kind: SubKind;
  readonly id: number;
}

/** What became of the sub-shapes of the inputs. Ids are ids of `topology(result)`. */
export interface History {
  /** Ids in the result of the same kind that `ref` became; [ref'] when it passed unchanged; [] when it is gone. */
  modified(ref: SubRef): number[];
  /** Ids in the result of kind `kind` that were made out of `ref` (e.g. the side face made by extruding an edge). */
  generated(ref: SubRef, kind: SubKind): number[];
}

export interface Operation extends History {
  readonly shape: Shape;
}

export interface SweepResult extends Operation {
  /** Face ids of the cap at the start of the sweep (empty when closed round). */
  readonly startFaces: readonly number[];
  readonly endFaces: readonly number[];
}

export interface StepReadResult {
  /** One compound of all roots, in millimetres. */
  readonly shape: Shape;
  readonly warnings: readonly string[];
}

/** A closed shell to be made of faces of a solid, without any boolean. */
export interface ShellPlan {
  /** Faces of the solid, each without those of its inner loops (places in `FaceInfo.loops`, never 0) that are listed. */
  readonly faces: readonly { readonly face: number; readonly without: readonly number[] }[];
  /** What closes the shell: the part of a face's surface inside one of its inner loops. */
  readonly caps: readonly { readonly face: number; readonly loop: number }[];
}

/** A solid within such a shell. */
export interface Reshelled {
  readonly shape: Shape;
  /** The faces bounded a void of the old solid: they have been turned round. */
  readonly inverted: boolean;
}

export interface BooleanOptions {
  /** Extra tolerance in mm; 0 by default. */
  readonly fuzzy?: number;
  /** Merge faces and edges that continue each other afterwards (default false). History covers it. */
  readonly unify?: boolean;
  /**
   * Check the result (BRepCheck, bounds on its volume) and try again with a larger fuzzy value (default true). The check
   * takes longer than the boolean: leave it out where a wrong result is noticed anyway.
   */
  readonly check?: boolean;
}

export interface MeshOptions {
  /** Chord error in mm. */
  readonly linear: number;
  readonly angularRad: number;
  /**
   * Mesh again, from a cleaned copy and finer, where a gap remains between faces (default true). A picture can do without: it takes
   * several times as long. Faces without any triangles are tried again in any case.
   */
  readonly mend?: boolean;
}

/** Closest points of two shapes. */
export interface Distance {
  readonly distance: number;
  readonly onA: Vec3;
  readonly onB: Vec3;
}

/** A scope that stays open between calls: for what keeps shapes longer than one call and frees them one by one. */
export interface OpenScope {
  /** Shapes made in `body` belong to this scope. */
  run<T>(body: () => T): T;
  /** Frees one shape of this scope. */
  free(shape: Shape): void;
  /** Frees all that is left. */
  end(): void;
}

export interface Kernel {
  /** Runs `body`; frees all shapes made inside, except what `keep` was called with (they move to the enclosing scope). */
  scope<T>(body: (keep: <S extends Shape>(shape: S) => S) => T): T;

  /** A scope beside those that are open: its shapes live until they are freed or it ends, whatever ends meanwhile. */
  openScope(): OpenScope;

  // ---- in and out
  readStep(bytes: Uint8Array): StepReadResult;
  /** The shapes of text that `kernelText` wrote, in the order of its items; undefined for one that nothing became of. */
  readStepItems(bytes: Uint8Array, items: number): readonly (Shape | undefined)[];
  writeStep(
    shape: Shape,
    options?: { readonly unit?: "mm" | "in" | "m" | "cm" | "ft" | "yd"; readonly name?: string },
  ): Uint8Array;
  /** OpenCASCADE's BRep text, exact to 15 digits. */
  writeBrep(shape: Shape): string;
  readBrep(text: string): Shape;

  // ---- structure
  topology(shape: Shape): Topology;
  /** The solids in a shape, each a handle of its own, in the order of topology(shape).solids. */
  solids(shape: Shape): Shape[];
  subShape(shape: Shape, kind: SubKind | "solid", id: number): Shape;
  compound(shapes: readonly Shape[]): Shape;
  /** One solid for each plan. Nothing is intersected: the shells share edges and surfaces with the old solid. */
  reshell(solid: Shape, plans: readonly ShellPlan[]): Reshelled[];
  /** OpenCASCADE's own check: geometry and structure are consistent within their tolerances. */
  isValid(shape: Shape): boolean;
  /** More than valid: solids are closed, oriented, of positive volume, and their edges meet. Of surfaces: valid. */
  isSound(shape: Shape): boolean;
  /** Exact same underlying geometry and placement. */
  isSame(a: Shape, b: Shape): boolean;

  // ---- measures
  massProperties(shape: Shape): MassProperties;
  /** Volume (mm3), area (mm2) and centroid by quick integration: off by up to 3e-4 of the whole on trimmed curved faces. */
  roughMass(shape: Shape): Pick<MassProperties, "volume" | "area" | "centroid">;
  /** Area and centroid of faces; `rough`: by quick integration, as `roughMass`. */
  faceProperties(
    shape: Shape,
    faceIds?: readonly number[],
    options?: { readonly rough?: boolean },
  ): readonly { readonly area: number; readonly centroid: Vec3 }[];
  edgeLength(shape: Shape, edgeId: number): number;
  /** Tight box (exact geometry, no tolerance gap) by default. */
  boundingBox(shape: Shape, options?: { readonly tight?: boolean }): Box;
  /** Where a point lies relative to a solid. */
  classify(solid: Shape, point: Vec3, toleranceMm: number): "inside" | "outside" | "on";
  distance(a: Shape, b: Shape): Distance;
  /** Distance from a point to a face (trimmed), an edge or a whole shape. */
  distanceToPoint(shape: Shape, point: Vec3): number;
  /** Outward points and normals of a face on a grid inside its trimming; at least one point a face. */
  sampleFace(shape: Shape, faceId: number, count: number): readonly { readonly point: Vec3; readonly normal: Vec3 }[];
  mesh(shape: Shape, options: MeshOptions): Mesh;
  /** The body that a mesh bounds as a stack of slabs along the frame's z; undefined where it bounds none. */
  meshSlabs(mesh: Mesh, frame: Frame, options: SlabOptions): MeshSlabs | undefined;
  /** Outlines of what a mesh's body covers of the frame's x-y plane, seen along z, largest first; undefined where it bounds none. */
  meshShadow(mesh: Mesh, frame: Frame): readonly (readonly Vec2[])[] | undefined;
  /** The room that a mesh's body leaves between each two heights along the frame's z; undefined where it bounds no body. */
  meshSpaces(mesh: Mesh, frame: Frame, options: SpaceOptions): readonly MeshSpace[] | undefined;
  /** Polylines of the edges: positions and, per edge id, a range of points. */
  edgePolylines(
    shape: Shape,
    options: MeshOptions,
  ): readonly { readonly edge: number; readonly points: Float32Array }[];

  // ---- construction of wires and faces
  vertex(point: Vec3): Shape;
  edge(segment: CurveSegment): Shape;
  /** A wire of connected segments in order; a closed wire when the ends meet within tolerance. */
  wire(segments: readonly CurveSegment[]): Shape;
  /** A planar face: outer wire and holes (orientation is mended), lying in the plane of `frame`. */
  planarFace(frame: Frame, outer: Shape, holes?: readonly Shape[]): Shape;
  /** Parts of the plane of `frame` that the closed loops among `wires` bound: each outer loop with the loops directly inside it as holes. */
  section(shape: Shape, frame: Frame): Shape;

  // ---- solids
  extrude(profile: Shape, vector: Vec3): SweepResult;
  revolve(profile: Shape, axisOrigin: Vec3, axisDirection: Vec3, angleRad: number): SweepResult;
  /** Sweeps a profile face or wire along a spine wire. `transition` at spine corners; `keepNormal` sweeps translationally. */
  sweep(
    profile: Shape,
    spine: Shape,
    options?: { readonly transition?: "transformed" | "right" | "round"; readonly frenet?: boolean },
  ): SweepResult;
  /** Helical sweep of a planar profile turned by `angleRad` over `vector` about the axis through `center`. */
  twistExtrude(profile: Shape, vector: Vec3, angleRad: number, center: Vec3): SweepResult;
  /** Through profiles in order; `degree` (2 by default) from profile to profile, ruled with 1 or `ruled`. */
  loft(
    profiles: readonly Shape[],
    options?: { readonly ruled?: boolean; readonly degree?: number; readonly solid?: boolean },
  ): SweepResult;
  box(frame: Frame, size: Vec3): Shape;
  sphere(center: Vec3, radius: number): Shape;
  cylinder(frame: Frame, radius: number, height: number): Shape;

  // ---- booleans: all tools in one call
  fuse(arguments_: readonly Shape[], tools: readonly Shape[], options?: BooleanOptions): Operation;
  cut(arguments_: readonly Shape[], tools: readonly Shape[], options?: BooleanOptions): Operation;
  common(arguments_: readonly Shape[], tools: readonly Shape[], options?: BooleanOptions): Operation;
  /** [solids of `a` without `b`, solids of `b` without `a`] from one intersection, faces merged; unchecked. */
  differences(a: Shape, b: Shape): [Shape[], Shape[]];
  /** Splits the arguments by the tools (faces or solids); keeps every piece of the arguments. */
  split(arguments_: readonly Shape[], tools: readonly Shape[], options?: BooleanOptions): Operation;

  // ---- dress
  fillet(solid: Shape, edges: readonly { readonly edge: number; readonly radius: number }[]): Operation;
  chamfer(
    solid: Shape,
    edges: readonly {
      readonly edge: number;
      readonly distance: number;
      readonly second?: number;
      readonly face?: number;
    }[],
  ): Operation;
  shell(solid: Shape, removedFaces: readonly number[], thickness: number): Operation;
  offset(solid: Shape, distance: number): Operation;

  // ---- placement
  transform(shape: Shape, pose: Pose): Operation;
  /** Uniform or not: exact for uniform scale, B-splines otherwise. */
  scale(shape: Shape, center: Vec3, factors: Vec3): Operation;

  // ---- healing
  sew(shapes: readonly Shape[], toleranceMm: number): Operation;
  /** Fixes orientation, closes small gaps; throws "open_shell" when it does not become watertight. */
  heal(shape: Shape): Operation;
  /** Merges faces and edges that continue each other (same surface). */
  unify(shape: Shape, options?: { readonly linearMm?: number; readonly angularRad?: number }): Operation;

  /** Bytes of WebAssembly memory in use: the process is recycled past a limit. */
  memoryBytes(): number;
}
