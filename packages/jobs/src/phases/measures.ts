import type { Vec3 } from "@unbake/geometry";
import { addTo } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";

/** What is measured of the original, the raw result and the salon result alike, in the words of the metadata. */
export function measuresOf(kernel: Kernel, shape: Shape): object {
  return kernel.scope(() => {
    const { volume, area, centroid, inertia } = kernel.massProperties(shape);
    const { min, max } = kernel.boundingBox(shape);
    const { solids, faces, edges } = kernel.topology(shape);
    const bySurface = new Map<string, number>();
    for (const { surface } of faces) addTo(bySurface, surface.kind);
    const [xx, yy, zz, xy, xz, yz] = inertia;
    return {
      solids: solids.length,
      faces: faces.length,
      facesBySurface: Object.fromEntries(bySurface),
      edges: edges.length,
      volumeMm3: volume,
      areaMm2: area,
      centerOfMassMm: named(centroid),
      inertiaMm5: { xx, yy, zz, xy, xz, yz },
      boundingBoxMm: { min: named(min), max: named(max) },
      sizeMm: named([max[0] - min[0], max[1] - min[1], max[2] - min[2]]),
    };
  });
}

function named([x, y, z]: Vec3): { x: number; y: number; z: number } {
  return { x, y, z };
}
