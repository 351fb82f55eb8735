/**
 * dress: changes to the edges and walls of a finished solid.
 * In: a solid and ids of its edges or faces. Out: the dressed solid with its history.
 * fillet, chamfer (edges: dressEdges.ts, completeHistory.ts); shell, offset (walls: walls.ts).
 */
export { chamfer } from "./chamfer.js";
export { fillet } from "./fillet.js";
export { offset, shell } from "./shell.js";
