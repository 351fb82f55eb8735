/** The exact curve between two surfaces, near a chain of mesh vertices. */
import { type Curve, cross, norm, sub, unit, type Vec3 } from "@unbake/kernel";
import type { ElementarySurface } from "../graph/elementary.js";

/** The curve that both surfaces share along `points`, running the way they run; undefined where none is found. */
export function borderCurve(a: ElementarySurface, b: ElementarySurface, points: readonly Vec3[]): Curve | undefined {
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last) return undefined;
  if (a.kind === "plane" && b.kind === "plane") {
    const along = sub(last, first);
    const line = cross(a.frame.z, b.frame.z);
    if (!(norm(line) > 0) || !(norm(along) > 0)) return undefined;
    return { kind: "line", origin: first, direction: unit(along) };
  }
  return undefined;
}
