/**
 * BRep text in, plain topology out: scanner -> locations, geometryText, shapesText -> topology (one walk) -> loops.
 * check looks over texts that others wrote.
 */
export { checkBrepText } from "./check.js";
export { parseTopology } from "./topology.js";
