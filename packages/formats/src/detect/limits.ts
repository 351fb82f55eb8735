/** Limits on what is opened. Each is far above any real file of its kind and far below what would exhaust a worker. */

/** Bytes of one file, packed or not: ISO 10303-21 files of whole cars are about this big; a worker has 2 GB. */
export const maxFileBytes = 512 * 1024 * 1024;

/** Layers of compression inside each other: one is usual, two happens by mistake, more is an attack. */
export const maxUnpackDepth = 2;

/** Bytes looked at to tell a text format: headers of STEP files with long comments reach a few kilobytes. */
export const sniffBytes = 16 * 1024;
