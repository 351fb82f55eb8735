/**
 * iges: a reader for IGES files of our own, since the kernel has none. In: the bytes of a fixed-format file. Out: the same shape as Part 21
 * text, which goes the road of STEP from there.
 * Order: records -> tokens, global, units -> scan (directory; parameters when asked for) -> parts, holders, roots (what is shape by itself,
 * where it stands, instances unfolded) -> curves (conics, splines), surfaces (swept, ruled, splines), boundary, faces, solids, sheets -> stepText, shells, document -> translate.
 */
export { scanIges } from "./scan.js";
export { type IgesPart, type IgesTranslation, translateIges } from "./translate.js";
export type { IgesEntity, IgesFile, IgesGlobal } from "./types.js";
