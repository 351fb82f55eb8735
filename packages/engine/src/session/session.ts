/** One program that is edited and executed again and again: what an edit does not change is not computed again. */
import type { Box, Topology, Vec3 } from "@unbake/geometry";
import type { Kernel } from "@unbake/kernel";
import type { Body, ExecutedBody, ExecuteOptions, Execution, KclTools } from "../api.js";
import { type ExportOptions, exportBodies } from "../exports/index.js";
import { type MemoKernel, rememberingKernel } from "./memoKernel.js";

export interface Measures {
  readonly volumeMm3: number;
  readonly areaMm2: number;
  readonly centroidMm: Vec3;
  readonly boxMm: Box;
}

export interface SessionExecution extends Execution {
  /** Calls of the kernel that were answered from earlier executions, and those that were computed. */
  readonly calls: { readonly remembered: number; readonly computed: number };
}

export interface SessionExport extends Pick<ExportOptions, "format">, Partial<Pick<ExportOptions, "unit">> {
  /** What the whole is called; "part" by default. */
  readonly name?: string;
}

export interface EngineSession {
  /**
   * Executes `source`. Its bodies live until the next call of `execute` or `close`. Executions of one session take turns.
   * Throws as `KclTools.execute` does; what was computed until then is remembered.
   */
  execute(source: string, options?: Omit<ExecuteOptions, "kernel">): Promise<SessionExecution>;
  /** Faces, edges and vertices, with exact surfaces and curves. */
  topology(body: Body): Topology;
  measure(body: Body): Measures;
  /**
   * The bytes of a file of bodies of the last execution, with their names and colours where the format has them. STEP is exact and in `unit`
   * (millimetres by default); STL, OBJ and 3MF are meshes in millimetres, GLB is one in metres with Y up.
   */
  export(bodies: readonly ExecutedBody[], options: SessionExport): Uint8Array;
  /** The kernel that the bodies are of. */
  readonly kernel: Kernel;
  /** Frees all that the session remembers. */
  close(): void;
}

/** A session on a kernel, which other users may share. */
export function createSession(kernel: Kernel, tools: KclTools): EngineSession {
  const memo: MemoKernel = rememberingKernel(kernel);
  let last: Promise<unknown> = Promise.resolve();

  const run = async (source: string, options: Omit<ExecuteOptions, "kernel">): Promise<SessionExecution> => {
    memo.startExecution();
    const execution = await tools.execute(source, { ...options, kernel: memo.kernel });
    return { ...execution, calls: { remembered: memo.counts.hits, computed: memo.counts.misses } };
  };

  return {
    kernel: memo.kernel,
    execute(source, options = {}) {
      const next = last.then(() => run(source, options));
      last = next.catch(() => undefined);
      return next;
    },
    topology: ({ shape }) => memo.kernel.topology(shape),
    measure({ shape }) {
      const { volume, area, centroid } = memo.kernel.massProperties(shape);
      return { volumeMm3: volume, areaMm2: area, centroidMm: centroid, boxMm: memo.kernel.boundingBox(shape) };
    },
    // Copies for a file are nothing to remember: the plain kernel makes them, and frees them with its scope.
    export: (bodies, options) => exportBodies(kernel, bodies, { name: "part", unit: "mm", ...options }),
    close: () => memo.close(),
  };
}
