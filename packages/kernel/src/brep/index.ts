/**
 * BRep text in, plain topology out: scanner -> locations, geometryText, shapesText -> topology (one walk) -> loops.
 */
export { parseTopology } from "./topology.js";
