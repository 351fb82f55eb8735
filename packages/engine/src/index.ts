/**
 * engine: executes KCL. The official interpreter on top, Zoo's modeling commands over `kernel` below.
 */
export * from "./api.js";
export { facesOfGlb, writeGlb } from "./exports/glb.js";
export { type ExportOptions, exportBodies, type OutputFormat, outputFormats } from "./exports/index.js";
export {
  createSession,
  type EngineSession,
  type Measures,
  type SessionExecution,
  type SessionExport,
} from "./session/index.js";
export { createKclTools } from "./tools.js";
