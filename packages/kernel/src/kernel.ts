/** Assembles the kernel: every method runs guarded, so that only UnbakeError leaves it. */
import type { BooleanOptions, Kernel, Shape } from "./api.js";
import { chamfer, fillet, offset, shell } from "./dress/index.js";
import { heal, sew } from "./heal/index.js";
import { readBrep, writeBrep } from "./io/brep.js";
import { readStep, writeStep } from "./io/step.js";
import { readStepItems } from "./io/stepItems.js";
import { boundingBox } from "./measure/boundingBox.js";
import { classify, distance, distanceToPoint } from "./measure/distance.js";
import { edgePolylines } from "./measure/edgePolylines.js";
import { faceProperties, lengthOf, massProperties, roughMass } from "./measure/massProperties.js";
import { mesh } from "./measure/mesh.js";
import { sampleFace } from "./measure/sampleFace.js";
import { topologyOf } from "./measure/topology.js";
import { type ManifoldToplevel, manifoldLibrary, meshShadow, meshSlabs, meshSpaces } from "./meshBoolean/index.js";
import type { Context } from "./occ/context.js";
import { guard } from "./occ/guard.js";
import { HandleStore } from "./occ/handles.js";
import { startOpenCascade } from "./occ/module.js";
import { subShape, subShapes } from "./occ/subshapes.js";
import { boolean } from "./ops/booleans.js";
import { compound, solidsOf } from "./ops/compound.js";
import { differences } from "./ops/differences.js";
import { extrude, revolve } from "./ops/extrude.js";
import { box, cylinder, sphere } from "./ops/primitives.js";
import { edge, planarFace, vertex, wire } from "./ops/profile.js";
import { reshell } from "./ops/reshell.js";
import { section } from "./ops/section.js";
import { isSound } from "./ops/soundness.js";
import { transform } from "./ops/transform.js";
import { unify } from "./ops/unify.js";
import { isValid } from "./ops/validity.js";
import { scale } from "./rewrite/index.js";
import { loft, sweep, twistExtrude } from "./sweeps/index.js";

type Shapes = readonly Shape[];

export interface KernelOptions {
  /** Receives OpenCASCADE's own messages; they are dropped otherwise. */
  readonly log?: (line: string) => void;
}

/** What the functions of a kernel share. */
export async function createContext({ log }: KernelOptions = {}): Promise<Context> {
  const [{ oc, memory }, manifold] = await Promise.all([startOpenCascade(log), manifoldLibrary()]);
  return { oc, store: new HandleStore(oc), memory, manifold };
}

/** A function of meshes as one of the kernel. */
const withLibrary =
  <A extends unknown[], R>(run: (library: ManifoldToplevel, ...rest: A) => R) =>
  ({ manifold }: Context, ...rest: A): R =>
    run(manifold, ...rest);

/** Starts a kernel with its own memory (about 0.3 s; the module is compiled once a process). */
export async function createKernel(options: KernelOptions = {}): Promise<Kernel> {
  const context = await createContext(options);
  const { oc, store, memory } = context;

  /** Binds a kernel function to this context and guards it. */
  const bind =
    <A extends unknown[], R>(what: string, body: (context: Context, ...args: A) => R) =>
    (...args: A): R =>
      guard(oc, what, () => body(context, ...args));

  return {
    scope: (body) => store.scope(body),
    openScope: () => store.openScope(),
    readStep: bind("reading STEP", readStep),
    readStepItems: bind("reading STEP", readStepItems),
    writeStep: bind("writing STEP", writeStep),
    writeBrep: bind("writing BRep", writeBrep),
    readBrep: bind("reading BRep", readBrep),
    solids: bind("listing solids", solidsOf),
    subShape: bind("taking a sub-shape", (c, shape: Shape, kind: "face" | "edge" | "vertex" | "solid", id: number) =>
      subShape(c.oc, c.store, shape, kind, id),
    ),
    topology: bind("reading the topology", topologyOf),
    compound: bind("making a compound", compound),
    reshell: bind("regrouping faces", reshell),
    massProperties: bind("measuring mass properties", massProperties),
    roughMass: bind("measuring roughly", roughMass),
    faceProperties: bind(
      "measuring faces",
      (c, shape: Shape, faceIds?: readonly number[], options?: { readonly rough?: boolean }) =>
        faceProperties(c, shape, faceIds, options?.rough ?? false),
    ),
    edgeLength: bind("measuring an edge", (c, shape: Shape, edgeId: number) =>
      lengthOf(c, subShapes(c.oc, c.store, shape, "edge").at(edgeId)),
    ),
    boundingBox: bind("measuring the box", boundingBox),
    mesh: bind("meshing", mesh),
    meshSlabs: bind("slicing a mesh", withLibrary(meshSlabs)),
    meshShadow: bind("projecting a mesh", withLibrary(meshShadow)),
    meshSpaces: bind("looking beside a mesh", withLibrary(meshSpaces)),
    isSound: bind("checking", isSound),
    isValid: bind("checking", (c, shape: Shape) => isValid(c.oc, c.store.native(shape))),
    isSame: bind("comparing", (c, a: Shape, b: Shape) => c.store.native(a).IsSame(c.store.native(b))),
    classify: bind("classifying a point", classify),
    distance: bind("measuring a distance", distance),
    distanceToPoint: bind("measuring a distance", distanceToPoint),
    sampleFace: bind("sampling a face", sampleFace),
    edgePolylines: bind("drawing edges", edgePolylines),
    section: bind("taking a section", section),
    sweep: bind("sweeping", sweep),
    twistExtrude: bind("extruding with a twist", twistExtrude),
    loft: bind("lofting", loft),
    shell: bind("shelling", shell),
    offset: bind("offsetting", offset),
    scale: bind("scaling", scale),
    sew: bind("sewing", sew),
    heal: bind("healing", heal),
    vertex: bind("making a vertex", vertex),
    edge: bind("making an edge", edge),
    wire: bind("making a wire", wire),
    planarFace: bind("making a planar face", planarFace),
    extrude: bind("extruding", extrude),
    revolve: bind("revolving", revolve),
    box: bind("making a box", box),
    sphere: bind("making a sphere", sphere),
    cylinder: bind("making a cylinder", cylinder),
    fuse: bind("fusing", (c, a: Shapes, b: Shapes, options?: BooleanOptions) => boolean(c, "fuse", a, b, options)),
    cut: bind("cutting", (c, a: Shapes, b: Shapes, options?: BooleanOptions) => boolean(c, "cut", a, b, options)),
    common: bind("intersecting", (c, a: Shapes, b: Shapes, options?: BooleanOptions) =>
      boolean(c, "common", a, b, options),
    ),
    split: bind("splitting", (c, a: Shapes, b: Shapes, options?: BooleanOptions) => boolean(c, "split", a, b, options)),
    differences: bind("comparing bodies", differences),
    fillet: bind("filleting", fillet),
    chamfer: bind("chamfering", chamfer),
    transform: bind("moving", transform),
    unify: bind("unifying", unify),
    memoryBytes: () => memory.buffer.byteLength,
  };
}
