/** Solids that the file holds twice at one place: a part exported twice is one part. */
import { distance3, type Topology } from "@unbake/geometry";
import type { Kernel } from "@unbake/kernel";
import { boxMatchMm, sameVolumeShare } from "../tolerances.js";
import { boxOf } from "./box.js";
import type { SoundSolid } from "./solids.js";

/** The solids without those that are the same as an earlier one, vertex by vertex and in volume, area and centre. */
export function onceEach<S extends SoundSolid>(
  kernel: Kernel,
  solids: readonly S[],
): { readonly kept: readonly S[]; readonly repeated: readonly S[] } {
  const byKey = new Map<string, S[]>();
  const kept: S[] = [];
  const repeated: S[] = [];
  for (const solid of solids) {
    // Volumes of equal solids may be rounded to both sides of a step: both neighbours are looked at.
    const step = Math.round(Math.log(solid.volume) / sameVolumeShare / 4);
    const keyOf = (k: number): string => `${solid.topology.faces.length} ${solid.topology.edges.length} ${k}`;
    const candidates = [step - 1, step, step + 1].flatMap((k) => byKey.get(keyOf(k)) ?? []);
    if (candidates.some((other) => isSameSolid(kernel, other, solid))) {
      repeated.push(solid);
      continue;
    }
    kept.push(solid);
    byKey.set(keyOf(step), [...(byKey.get(keyOf(step)) ?? []), solid]);
  }
  return { kept, repeated };
}

function isSameSolid(kernel: Kernel, a: SoundSolid, b: SoundSolid): boolean {
  if (Math.abs(a.volume - b.volume) > sameVolumeShare * a.volume) return false;
  const limit = sameBoxLimit(a.topology, b.topology);
  if (limit === undefined) return false;
  const [massA, massB] = [kernel.massProperties(a.shape), kernel.massProperties(b.shape)];
  return (
    distance3(massA.centroid, massB.centroid) <= limit &&
    Math.abs(massA.area - massB.area) <= sameVolumeShare * massA.area &&
    a.topology.vertices.length === b.topology.vertices.length &&
    a.topology.vertices.every(({ point }) =>
      b.topology.vertices.some((other) => distance3(point, other.point) <= limit),
    )
  );
}

/** The tolerance for points of two solids in the same box; undefined when they are in different ones. */
function sameBoxLimit(a: Topology, b: Topology): number | undefined {
  const [boxA, boxB] = [a, b].map(({ vertices }) => boxOf(vertices.map(({ point }) => point)));
  // A whole sphere may have no vertex: its centre decides.
  if (boxA === undefined || boxB === undefined) return boxA === boxB ? boxMatchMm(0) : undefined;
  const limit = boxMatchMm(distance3(boxA.min, boxA.max));
  return distance3(boxA.min, boxB.min) <= limit && distance3(boxA.max, boxB.max) <= limit ? limit : undefined;
}
