/** Tolerances and thresholds of reading, each with its unit and its reason. */

/** A vertex of the text and one of the kernel are the same within this, mm: what healing may move a vertex by. */
export const boxMatchMm = (diagonalMm: number): number => Math.max(1e-3, 1e-4 * diagonalMm);

/** Gaps between faces that sewing closes, mm, when the file states no uncertainty: OpenCASCADE's own default is 1e-6 m. */
export const defaultSewingMm = 1e-3;

/** Sewing never bridges more than this share of the shape's diagonal: a wider gap is a hole, not an inaccuracy. */
export const maxSewingShare = 1e-4;

/**
 * An edge that lies further from the surface of its face than this contradicts it, mm. Measured on 158 real files: lines and
 * conics are off by 4e-5 of the solid's diagonal at worst; splines, which only approach an intersection, by 3.4e-4.
 */
export const strayMm = (diagonalMm: number, exactCurve: boolean): number =>
  Math.max(1e-3, (exactCurve ? 2e-4 : 2e-3) * diagonalMm);

/** Two solids at one place are the same one when volume and area agree to this share: what two integrations of one solid differ by. */
export const sameVolumeShare = 1e-6;

/** A mended solid whose volume differs by more than this share is said to have changed. */
export const mendedVolumeShare = 1e-6;

/** Coordinates this many times larger than the part leave fewer than 11 good digits of a double's 16. */
export const farRatio = 1e5;

/** Beyond this distance from the origin, mm, a double resolves less than a thousandth of the kernel's tolerance of 1e-7 mm. */
export const farMm = 1e6;

/** Models that reach that far because they are that large (ships, plants) are not what the warning is about. */
export const farSizes = 10;

/** A length unit within this relative distance of a named one is that one (25.4000508 mm is the US survey inch). */
export const unitRelative = 1e-5;

/** How fine an invalid solid is meshed to compare areas: curved faces come out right to a few thousandths. */
export const disagreementMesh = { linearShare: 1e-4, angularRad: 0.1 } as const;

/** Two areas of a face contradict each other beyond these shares: well over what the mesh is off. */
export const disagreeingArea = { ofFace: 0.03, ofSolid: 1e-4 } as const;

/** A face whose area is less than this share of the square of its reach has none: the thinnest sliver that is a face has more. */
export const emptyAreaShare = 1e-10;

/** Edges and vertices that lie beside their surfaces are computed again as long as nothing moves by more than this share of the diagonal. */
export const mostMoveShare = 1e-3;
