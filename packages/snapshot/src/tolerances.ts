/** Every tolerance of the package: the unit first, then why it is so large. */

// shade

/** share. Added to the weight of each cell that openness is taken from, so that a sample in a cell's middle still has three others to go by. */
export const leastCellShare = 1e-3;

// drawing

/** mm. A triangle this near the plane of a section lies in it: single precision. */
export const sectionMm = 1e-3;
