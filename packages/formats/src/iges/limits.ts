/** Limits of the IGES reader. Each is far above any real file and keeps a hostile one from exhausting the worker. */

/** Directory entries: the largest IGES files known to us (car bodies) have some 200,000. */
export const maxEntities = 5_000_000;

/** Pointers followed inside each other: a solid needs six (186, 514, 510, 508, 504, 126), subfigures in subfigures a few more. */
export const maxDepth = 64;

/** Placed copies that subfigures are unfolded to. */
export const maxInstances = 100_000;

/** Poles of one spline: each is three numbers of the text. */
export const maxPoles = 4_000_000;
