/** What every kernel function works with. */
import type { HandleStore } from "./handles.js";
import type { OpenCascadeInstance } from "./module.js";
import type { WasmMemory } from "./webAssembly.js";

export interface Context {
  readonly oc: OpenCascadeInstance;
  readonly store: HandleStore;
  readonly memory: WasmMemory;
}
