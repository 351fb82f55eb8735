import type { Kernel, Shape } from "@unbake/kernel";

/** What a solid looks like: the same for two of one part only when they are the same. */
export function likeness(kernel: Kernel, solid: Shape): string {
  const { volume, area, centroid } = kernel.roughMass(solid);
  const faces = kernel.topology(solid).faces.length;
  return [faces, ...[volume, area, ...centroid].map((x) => x.toPrecision(8))].join(" ");
}
