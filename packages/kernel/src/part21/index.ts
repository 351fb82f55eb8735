export { scanPart21 } from "./scan.js";
export * from "./types.js";
