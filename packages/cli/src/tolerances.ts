/** Every threshold of the package that is less than a thousandth or so: the unit first, then why. */

// terminal

/** 1. A number of the terminal that is smaller is printed with an exponent: zeros say nothing. */
export const leastPlain = 1e-3;
