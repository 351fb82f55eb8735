/** What every kernel function works with. */

import type { WasmMemory } from "@unbake/ground";
import type { ManifoldToplevel } from "../meshBoolean/index.js";
import type { HandleStore } from "./handles.js";
import type { OpenCascadeInstance } from "./module.js";

export interface Context {
  readonly oc: OpenCascadeInstance;
  readonly store: HandleStore;
  readonly memory: WasmMemory;
  /** The library of mesh booleans: what they give is a witness for the exact ones. */
  readonly manifold: ManifoldToplevel;
}
