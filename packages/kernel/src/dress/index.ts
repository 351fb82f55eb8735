/**
 * dress: changes to the edges and walls of a finished solid.
 * In: a solid and ids of its edges or faces. Out: the dressed solid with its history.
 * fillet, chamfer (edges, through dressEdges and completeHistory), shell, offset (walls).
 */
export { type ChamferEdge, chamfer } from "./chamfer.js";
export { type FilletEdge, fillet } from "./fillet.js";
