/**
 * Fillets and chamfers upon each other. KCL's interpreter keeps them for later and makes them when their body is used; a
 * question for an edge (`edgeId`) is no use, so it is answered by the body as it was before them, and two picks on edges that
 * a fillet made are one and the same sharp edge. A move by nothing is a use: after it the edges are those that one sees.
 */

/** What is said where a body is moved by nothing. */
export const madeComment = "Made here, so that its new edges can be picked";
