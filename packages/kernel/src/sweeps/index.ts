/**
 * sweeps: solids made by carrying profiles through space, where a straight or circular path is not enough.
 * In: profile faces or wires, a spine or more profiles. Out: the swept body with its caps and history.
 * twistExtrude (straight and turning) and sweeps along a helix (helix.ts) are screws (screw.ts), built exactly;
 * sweep (along any other path) is OpenCASCADE's, and so is loft between two
 * profiles; through more it is interpolated (sections.ts, splineLoft.ts). Pieces are sewn (sewPieces.ts).
 */
export { loft } from "./loft.js";
export { sweep } from "./sweep.js";
export { twistExtrude } from "./twistExtrude.js";
