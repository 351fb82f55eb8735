/** One body of a mesh file, from triangles to exact solids. */
import type { MeshBody } from "@unbake/formats";
import { UnbakeError } from "@unbake/ground";
import type { BrepSolid } from "../../analysis/brep/stepText.js";
import { loosenings, mostFaces } from "../../tolerances.js";
import { buildShell, type ShellParts, solidOf } from "./build.js";
import { type ChordError, chordError } from "./chordError.js";
import { groupPieces } from "./pieces.js";
import type { Segmentation } from "./regions.js";
import { segment } from "./segment.js";
import { type ClosedMesh, closeMesh } from "./surface.js";
import { bodyTolerances, meshTolerances } from "./tolerances.js";
import { weld } from "./weld.js";
import type { WeldedMesh } from "./welded.js";

export interface MeshSolid extends ChordError {
  readonly brep: BrepSolid;
  /** The triangles of this solid alone. */
  readonly mesh: WeldedMesh;
  readonly weldMm: number;
}

/**
 * The solids of one body.
 * @throws open_shell, bad_geometry for a mesh that bounds nothing; mesh_not_fitted with the share of the area that is explained.
 */
export function solidsOfBody(body: MeshBody, precisionMm: number, warn: (message: string) => void): MeshSolid[] {
  const { weldMm, diagonalMm } = bodyTolerances(body, precisionMm);
  const closed = closeMesh(weld(body, weldMm));
  if (closed.turned > 0) warn(`${closed.turned} triangles ran against their neighbours and have been turned round`);
  const { mesh, bodies, turned } = groupPieces(closed, weldMm);
  if (turned > 0) warn(`${turned} closed pieces of the mesh were inside out and have been turned round`);
  return bodies.map(({ pieces }) => {
    const fitted = pieces.map((piece) => fitPiece(mesh, piece, precisionMm, diagonalMm));
    const errors = fitted.map(({ segmentation }) => chordError(mesh, segmentation));
    return {
      brep: solidOf(fitted.map(({ shell }) => shell)),
      mesh: {
        points: mesh.points,
        triangles: Uint32Array.from(pieces.flat().flatMap((t) => [...cornerPlaces(mesh, t)])),
      },
      weldMm,
      vertexMm: Math.max(...errors.map((e) => e.vertexMm)),
      chordMm: Math.max(...errors.map((e) => e.chordMm)),
      volumeSlack: errors.reduce((sum, e) => sum + e.volumeSlack, 0),
      areaSlack: errors.reduce((sum, e) => sum + e.areaSlack, 0),
    };
  });
}

const cornerPlaces = (mesh: WeldedMesh, t: number): Uint32Array => mesh.triangles.subarray(3 * t, 3 * t + 3);

function fitPiece(
  mesh: ClosedMesh,
  piece: readonly number[],
  precisionMm: number,
  diagonal: number,
): { readonly segmentation: Segmentation; readonly shell: ShellParts } {
  let best: Segmentation | undefined;
  let failure: unknown;
  for (const looser of loosenings) {
    const tolerances = meshTolerances(precisionMm, diagonal, looser);
    const segmentation = segment(mesh, piece, tolerances);
    if (segmentation.explainedArea < segmentation.area) {
      if (!best || segmentation.explainedArea > best.explainedArea) best = segmentation;
      continue;
    }
    if (segmentation.regions.length > mostFaces) {
      throw new UnbakeError("too_large", `${segmentation.regions.length} faces in one body, the limit is ${mostFaces}`);
    }
    try {
      return { segmentation, shell: buildShell(mesh, segmentation, 4 * tolerances.fitMm) };
    } catch (error) {
      if (!(error instanceof UnbakeError)) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  const share = best ? best.explainedArea / best.area : 0;
  throw new UnbakeError(
    "mesh_not_fitted",
    `planes, cylinders, cones, spheres and tori explain ${percent(share)} of its area`,
  );
}

/** Rounded down: 100 % is said of nothing less. */
const percent = (share: number): string => `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
