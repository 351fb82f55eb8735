/** Polygons of a plane. */
import type { Vec2 } from "@unbake/geometry";

/** The area that a polygon encloses, mm2; below 0 where it runs clockwise. */
export const signedArea = (polygon: readonly Vec2[]): number =>
  polygon.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = polygon[(i + 1) % polygon.length] ?? [x, y];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
