/**
 * snapshot: pictures of solids.
 * In: shapes of the kernel, or triangles and lines. Out: pixels, PNG files.
 * Order: scene/ (mesh, edges) -> view (fit) -> raster/ (triangles, slivers, lines into samples) -> shade/ (outlines, openness,
 * samples to pixels) -> snapshot (PNG).
 */
export { renderPixels } from "./renderPixels.js";
export { type FeatureEdges, featureEdges } from "./scene/featureEdges.js";
export { type ShapeToDraw, sceneOfShapes } from "./scene/sceneOfShapes.js";
export { encodePng, snapshot } from "./snapshot.js";
export * from "./types.js";
