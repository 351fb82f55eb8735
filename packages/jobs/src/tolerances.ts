/** Every tolerance of the package: the unit first, then why it is so large. */

// child

/** share. How far a volume of the self-test may be off: the kernel knows planes and cylinders exactly. */
export const selfTestShare = 1e-9;
