/** Proves a program's solids against the triangles of a mesh file, beside the proof against the solids that were read off them. */
import { distance3, type Mesh } from "@unbake/geometry";
import { type Kernel, meshSimilarity, type Shape } from "@unbake/kernel";
import { areaErrorShare, exactMeasureShare, leastSimilarityShare, volumeErrorShare } from "../../tolerances.js";
import { proofTolerances } from "../../verify/tolerances.js";
import type { Verification } from "../../verify/types.js";
import { type Deviation, joined, measureDeviation } from "./deviation.js";
import type { MeshOriginal } from "./types.js";
import type { WeldedMesh } from "./welded.js";

/** Booleans of two nearly equal meshes take time by the triangle: above, the layer between the two bounds the similarity. */
const mostTriangles = 20_000;
/** The result is meshed this much finer than the tolerance, so that its own chord error does not count beside it, ... */
const fineShare = 0.5;
/** ... but not into more triangles than about this: distances are to its exact surfaces, the triangles only find the nearest face. */
const mostFineTriangles = 10_000;
const angularRad = 0.35;

/**
 * The proof of `result` against the triangles, put together with `fitted`, its proof against the solids that were read off the
 * triangles: both must hold. Volume, area, similarity and deviation are those at the triangles.
 */
export async function proveAgainstMesh(
  kernel: Kernel,
  mesh: MeshOriginal,
  result: Shape,
  fitted: Verification,
): Promise<Verification> {
  const fineMm = mesh.toleranceMm * Math.max(fineShare, mesh.triangles / mostFineTriangles);
  const options = { linear: fineMm, angularRad };
  const mass = kernel.massProperties(result);
  const original = joined(mesh.solids);
  const deviation = measureDeviation(original, kernel.topology(result), kernel.mesh(result, options), fineMm);
  const meshes = kernel.scope(() => kernel.solids(result).map((solid) => kernel.mesh(solid, options)));
  const { similarity, note } = await similarityTo(mesh, meshes, deviation);
  const volumeError = (mass.volume - mesh.volume) / mesh.volume;
  const areaError = (mass.area - mesh.area) / mesh.area;
  const { deltaMm, exactMm } = proofTolerances(distance3(mesh.box.min, mesh.box.max));
  const layer = mesh.volumeSlack / mesh.volume;
  const volumeLimit = volumeErrorShare + layer;
  const areaLimit = areaErrorShare + mesh.areaSlack / mesh.area;
  const { ofVertices, ofFacets } = deviation;
  const failed = (
    [
      [
        Math.abs(volumeError) <= volumeLimit,
        `volume is ${percent(volumeError)} off the mesh, facets explain ${percent(volumeLimit)}`,
      ],
      [
        Math.abs(areaError) <= areaLimit,
        `area is ${percent(areaError)} off the mesh, facets explain ${percent(areaLimit)}`,
      ],
      [similarity >= leastSimilarityShare - layer, `similarity to the mesh is ${similarity.toFixed(6)}`],
      [ofVertices <= deltaMm, `a vertex of the mesh is ${mm(ofVertices)} off the result`],
      [ofFacets <= mesh.toleranceMm, `the result is ${mm(ofFacets)} off the mesh`],
    ] as const
  ).flatMap(([holds, reason]) => (holds ? [] : [reason]));
  const verified = fitted.verified && failed.length === 0;
  const maxDeviationMm = Math.max(ofVertices, ofFacets);
  const measuresExact = Math.max(Math.abs(volumeError), Math.abs(areaError)) <= exactMeasureShare;
  const notes = [...(fitted.notes ?? []), ...(note === undefined ? [] : [note])];
  return {
    ...fitted,
    verified,
    exact: verified && fitted.exact && maxDeviationMm <= exactMm && measuresExact,
    similarity,
    volumeError,
    areaError,
    centroidErrorMm: distance3(mass.centroid, mesh.centroid),
    maxDeviationMm,
    deltaMm: mesh.toleranceMm,
    reasons: [...fitted.reasons, ...failed],
    ...(notes.length > 0 && { notes }),
    mesh: {
      vertexDeviationMm: ofVertices,
      facetDeviationMm: ofFacets,
      fitted: {
        similarity: fitted.similarity,
        volumeError: fitted.volumeError,
        areaError: fitted.areaError,
        maxDeviationMm: fitted.maxDeviationMm,
        deltaMm: fitted.deltaMm,
      },
    },
  };
}

const mm = (value: number): string => `${value.toPrecision(3)} mm`;
const percent = (share: number): string => `${(100 * share).toPrecision(3)} %`;

/** By booleans of the meshes; where these are too large or bound nothing, the layer that the deviation allows. */
async function similarityTo(
  mesh: MeshOriginal,
  meshes: readonly Mesh[],
  { layerMm3 }: Deviation,
): Promise<{ readonly similarity: number; readonly note?: string }> {
  const triangles = mesh.triangles + meshes.reduce((sum, { faceIds }) => sum + faceIds.length, 0);
  const measured =
    triangles > mostTriangles
      ? { reason: `${triangles} triangles are too many to intersect` }
      : await meshSimilarity(mesh.solids.map(asMesh), meshes);
  if (!("reason" in measured)) return { similarity: measured.similarity };
  return {
    similarity: Math.max(0, 1 - layerMm3 / mesh.volume),
    note: `${measured.reason}: the similarity to the mesh is a bound from the deviation of its triangles`,
  };
}

function asMesh({ points, triangles }: WeldedMesh): Mesh {
  const positions = new Float64Array(3 * points.length);
  points.forEach((p, i) => {
    positions.set(p, 3 * i);
  });
  return { positions, triangles, faceIds: new Uint32Array(triangles.length / 3) };
}
