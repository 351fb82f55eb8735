/**
 * sweeps: solids made by carrying profiles through space, where a straight or circular path is not enough.
 * In: profile faces or wires, a spine or more profiles. Out: the swept body with its caps and history.
 * twistExtrude (straight and turning, a screw), sweep (along a spine), loft (from profile to profile).
 */
export { twistExtrude } from "./twistExtrude.js";
