/** Volume of the intersection over volume of the union, by manifold-3d on meshes of the paired solids. */

import { type Mesh, mul, translationPose, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { meshSimilarity } from "@unbake/kernel";
import { finestChordMm, leastSimilarityShare } from "../tolerances.js";
import { isProven, type SolidMatching } from "./matchSolids.js";
import type { Side, SolidSide } from "./side.js";
import type { SolidProof } from "./solidProof.js";

export interface Similarity {
  readonly value: number;
  readonly notes: readonly string[];
}

/**
 * Chord error of the first mesh, as a share of volume / curved area. Two meshes of one surface that are cut into other triangles differ
 * by about a sixth of chord error x area, faces that are cut alike do not differ: many parts show 0.999 on their first, coarse mesh.
 */
const firstShare = 0.02;
/** The first mesh of a part with tightly curved faces is coarser, so that about this many triangles are expected. */
const firstTriangles = 5_000;
/** What is missing to 1 falls with the chord error: the next one aims at this share of what may be missing. */
const aim = 0.5;
const angularRad = 0.6;
/** Chord errors outside these are of no use, mm: below, single precision rounds; above, small features vanish. */
const [finestMm, coarsestMm] = [finestChordMm, 0.5];
/**
 * Booleans of two nearly equal meshes take time by the triangle: no finer mesh is made where more than this many are expected.
 * Thin shells with curved walls get there before their meshes show 0.999.
 */
const mostTriangles = 50_000;
const mostMeshes = 4;

/** Sums intersections and unions over the pairs; solids without a counterpart only add to the union. */
export async function measureSimilarity(original: Side, result: Side, matching: SolidMatching): Promise<Similarity> {
  let intersection = 0;
  let union = 0;
  const notes: string[] = [];
  const known = new Map<string, PairSimilarity>();
  const open = matching.proofs.filter((proof) => !isProven(proof));
  const loose = matching.unmatchedOriginal.length + matching.unmatchedResult.length > 0;
  for (const proof of matching.proofs) {
    if (loose && !isProven(proof)) continue;
    const key = pairKey(proof);
    const pair = (isProven(proof) ? known.get(key) : undefined) ?? (await comparePair(original, result, proof));
    if (isProven(proof)) known.set(key, pair);
    if (typeof pair === "number") {
      // Of a pair with this IoU and these volumes: intersection = IoU / (1 + IoU) x (V1 + V2).
      const both = Math.abs(proof.original.volume) + Math.abs(proof.result.volume);
      const shared = (pair / (1 + pair)) * both;
      intersection += shared;
      union += both - shared;
    } else {
      const { bound, reason } = pair;
      notes.push(`solid ${proof.original.id}: ${reason}; its similarity is a bound from the matched faces`);
      const volume = Math.abs(proof.original.volume);
      intersection += bound * volume;
      union += volume;
    }
  }
  if (loose) {
    const rest = await compareSets(
      original,
      [...open.map((proof) => proof.original), ...matching.unmatchedOriginal],
      result,
      [...open.map((proof) => proof.result), ...matching.unmatchedResult],
    );
    intersection += rest.intersection;
    union += rest.union;
  }
  return { value: union > 0 ? intersection / union : 0, notes };
}

/**
 * What two sets of solids have in common that are no pairs: several bodies may stand for one. A body whose mesh does not close has nothing in
 * common with anything.
 */
async function compareSets(
  original: Side,
  originals: readonly SolidSide[],
  result: Side,
  results: readonly SolidSide[],
): Promise<{ readonly intersection: number; readonly union: number }> {
  const center = originals[0]?.centroid ?? results[0]?.centroid ?? [0, 0, 0]; // default: there is nothing to mesh
  const coarser = Math.sqrt(Math.max(1, (originals.length + results.length) / manySolids));
  const meshes = (side: Side, solids: readonly SolidSide[]): Mesh[] =>
    solids.map((solid) => meshOf(side, solid, center, firstChordError(side, solid) * coarser));
  const measured = await meshSimilarity(meshes(original, originals), meshes(result, results), { leaveOut: true });
  const volumes = [...originals, ...results].reduce((sum, solid) => sum + Math.abs(solid.volume), 0);
  if ("reason" in measured) return { intersection: 0, union: volumes };
  const { intersection, volumeA, volumeB, leftOut } = measured;
  const lost = [...leftOut.a.map((i) => at(originals, i)), ...leftOut.b.map((i) => at(results, i))];
  return {
    intersection,
    union: volumeA + volumeB - intersection + lost.reduce((sum, solid) => sum + Math.abs(solid.volume), 0),
  };
}

/** More solids than these are meshed more coarsely, so that all together have hardly more triangles. */
const manySolids = 40;

type PairSimilarity = number | { readonly bound: number; readonly reason: string };

/** Equal solids are measured once: proven pairs with these figures in common are the same pair at another place. */
function pairKey({ original, result }: SolidProof): string {
  return [original, result].map(({ volume, area }) => `${volume.toPrecision(9)} ${area.toPrecision(9)}`).join(" ");
}

/** The IoU of a pair, or where the meshes cannot show it the bound that the matching gives. */
async function comparePair(original: Side, result: Side, proof: SolidProof): Promise<PairSimilarity> {
  let best: number | undefined;
  let reason = "meshes of a size that can be compared are too coarse";
  const { centroid, id } = proof.original;
  let linear = original.chordErrors.get(id) ?? firstChordError(original, proof.original);
  for (let made = 0; made < mostMeshes; made++) {
    const meshA = meshOf(original, proof.original, centroid, linear);
    const meshB = meshOf(result, proof.result, centroid, linear);
    const measured = await meshSimilarity([meshA], [meshB]);
    let missing = 1;
    if ("reason" in measured) reason = measured.reason;
    else {
      best = Math.max(best ?? 0, measured.similarity); // default: none measured before
      missing = 1 - measured.similarity;
      if (best >= leastSimilarityShare) original.chordErrors.set(id, linear);
      // What the matching rejected is rejected; its similarity is told as the first mesh shows it.
      if (best >= leastSimilarityShare || !isProven(proof)) return best;
    }
    const triangles = Math.max(meshA.triangles.length, meshB.triangles.length) / 3;
    const finer = reach(missing);
    if (triangles / finer > mostTriangles || linear * finer < finestMm) break;
    linear *= finer;
  }
  return best !== undefined && best >= leastSimilarityShare ? best : { bound: boundFromFaces(proof), reason };
}

/** Which share of the chord error that left `missing` will show the limit. */
const reach = (missing: number): number => Math.min(0.6, (aim * (1 - leastSimilarityShare)) / missing);

/** Chord error of the first mesh, mm. */
function firstChordError({ topology, measuredFaces }: Side, solid: SolidSide): number {
  let curved = 0;
  let triangleMm = 0;
  for (const id of at(topology.solids, solid.id).faces) {
    const surface = topology.faces[id]?.surface;
    const area = at(measuredFaces, id).area;
    if (!surface || surface.kind === "plane") continue;
    curved += area;
    // A facet under chord error h on radius r is sqrt(8 h r) wide: area / (4 r h) triangles where it curves both ways.
    if (surface.kind === "sphere") triangleMm += area / (4 * surface.radius);
    else if (surface.kind === "torus") triangleMm += area / (4 * Math.sqrt(surface.majorRadius * surface.minorRadius));
    else if (surface.kind !== "cylinder" && surface.kind !== "cone") triangleMm += Math.sqrt(area);
  }
  const wanted = (firstShare * Math.abs(solid.volume)) / curved;
  return Math.min(coarsestMm, Math.max(finestMm, wanted, triangleMm / firstTriangles));
}

/** Every face is within the deviation of its counterpart, so what differs is a layer of that thickness on both sides. */
function boundFromFaces(proof: SolidProof): number {
  if (!isProven(proof)) return 0;
  const layer = 2 * proof.deviationMm * Math.max(proof.original.area, proof.result.area);
  return Math.max(0, 1 - layer / Math.abs(proof.original.volume));
}

/** Meshed about the original's centroid: meshes are in single precision, which is to be spent on the part and not on its place. */
function meshOf(side: Side, solid: SolidSide, center: Vec3, linear: number): Mesh {
  const key = [solid.id, linear, ...center].join(" ");
  const known = side.meshes.get(key);
  if (known) return known;
  const { kernel } = side;
  const mesh = kernel.scope(() => {
    const placed = kernel.subShape(side.shape, "solid", solid.id);
    const centred = kernel.transform(placed, translationPose(mul(center, -1))).shape;
    return kernel.mesh(centred, { linear, angularRad });
  });
  side.meshes.set(key, mesh);
  return mesh;
}
