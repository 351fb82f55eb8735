/**
 * interpreter: Zoo's own KCL interpreter.
 *
 * `interpreter` is the only file that knows what the WebAssembly package offers; `glue` starts instances of it, `instances` replaces one that
 * broke; `places` turns its byte offsets into lines and columns,
 * `failure` its error values into errors of the table, `freedom` its variables into counts of solved sketch points, `artifacts`
 * its variables and artifact graph into names of bodies and plain data.
 */
export { artifactsOf, bodyNames } from "./artifacts.js";
export { failureOf } from "./failure.js";
export { countFreedoms } from "./freedom.js";
export { loadInterpreter } from "./interpreter.js";
