/**
 * engine: executes KCL. The official interpreter on top, Zoo's modeling commands over `kernel` below.
 */
export * from "./api.js";
export { createSession, type EngineSession, type Measures, type SessionExecution } from "./session/index.js";
export { createKclTools } from "./tools.js";
