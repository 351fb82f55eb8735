/**
 * snapshot: pictures of solids.
 * In: shapes of the kernel, or triangles and lines. Out: pixels, PNG files.
 * Order: scene/ (mesh, edges) -> view (fit) -> raster/ (triangles, slivers, lines into samples) -> shade/ (outlines, openness,
 * samples to pixels) -> snapshot (PNG), or drawing/ (what is seen of the lines, as SVG).
 */
export { type DrawingOptions, drawing } from "./drawing/drawing.js";
export { renderPixels } from "./renderPixels.js";
export { type FeatureEdges, featureEdges } from "./scene/featureEdges.js";
export { type ShapeToDraw, sceneOfShapes } from "./scene/sceneOfShapes.js";
export { type Section, sectionOf } from "./scene/section.js";
export { encodePng, snapshot } from "./snapshot.js";
export * from "./types.js";
