/**
 * part21: a scanner for STEP files (ISO 10303-21) of our own. In: the plain bytes of an exchange structure. Out: a compact
 * index, and what can be said about the file without a geometry kernel.
 * Order: scan (lexer, names, header, resolve) -> check (cycles, content, watertight) -> read (units, products,
 * representations, items, occurrences, styles, shells) -> kernelText (cleanText): what the kernel is given to read.
 */
export { isIdentity, type Similarity, similarityScale, vectorOf } from "./affine.js";
export { type CheckReport, checkPart21, describeGap, listNames } from "./check.js";
export { type Content, readContent } from "./content.js";
export { type ExternalPart, externalParts, withExternalParts } from "./external.js";
export { curveOf, surfaceOf } from "./geometry.js";
export { isSurfaceItem } from "./items.js";
export { type Changes, type KernelItem, kernelText, real } from "./kernelText.js";
export { type Occurrence, readOccurrences, shapeKey } from "./occurrences.js";
export { plainGeometry } from "./plain/index.js";
export { directionText, placementText, pointText } from "./plain/write.js";
export { type Products, productNames, readProducts } from "./products.js";
export { describeInstance, instancesOfAny, isOf, refsOf, typeOf } from "./query.js";
export { scanPart21 } from "./scan.js";
export {
  type Boundary,
  type BoundaryRole,
  boundaryOf,
  boundaryRoles,
  eachEdgeUse,
  edgeEnds,
  edgeVertices,
  faceSurface,
  faceSurfaceType,
} from "./shells.js";
export { decodeString } from "./strings.js";
export { type Rgb, readColors, solidColor } from "./styles.js";
export * from "./types.js";
export { type ContextUnits, contextUnits, unitsOfContext } from "./units.js";
export { argumentsOf, asEnum, asText } from "./values.js";
export { findGaps, type Gap } from "./watertight.js";
