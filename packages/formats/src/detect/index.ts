/** formats: bytes in; what they are, and their plain content, out. Order: detect -> (unpack, detect again) -> decode -> trim. */
export { detectFormat } from "./detect.js";

export { openBytes } from "./open.js";
export * from "./types.js";
