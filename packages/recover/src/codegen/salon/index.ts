/**
 * salon: a model in, the text of a KCL program out that a designer would sign.
 * Order: snap (values to their grid) -> orient (datums) -> order (steps) -> assembly (parts, instances) -> bodies
 * (features in order) -> shapes, drilled, roundCuts, patterns, edges (each feature) -> drafting, span (its plane, its reach)
 * -> drawing: outline (points, named segments) -> relations (constraints, by rank) -> dimensions (parameters, datums)
 * -> document (program with its parameters and limits on top) -> printSalon (checked by the official solver).
 */
export { printSalon } from "./printSalon.js";
export type { SalonOptions, SalonProgram } from "./types.js";
