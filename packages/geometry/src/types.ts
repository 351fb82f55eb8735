/**
 * The words of the kernel, used the same everywhere in unbake.
 *
 * - solid: a closed region of space; shell: a connected set of faces; face: a bounded part of a surface.
 * - surface: the unbounded carrier of a face. curve: the unbounded carrier of an edge.
 * - loop: a closed chain of edge uses (coedges) that bounds a face; a face has one outer loop and any number of inner ones.
 * - edge: a bounded part of a curve between two vertices, shared by the faces that meet there.
 * - frame: a right-handed orthonormal coordinate system. pose: a rigid motion, maybe mirrored, that places something.
 *
 * Lengths are millimetres, angles radians, unless a name says otherwise. All of these are plain readonly data.
 */

export type Vec2 = readonly [number, number];
export type Vec3 = readonly [number, number, number];

/** A right-handed orthonormal coordinate system: z = x cross y. */
export interface Frame {
  readonly origin: Vec3;
  readonly x: Vec3;
  readonly y: Vec3;
  readonly z: Vec3;
}

/** Affine 3x4 matrix, rows of 4, [r00,r01,r02,tx, r10,...]: p' = R p + t. R is orthonormal; det(R) = -1 means mirrored. */
export type Pose = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/**
 * Exact surface carriers, parameterised as OpenCASCADE does it (Geom_* reference), with *right-handed* frames.
 * - plane: S(u,v) = O + u x + v y; natural normal z.
 * - cylinder: S = O + r(cos u x + sin u y) + v z; natural normal points away from the axis.
 * - cone: S = O + (r + v sin a)(cos u x + sin u y) + v cos a z; `radius` r at O, half angle a in (-pi/2, pi/2), never 0.
 * - sphere: S = O + r cos v (cos u x + sin u y) + r sin v z.
 * - torus: S = O + (R + r cos v)(cos u x + sin u y) + r sin v z.
 * - extrusion: S = C(u) + v dir. revolution: C(v) turned by u about axis through `origin` along `direction`.
 */
export type Surface =
  | { readonly kind: "plane"; readonly frame: Frame }
  | { readonly kind: "cylinder"; readonly frame: Frame; readonly radius: number }
  | { readonly kind: "cone"; readonly frame: Frame; readonly radius: number; readonly semiAngle: number }
  | { readonly kind: "sphere"; readonly frame: Frame; readonly radius: number }
  | { readonly kind: "torus"; readonly frame: Frame; readonly majorRadius: number; readonly minorRadius: number }
  | BSplineSurface
  | { readonly kind: "extrusion"; readonly curve: Curve; readonly direction: Vec3 }
  | { readonly kind: "revolution"; readonly curve: Curve; readonly origin: Vec3; readonly direction: Vec3 }
  | { readonly kind: "offset"; readonly base: Surface; readonly distance: number };

/** Tensor-product B-spline (a Bezier patch is one too). poles[iu * nv + iv]; knots distinct, with multiplicities. */
export interface BSplineSurface {
  readonly kind: "bspline";
  readonly degreeU: number;
  readonly degreeV: number;
  readonly countU: number;
  readonly countV: number;
  readonly poles: readonly Vec3[];
  /** Same length as poles; absent when not rational. */
  readonly weights?: readonly number[];
  readonly knotsU: readonly number[];
  readonly multiplicitiesU: readonly number[];
  readonly knotsV: readonly number[];
  readonly multiplicitiesV: readonly number[];
  readonly periodicU: boolean;
  readonly periodicV: boolean;
}

/**
 * Exact curve carriers, parameterised as OpenCASCADE does it.
 * - line: O + t dir. circle: O + r(cos t x + sin t y). ellipse: O + a cos t x + b sin t y.
 */
export type Curve =
  | { readonly kind: "line"; readonly origin: Vec3; readonly direction: Vec3 }
  | { readonly kind: "circle"; readonly frame: Frame; readonly radius: number }
  | { readonly kind: "ellipse"; readonly frame: Frame; readonly majorRadius: number; readonly minorRadius: number }
  | { readonly kind: "parabola"; readonly frame: Frame; readonly focal: number }
  | { readonly kind: "hyperbola"; readonly frame: Frame; readonly majorRadius: number; readonly minorRadius: number }
  | BSplineCurve
  | { readonly kind: "offset"; readonly base: Curve; readonly distance: number; readonly direction: Vec3 };

/** A bounded piece of a curve; `range` in the curve's own parameter. */
export interface CurveSegment {
  readonly curve: Curve;
  readonly range: readonly [number, number];
}

export interface BSplineCurve {
  readonly kind: "bspline";
  readonly degree: number;
  readonly poles: readonly Vec3[];
  readonly weights?: readonly number[];
  readonly knots: readonly number[];
  readonly multiplicities: readonly number[];
  readonly periodic: boolean;
}

/**
 * The topology of one shape as plain data. Ids are indices into these arrays, in the order in which
 * `subShapes(shape, kind)` of the kernel enumerates them, so that an id names the same face on both sides.
 * Locations are already applied: all geometry is in the space of the shape.
 */
export interface Topology {
  readonly solids: readonly SolidInfo[];
  readonly shells: readonly ShellInfo[];
  readonly faces: readonly FaceInfo[];
  readonly edges: readonly EdgeInfo[];
  readonly vertices: readonly VertexInfo[];
}

export interface SolidInfo {
  readonly id: number;
  readonly shells: readonly number[];
  readonly faces: readonly number[];
  /**
   * Solids with the same `definition` share their geometry in the file. It is the id of the first of them, and `pose`
   * carries that first one onto this one (the identity for the first itself).
   */
  readonly definition: number;
  readonly pose: Pose;
}

export interface ShellInfo {
  readonly id: number;
  /** -1 when the shell belongs to no solid. */
  readonly solid: number;
  readonly faces: readonly number[];
  readonly closed: boolean;
}

export interface FaceInfo {
  readonly id: number;
  readonly surface: Surface;
  /** true: the material lies on the side against the surface's natural normal (dS/du x dS/dv), i.e. natural normal points outwards. */
  readonly sameSense: boolean;
  /** The outer loop first, where it is known. */
  readonly loops: readonly Loop[];
  /** Index of the solid, or -1. */
  readonly solid: number;
  readonly shell: number;
  readonly tolerance: number;
}

export interface Loop {
  readonly coedges: readonly Coedge[];
  /** Which of the face's wires it is, in the kernel's order; absent where a wire is not one closed walk. */
  readonly wire?: number;
}

/** One use of an edge by a loop, in the order of the loop; material of the face lies to the left, seen against the outward normal. */
export interface Coedge {
  readonly edge: number;
  /** true: the loop runs from edge.end to edge.start. */
  readonly reversed: boolean;
}

export interface EdgeInfo {
  readonly id: number;
  /** undefined for a degenerate edge (the apex of a cone, the pole of a sphere). */
  readonly curve?: Curve;
  readonly range: readonly [number, number];
  /** Vertex ids; equal for a closed edge; -1 where there is none. */
  readonly start: number;
  readonly end: number;
  /** Faces that use it, each once (a seam: once). */
  readonly faces: readonly number[];
  /** Used twice by the same face. */
  readonly seam: boolean;
  readonly degenerate: boolean;
  readonly tolerance: number;
}

export interface VertexInfo {
  readonly id: number;
  readonly point: Vec3;
  readonly tolerance: number;
}

/** Mass properties with density 1. Inertia is about the centroid, axes of the global frame: [Ixx,Iyy,Izz,Ixy,Ixz,Iyz] (products positive-sign integrals). */
export interface MassProperties {
  readonly volume: number;
  readonly area: number;
  readonly centroid: Vec3;
  readonly inertia: readonly [number, number, number, number, number, number];
}

export interface Box {
  readonly min: Vec3;
  readonly max: Vec3;
}

/** A triangle mesh. `triangles[3i..]` index `positions`; `faceIds[i]` is the face id of triangle i; normals per vertex. */
export interface Mesh {
  readonly positions: Float32Array | Float64Array;
  readonly normals?: Float32Array;
  readonly triangles: Uint32Array;
  readonly faceIds: Uint32Array;
}
