/** What a candidate lacks and what it has too much, as solids. */
import { distance3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { dustThicknessMm, residualBalanceShare, sameResidualShare, sameResidualVolumeShare } from "../../tolerances.js";

/** The solids of `a` without `b`, boolean dust swept away. The handles belong to the current scope. */
export function difference(kernel: Kernel, a: Shape, tools: readonly Shape[], diagonalMm: number): Shape[] {
  const cut = kernel.cut([a], tools, { unify: true, check: false }).shape;
  return kernel.solids(cut).filter((s) => !isDust(kernel, s, diagonalMm));
}

/**
 * [a without b, b without a]. What both have in common must weigh the same from either side: V(a) - V(a without b) =
 * V(b) - V(b without a); where it does not, a boolean went wrong, and the kernel is said to have failed.
 */
export function bothDifferences(kernel: Kernel, a: Shape, b: Shape, diagonalMm: number): [Shape[], Shape[]] {
  const volume = (solids: readonly Shape[], rough: boolean): number =>
    solids.reduce((sum, s) => sum + (rough ? kernel.roughMass(s) : kernel.massProperties(s)).volume, 0);
  const atOnce = kernel.differences(a, b).map((solids) => solids.filter((s) => !isDust(kernel, s, diagonalMm))) as [
    Shape[],
    Shape[],
  ];
  // Two bodies that have nothing in common are none that anybody compares: the fuse did not see that two pieces are one.
  const isApart = volume(atOnce[0], true) >= volume([a], true) * (1 - residualBalanceShare);
  const [lacking, excess] = isApart
    ? [difference(kernel, a, [b], diagonalMm), difference(kernel, b, [a], diagonalMm)]
    : atOnce;
  const balance = (rough: boolean): boolean => {
    const [p, q] = [volume([a], rough), volume([b], rough)];
    return Math.abs(p - volume(lacking, rough) - (q - volume(excess, rough))) <= residualBalanceShare * Math.max(p, q);
  };
  if (!balance(true) && !balance(false))
    throw new UnbakeError("kernel", "the differences of two bodies do not balance");
  return [lacking, excess];
}

/** Thinner than what structure is read to: nothing but the noise of a boolean. */
export function isDust(kernel: Kernel, solid: Shape, diagonalMm: number): boolean {
  const mass = kernel.roughMass(solid);
  return mass.volume <= mass.area * dustThicknessMm(diagonalMm) * 0.5;
}

/** The kernel does not find the body sound, and what it was made of it does: every boolean with it would go wrong as well. */
export const wentWrong = (kernel: Kernel, body: Shape, madeOf: Shape): boolean =>
  !kernel.isValid(body) && kernel.isValid(madeOf);

/** No material in common, up to dust. */
export function disjoint(kernel: Kernel, a: Shape, b: Shape, diagonalMm: number): boolean {
  return kernel.scope(() => {
    const common = kernel.common([a], [b], { check: false }).shape;
    return kernel.solids(common).every((s) => isDust(kernel, s, diagonalMm));
  });
}

/** `a` lies inside `b`, up to dust. */
export function within(kernel: Kernel, a: Shape, b: Shape, diagonalMm: number): boolean {
  return kernel.scope(() => difference(kernel, a, [b], diagonalMm).length === 0);
}

/** Equal volume, area and centroid within the bounds of the proof: a cheap sign that two bodies are the same, before it. */
export function sameBody(kernel: Kernel, a: Shape, b: Shape): boolean {
  return alike(kernel.roughMass(a), kernel.roughMass(b)) || alike(kernel.massProperties(a), kernel.massProperties(b));
}

type Mass = ReturnType<Kernel["roughMass"]>;

function alike(p: Mass, q: Mass): boolean {
  const size = Math.cbrt(Math.abs(q.volume));
  return (
    Math.abs(p.volume - q.volume) <= sameResidualVolumeShare * Math.abs(q.volume) &&
    Math.abs(p.area - q.area) <= sameResidualShare * q.area &&
    distance3(p.centroid, q.centroid) <= sameResidualShare * size
  );
}
