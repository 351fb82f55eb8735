/**
 * kernel: the geometry kernel (OpenCASCADE in WebAssembly) behind one small typed interface.
 * In: bytes of CAD files, plain numbers. Out: opaque shapes, plain topology, measures, meshes.
 */
export * from "./api.js";
export { checkBrepText } from "./brep/index.js";
export * from "./errors.js";
export * from "./formats/index.js";
export * from "./geometry/index.js";
export {
  type IgesFile,
  type IgesGlobal,
  type IgesPart,
  type IgesTranslation,
  scanIges,
  translateIges,
} from "./iges/index.js";
export { createKernel, type KernelOptions } from "./kernel.js";
export { type MeshSimilarity, meshSimilarity, type NoSimilarity } from "./meshBoolean/index.js";
export * from "./meshFiles/index.js";
export { bezierPieces, splineSegment } from "./nurbs/index.js";
export * from "./part21/index.js";
export { type BrepBody, bodiesOf } from "./rewrite/index.js";
export { kernelSelfTest, type SelfTestResult } from "./self-test.js";
export { plainText } from "./text/plainText.js";
export * from "./types.js";
export { moduleOf, serializeModules, useMachineCode } from "./wasm/index.js";
