/** The shadow of a body along a direction, from its mesh. */
import { type Frame, type Mesh, toLocal, type Vec2 } from "@unbake/geometry";
import { toFilledManifold } from "./fillHoles.js";
import type { ManifoldToplevel, Mat4 } from "./manifolds.js";
import { signedArea } from "./polygon.js";
import { middleOf } from "./similarity.js";
import { weld } from "./weld.js";

/**
 * The outlines of what the body covers of the frame's x-y plane when light falls along its z, largest first; coordinates of the frame, mm,
 * counter-clockwise. Undefined where the mesh bounds no body, small holes in it filled.
 */
export function meshShadow(
  library: ManifoldToplevel,
  mesh: Mesh,
  frame: Frame,
): readonly (readonly Vec2[])[] | undefined {
  // About the middle, as single precision asks for; the way to the frame is made in double precision.
  const middle = middleOf([mesh]);
  const body = toFilledManifold(library, weld(mesh, middle));
  if (typeof body === "string") return undefined;
  const { x, y, z } = frame;
  const columns = ([0, 1, 2] as const).map((i) => [x[i], y[i], z[i], 0]);
  const turned = body.transform([...columns.flat(), 0, 0, 0, 1] as unknown as Mat4);
  const shadow = turned.project();
  try {
    const [dx, dy] = toLocal(frame, middle);
    const sized = shadow.toPolygons().map((polygon) => ({ polygon, area: signedArea(polygon) }));
    return sized
      .filter(({ area }) => area > 0)
      .sort((a, b) => b.area - a.area)
      .map(({ polygon }) => polygon.map(([px, py]): Vec2 => [px + dx, py + dy]));
  } finally {
    for (const native of [body, turned, shadow]) native.delete();
  }
}
