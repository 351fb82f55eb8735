/**
 * engine: executes KCL. The official interpreter on top, Zoo's modeling commands over `kernel` below.
 */
export * from "./api.js";
export { createKclTools } from "./tools.js";
