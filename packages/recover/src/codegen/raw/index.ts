/**
 * print: a model in, the text of a raw KCL program out.
 * Order: raw (header, parts) -> instances (seed, clones, patterns) -> features (nodes) -> planes, profiles, paths, poses
 * -> program (statements to lines) -> layout (text as the official formatter leaves it). kcl, numbers, names and
 * statements are the vocabulary, shared with salon.
 */
export type { PrintedProgram } from "../kcl/program.js";
export { printRaw } from "./raw.js";
