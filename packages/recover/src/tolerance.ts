/** Every tolerance of recovery, with its unit and its reason. */

/** The proof's tolerance in mm for a part of this diagonal (recovery design: max(0.001 mm, 1e-5 of the diagonal)). */
export const deltaMm = (diagonalMm: number): number => Math.max(1e-3, 1e-5 * diagonalMm);

/**
 * Two positions closer than this are one when structure is read off a part, mm. A third of the proof's delta: what is
 * taken as equal here must still be equal for the checker.
 */
export const structureMm = (diagonalMm: number): number => deltaMm(diagonalMm) / 3;

/** Directions that differ by less are parallel (sine of the angle): what it moves over the part stays under a third of delta. */
export const parallelSine = (diagonalMm: number): number => structureMm(diagonalMm) / Math.max(diagonalMm, 1e-6);

/** Residuals with less volume than a shell of this thickness over their own area are boolean dust, mm. */
export const dustThicknessMm = (diagonalMm: number): number => structureMm(diagonalMm);

/** How far a cutter overruns the stock where it is open, as a share of the stock's diagonal (rounded to one digit by the caller). */
export const overrunShare = 0.02;
