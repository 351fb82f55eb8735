/** The border of a slice as a loop: a circle where it is one, a polygon otherwise. */
import type { Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { ProfileLoop, Segment2 } from "../../model/types.js";
import { roughCircleShare } from "../../tolerances.js";

/** Fewer corners than these are a polygon that somebody drew. */
const leastCorners = 10;

/** The loop of a polygon. */
export function polygonLoop(corners: readonly Vec2[]): ProfileLoop {
  const circle = circleOf(corners);
  if (circle) return circle;
  const segments = corners.map(
    (start, i): Segment2 => ({ kind: "line", start, end: at(corners, (i + 1) % corners.length) }),
  );
  return { kind: "path", segments };
}

/** The circle of the polygon's area about its middle, where the corners lie on it. */
function circleOf(corners: readonly Vec2[]): ProfileLoop | undefined {
  if (corners.length < leastCorners) return undefined;
  let [area, x, y] = [0, 0, 0];
  corners.forEach(([px, py], i) => {
    const [qx, qy] = at(corners, (i + 1) % corners.length);
    const cross = px * qy - qx * py;
    area += cross / 2;
    x += ((px + qx) * cross) / 6;
    y += ((py + qy) * cross) / 6;
  });
  const center: Vec2 = [x / area, y / area];
  const radius = Math.sqrt(Math.abs(area) / Math.PI);
  const off = Math.max(...corners.map(([px, py]) => Math.abs(Math.hypot(px - center[0], py - center[1]) - radius)));
  return off < roughCircleShare * radius ? { kind: "circle", center, radius } : undefined;
}
