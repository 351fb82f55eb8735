/**
 * Solids cut along planes into pieces that are simple, one cut after another. The planes are weighed on the graph: a cut is made where many
 * concave edges and borders of roundings lie in it and few faces cross it; no boolean is made to find that out. In: the graph of a solid.
 * Out: its pieces. In this order: `surfaces`, `slice`.
 */

export { sliceAlong } from "./slice.js";
export { sliceSurfaces } from "./surfaces.js";
