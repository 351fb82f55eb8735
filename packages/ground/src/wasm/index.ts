/**
 * WebAssembly modules from their files: compiled as they are called, or with the machine code that an earlier process made of them.
 *
 * - machine code: what V8's optimising compiler makes of the functions that conversions call.
 */
export { type Instantiating, instantiating } from "./instantiating.js";
export { machineCodeFolder, moduleOf, serializeModules, useMachineCode } from "./machineCode.js";
export { type WasmInstance, type WasmMemory, type WasmModule, webAssembly } from "./webAssembly.js";
