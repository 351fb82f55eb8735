/**
 * formats: bytes of CAD files to typed documents. No geometry kernel.
 * detect/ (which format, limits, archives) -> part21/ (STEP), iges/, mesh/ (STL, OBJ, PLY, OFF, glTF, 3MF).
 */
export { detectFormat } from "./detect/detect.js";
export { maxFileBytes } from "./detect/limits.js";
export { openBytes } from "./detect/open.js";
export {
  type CadFormat,
  type DetectedFormat,
  meshFormats,
  type OpenedFile,
  type TextEncoding,
} from "./detect/types.js";
export { scanIges } from "./iges/scan.js";
export { addCurve, addPoint, addSurface, list, StepText } from "./iges/stepText.js";
export { type IgesPart, type IgesTranslation, translateIges } from "./iges/translate.js";
export type { IgesFile, IgesGlobal } from "./iges/types.js";
export { maxTriangles } from "./mesh/limits.js";
export { readMeshFile } from "./mesh/read.js";
export { type MeshBody, type MeshFile, type MeshUnit, unitMm } from "./mesh/types.js";
export { isIdentity, type Similarity, similarityScale, vectorOf } from "./part21/affine.js";
export { type CheckReport, checkPart21, describeGap, listNames } from "./part21/check.js";
export { type Content, readContent } from "./part21/content.js";
export { type ExternalPart, externalParts, withExternalParts } from "./part21/external.js";
export { curveOf, surfaceOf } from "./part21/geometry.js";
export { isSurfaceItem } from "./part21/items.js";
export { Changes, type KernelItem, kernelText, real } from "./part21/kernelText.js";
export { type Occurrence, readOccurrences, shapeKey } from "./part21/occurrences.js";
export { plainGeometry } from "./part21/plain/index.js";
export { directionText, placementText, pointText } from "./part21/plain/write.js";
export { type Products, productNames, readProducts } from "./part21/products.js";
export { describeInstance, instancesOfAny, isOf, refsOf, typeOf } from "./part21/query.js";
export { scanPart21 } from "./part21/scan.js";
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
} from "./part21/shells.js";
export { decodeString } from "./part21/strings.js";
export { type Rgb, readColors, solidColor } from "./part21/styles.js";
export type { Dangling, Duplicate, Ending, Header, Part21, Source } from "./part21/types.js";
export { type ContextUnits, contextUnits, unitsOfContext } from "./part21/units.js";
export { argumentsOf, asEnum, asText } from "./part21/values.js";
export { findGaps, type Gap } from "./part21/watertight.js";
