/**
 * heal: faces to watertight solids, and solids to another size.
 * In: loose or badly joined shapes. Out: sewn shells, closed solids, scaled shapes, each with its history.
 */
export {};
