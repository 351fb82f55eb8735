/**
 * sweeps: solids made by carrying profiles through space, where a straight or circular path is not enough.
 * In: profile faces or wires, a spine or more profiles. Out: the swept body with its caps and history.
 * sweep (along a spine), twistExtrude (straight and turning), loft (from profile to profile).
 */
export {};
