/** The same solids with their faces cut along planes, as files have them that were glued together from pieces. */
export function splitFaces(kernel, shape) {
  return kernel.scope((keep) => {
    const solids = kernel.solids(shape).map((solid) => {
      const { min, max } = kernel.boundingBox(solid);
      const size = Math.max(...max.map((v, i) => v - min[i])) * 3;
      const middle = min.map((v, i) => v + (max[i] - v) * 0.43);
      let pieces = [solid];
      // Half spaces as big boxes, one for each axis.
      for (const i of [0, 1, 2]) {
        const origin = middle.map((v, k) => (k === i ? v : v - size / 2));
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
