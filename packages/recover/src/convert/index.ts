/**
 * convert: bytes of one file in, two programs with their proofs and the certificate out.
 * Order: convert (read, measure, recover) -> program (raw: run, prove) -> salon (the same, with fallbacks) -> certificate. failure says why not.
 */
export { type ConvertTools, convertFile } from "./convert.js";
export * from "./types.js";
export { toolVersions } from "./versions.js";
