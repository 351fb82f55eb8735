/**
 * dress: changes to the edges and walls of a finished solid.
 * In: a solid and ids of its edges or faces. Out: the dressed solid with its history.
 * fillet, chamfer (edges), shell, offset (walls).
 */
export {};
