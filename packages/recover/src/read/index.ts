/**
 * read: bytes of a CAD file in, a source model out.
 * Order: (kernel: open, scan, check) -> refuse other formats -> kernel reads -> solids (soundness, stray; surfaces when there
 * are none) -> match with the file -> describe -> facts -> warnings.
 */
export { type ReadOptions, readCad } from "./readCad.js";
export type * from "./types.js";
