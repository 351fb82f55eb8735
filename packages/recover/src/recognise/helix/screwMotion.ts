/**
 * The screw motion that moves surfaces along themselves: of a thread, a spring, a twisted bar. In: points and normals. Out: axis and lead.
 *
 * A motion with velocity c' + c x p keeps a surface where it is when n . (c' + c x p) = 0 at every point p with normal n: (c, c') is the linear
 * complex that the normals belong to, the smallest eigenvector of a symmetric matrix of six rows (Pottmann & Randrup, "Rotational and helical
 * surface approximation for reverse engineering", Computing 60, 1998). Neither the surface's parameters nor its neighbours are asked.
 */
import { addScaled, cross, dot, mul, norm, sub, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { asVec3, outerSum, symmetricEigen } from "../../analysis/graph/eigen.js";
import type { Sample } from "../../analysis/graph/swept.js";
import {
  clearMotionShare,
  clearMotionSine,
  leadGridMm,
  leadGridReachShare,
  leastAxisShare,
  sameMotionSine,
} from "../../tolerances.js";

export interface ScrewMotion {
  readonly axis: { readonly origin: Vec3; readonly direction: Vec3 };
  /** mm that a whole turn, right-handed about the direction, moves along it; negative: left-handed. */
  readonly leadMm: number;
}

/** The screw that the samples fit, with a lead that is not 0; undefined where there is none, or where several fit as well. */
export function screwMotionOf(samples: readonly Sample[]): ScrewMotion | undefined {
  if (samples.length < 6) return undefined;
  const center = mul(
    samples.reduce<Vec3>((sum, { point }) => addScaled(sum, point, 1), [0, 0, 0]),
    1 / samples.length,
  );
  const size = Math.max(...samples.map(({ point }) => norm(sub(point, center))));
  if (!(size > 0)) return undefined;
  // Centred and scaled to size 1, so that both halves weigh alike.
  const rows = samples.map(({ point, normal }) => [...normal, ...cross(mul(sub(point, center), 1 / size), normal)]);
  const { values, vectors } = symmetricEigen(outerSum(rows, 6));
  const [best, next] = [at(values, 0), at(values, 1)].map((value) => Math.sqrt(Math.max(value, 0) / samples.length));
  const isTold = best !== undefined && next !== undefined && next >= Math.max(clearMotionShare * best, clearMotionSine);
  if (!isTold || best > sameMotionSine) return undefined;
  const [shift, turn] = [mul(asVec3(at(vectors, 0)), size), asVec3(at(vectors, 0).slice(3))];
  const weight = norm(turn);
  if (weight < leastAxisShare) return undefined;
  const direction = mul(turn, 1 / weight);
  const origin = addScaled(center, cross(direction, mul(shift, 1 / weight)), 1);
  return withLead({ origin, direction }, samples);
}

/** The screw about a known axis that fits the samples best; undefined where it is a rotation, or the samples say nothing of it. */
export function withLead(axis: ScrewMotion["axis"], samples: readonly Sample[]): ScrewMotion | undefined {
  let [along, both] = [0, 0];
  for (const { point, normal } of samples) {
    const n = dot(normal, axis.direction);
    along += n * n;
    both -= n * dot(normal, cross(axis.direction, sub(point, axis.origin)));
  }
  const lead = along > 0 ? roundLead((2 * Math.PI * both) / along) : 0;
  const motion = { axis, leadMm: lead };
  return Math.abs(lead) > leadGridMm && follows(motion, samples) ? motion : undefined;
}

/** The motion keeps the samples on their surface. */
export function follows({ axis, leadMm }: ScrewMotion, samples: readonly Sample[]): boolean {
  const rise = leadMm / (2 * Math.PI);
  return samples.every(({ point, normal }) => {
    const velocity = addScaled(cross(axis.direction, sub(point, axis.origin)), axis.direction, rise);
    return Math.abs(dot(velocity, normal)) <= sameMotionSine * norm(velocity);
  });
}

/** Leads are of a series: what is near a thousandth of a millimetre is meant to be it. */
function roundLead(lead: number): number {
  const round = Number((Math.round(lead / leadGridMm) * leadGridMm).toFixed(6));
  return Math.abs(round - lead) <= leadGridReachShare * Math.abs(lead) ? round : lead;
}
