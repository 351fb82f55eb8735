/** Every tolerance of the package: the unit first, then why it is so large. */

// exports

/** share. Chord error of exported meshes, of the bodies' diagonal: no facet is seen on a screen. */
export const chordShare = 2e-4;

// child

/** share. How far a volume of the self-test may be off: the kernel knows planes and cylinders exactly. */
export const selfTestShare = 1e-9;
