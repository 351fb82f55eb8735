import type { Vec3 } from "@unbake/geometry";
import type { Kernel, Shape } from "@unbake/kernel";

const axes = [0, 1, 2] as const;

/** The same solids with their faces cut along planes, as files have them that were glued together from pieces. */
export function splitFaces(kernel: Kernel, shape: Shape): Shape {
  return kernel.scope((keep) => {
    const solids = kernel.solids(shape).map((solid) => {
      const { min, max } = kernel.boundingBox(solid);
      const size = Math.max(...axes.map((i) => max[i] - min[i])) * 3;
      const middle = axes.map((i) => min[i] + (max[i] - min[i]) * 0.43);
      let pieces = [solid];
      // Half spaces as big boxes, one for each axis.
      for (const i of axes) {
        const [x = 0, y = 0, z = 0] = middle.map((v, k) => (k === i ? v : v - size / 2));
        const origin: Vec3 = [x, y, z];
        const half = kernel.box({ origin, x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] }, [size, size, size]);
        pieces = pieces.flatMap((piece) => [
          ...kernel.solids(kernel.common([piece], [half]).shape),
          ...kernel.solids(kernel.cut([piece], [half]).shape),
        ]);
      }
      return pieces.length > 1 ? kernel.fuse(pieces.slice(0, 1), pieces.slice(1)).shape : solid;
    });
    return keep(kernel.compound(solids.flatMap((solid) => kernel.solids(solid))));
  });
}
