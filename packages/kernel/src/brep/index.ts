/**
 * BRep text in, plain topology out: scanner -> locations, geometryText, shapesText -> topology (one walk) -> loops.
 * check looks over texts that others wrote.
 */
export { parseTopology } from "./topology.js";
