/** Every tolerance of the package: the unit first, then why it is so large. */

// child

/** share. How far a volume of the self-test may be off: the kernel knows planes and cylinders exactly. */
export const selfTestShare = 1e-9;

// child

/** share. Chord error, over the size of the original, of the meshes that are laid over one another. */
export const overlayChordShare = 2e-4;
/** share. A difference thinner than so many chord errors is that of the meshes. */
export const overlayThinChords = 2;
