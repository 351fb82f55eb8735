/**
 * salon: a model in, the text of a KCL program out that a designer would sign.
 * Decided first, then printed: plan/passes makes a plan of it, pass by pass, and emit/ turns the plan into KCL. printSalon does
 * both, and again with plainer drawings where the official solver does not fix one.
 *
 * - plan/tree: the model before anything has a name (values on their grid, datums, order, features, faces at edges).
 * - plan/features: each feature with its names and numbers. plan/sketch: its drawing. plan/values: parameters, datums, limits.
 */
export { snapModel } from "./plan/tree/snap.js";
export { printSalon } from "./printSalon.js";
