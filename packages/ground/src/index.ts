/**
 * ground: what every other package stands on: the table of errors, text for people, and WebAssembly modules with their machine code.
 */
export { type ConversionStatus, type ErrorCode, type ErrorKind, errorTable, UnbakeError } from "./errors.js";
export { addTo, at, countOf, last, must } from "./must.js";
export { plainText } from "./plainText.js";
export { instantiating } from "./wasm/instantiating.js";
export { machineCodeFolder, moduleOf, serializeModules, useMachineCode } from "./wasm/machineCode.js";
export { type WasmMemory, webAssembly } from "./wasm/webAssembly.js";
