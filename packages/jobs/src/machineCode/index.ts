/**
 * machineCode: the code that V8's optimising compiler makes of the WebAssembly modules, made once after an installation and kept (decision 5).
 * Order: ensure (is there code? otherwise one process starts one that makes it, in the background) -> make (that process: converts samples)
 * -> samples (programs that use what conversions use).
 */
export { ensureMachineCode } from "./ensure.js";
