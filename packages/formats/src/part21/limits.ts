/** Limits of the scanner. Each is far above any real file and keeps a hostile one from exhausting the worker. */

/** The largest STEP files known to us (whole cars) have some ten million instances; each costs about 60 bytes of index. */
export const maxInstances = 20_000_000;

/** Lists within lists: B-spline surfaces need 3, selects and complex instances a few more. */
export const maxNesting = 64;

/** Bytes of one string: the standard says 32,767; texts of notes and embedded pictures are longer in real files. */
export const maxStringBytes = 8 * 1024 * 1024;

/** Digits of an instance name: 2^53 has 16, and more could not be told apart as numbers. */
export const maxIdDigits = 15;

/** Distinct entity types: AP242 has about 2,200; complex instances multiply them a little. */
export const maxTypes = 20_000;

/** Levels of an assembly: deeper than any product is, and shallow enough for plain recursion. */
export const maxAssemblyDepth = 200;

/** Placed occurrences that are expanded from an assembly: beyond it the tree is not worth unfolding. */
export const maxOccurrences = 200_000;

/** Files that one assembly is spread over. */
export const maxExternalFiles = 2_000;
