/** Assembles the kernel: every method runs guarded, so that only UnbakeError leaves it. */
import type { Kernel, Shape } from "./api.js";
import { parseTopology } from "./brep/index.js";
import { readBrep, writeBrep } from "./io/brep.js";
import { readStep, writeStep } from "./io/step.js";
import { boundingBox } from "./measure/boundingBox.js";
import { faceAreas, lengthOf, massProperties } from "./measure/massProperties.js";
import { mesh } from "./measure/mesh.js";
import type { Context } from "./occ/context.js";
import { guard } from "./occ/guard.js";
import { HandleStore } from "./occ/handles.js";
import { startOpenCascade } from "./occ/module.js";
import { subShape, subShapes } from "./occ/subshapes.js";
import type { WasmModule } from "./occ/webAssembly.js";
import { compound } from "./ops/compound.js";

export interface KernelOptions {
  /** A module from `compileOpenCascade`, to share one compilation among worker threads. */
  readonly module?: WasmModule;
  /** Receives OpenCASCADE's own messages; they are dropped otherwise. */
  readonly log?: (line: string) => void;
}

/** Starts a kernel with its own memory (about 0.3 s; the module is compiled once a process). */
export async function createKernel(options: KernelOptions = {}): Promise<Kernel> {
  const { oc, memory } = await startOpenCascade(options.module, options.log);
  const store = new HandleStore(oc);
  const context: Context = { oc, store, memory };

  /** Binds a kernel function to this context and guards it. */
  const bind =
    <A extends unknown[], R>(what: string, body: (context: Context, ...args: A) => R) =>
    (...args: A): R =>
      guard(oc, what, () => body(context, ...args));

  return {
    scope: (body) => store.scope(body),
    readStep: bind("reading STEP", readStep),
    writeStep: bind("writing STEP", writeStep),
    writeBrep: bind("writing BRep", writeBrep),
    readBrep: bind("reading BRep", readBrep),
    solids: bind("listing solids", (c, shape: Shape) => {
      const index = subShapes(c.oc, c.store, shape, "solid");
      return Array.from({ length: index.count }, (_, id) => subShape(c.oc, c.store, shape, "solid", id));
    }),
    subShape: bind("taking a sub-shape", (c, shape: Shape, kind: "face" | "edge" | "vertex" | "solid", id: number) =>
      subShape(c.oc, c.store, shape, kind, id),
    ),
    topology: bind("reading the topology", (c, shape: Shape) => {
      const record = c.store.record(shape);
      record.topology ??= parseTopology(writeBrep(c, shape));
      return record.topology;
    }),
    compound: bind("making a compound", compound),
    massProperties: bind("measuring mass properties", massProperties),
    faceProperties: bind("measuring faces", (c, shape: Shape, faceIds?: readonly number[]) => {
      const faces = subShapes(c.oc, c.store, shape, "face");
      const ids = faceIds ?? Array.from({ length: faces.count }, (_, id) => id);
      return faceAreas(
        c,
        ids.map((id) => faces.at(id)),
      );
    }),
    edgeLength: bind("measuring an edge", (c, shape: Shape, edgeId: number) =>
      lengthOf(c, subShapes(c.oc, c.store, shape, "edge").at(edgeId)),
    ),
    boundingBox: bind("measuring the box", boundingBox),
    mesh: bind("meshing", mesh),
    memoryBytes: () => memory.buffer.byteLength,
  } as Partial<Kernel> as Kernel;
}
