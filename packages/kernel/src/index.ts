/**
 * kernel: the geometry kernel (OpenCASCADE in WebAssembly) behind one small typed interface.
 * In: text of shapes, plain numbers. Out: opaque shapes, plain topology, measures, meshes.
 */
export type {
  BooleanOptions,
  Distance,
  History,
  Kernel,
  MeshOptions,
  OpenScope,
  Operation,
  Reshelled,
  Shape,
  ShapeKind,
  ShellPlan,
  StepReadResult,
  SubKind,
  SubRef,
  SweepResult,
} from "./api.js";
export { checkBrepText } from "./brep/check.js";
export { createKernel, type KernelOptions } from "./kernel.js";
export { type MeshParts, meshParts } from "./meshBoolean/parts.js";
export { type MeshSimilarity, meshSimilarity, type NoSimilarity } from "./meshBoolean/similarity.js";
export type { MeshSpace, SpaceRegion } from "./meshBoolean/spaces.js";
export { openCascadeFile } from "./occ/module.js";
export { type BrepBody, bodiesOf } from "./rewrite/bodies.js";
export { kernelSelfTest, type SelfTestResult } from "./selfTest.js";
