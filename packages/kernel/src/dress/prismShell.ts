/** Shells of prisms: what is inside is the outline moved inwards and swept, which is exact where OpenCASCADE's thick solids fail. */

import type { CurveSegment, Frame, Vec2 } from "@unbake/geometry";
import { evaluateCurve, frameFromZ, mul, toLocal } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import type { Operation, Shape } from "../api.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { subShape } from "../occ/subshapes.js";
import { boolean } from "../ops/booleans.js";
import { extrude } from "../ops/extrude.js";
import { planarFace, wire } from "../ops/profile.js";
import { insetLoops } from "./inset.js";
import { movedInwards } from "./movedInwards.js";
import { type Prism, prismOver } from "./prism.js";

type Loop = readonly CurveSegment[];

/** The shell of a prism that is open at one end or both; undefined for other solids and other faces. Throws "kernel" when there is no room. */
export function prismShell(
  context: Context,
  solid: Shape,
  removed: readonly number[],
  thickness: number,
): Operation | undefined {
  const [open, other] = removed;
  const prism = open === undefined || removed.length > 2 ? undefined : prismOver(context, solid, open);
  if (!prism || (other !== undefined && other !== prism.far) || thickness <= 0) return undefined;
  const depth = other === undefined ? prism.height - thickness : prism.height;
  if (depth <= 0) throw new UnbakeError("kernel", "the walls leave no room");
  const pockets = pocketsOf(context, solid, prism, thickness, depth);
  const cut = boolean(context, "cut", [solid], pockets);
  for (const pocket of pockets) context.store.free(pocket);
  return { shape: cut.shape, modified: cut.modified, generated: movedInwards(context, solid, cut, thickness) };
}

/** What is taken out of the prism. */
function pocketsOf(context: Context, solid: Shape, { open, way }: Prism, thickness: number, depth: number): Shape[] {
  const face = subShape(context.oc, context.store, solid, "face", open);
  const { surface } = at(topologyOf(context, solid).faces, open);
  if (surface.kind !== "plane") return [];
  const frame = frameFromZ(surface.frame.origin, mul(way, -1));
  const loops = insetLoops(context, face, frame, thickness);
  return parts(frame, loops).map(([outer, ...holes]) => {
    const wires = holes.map((hole) => wire(context, hole));
    return extrude(context, planarFace(context, frame, wire(context, outer), wires), mul(way, depth)).shape;
  });
}

const samplesPerSegment = 24;

/** The corners of a polygon along a loop. */
function polygonOf(frame: Frame, loop: Loop): Vec2[] {
  return loop.flatMap(({ curve, range: [a, b] }) =>
    Array.from({ length: samplesPerSegment }, (_, i): Vec2 => {
      const [x, y] = toLocal(frame, evaluateCurve(curve, a + ((b - a) * i) / samplesPerSegment));
      return [x, y];
    }),
  );
}

/** By the number of sides that a ray from the point crosses. */
function isWithin([x, y]: Vec2, polygon: readonly Vec2[]): boolean {
  const crossed = polygon.filter((a, i) => {
    const b = at(polygon, (i + 1) % polygon.length);
    return a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) * (b[0] - a[0])) / (b[1] - a[1]);
  });
  return crossed.length % 2 === 1;
}

/** Each loop that is in an even number of others, with those directly inside it. */
function parts(frame: Frame, loops: readonly Loop[]): [Loop, ...Loop[]][] {
  const polygons = loops.map((loop) => polygonOf(frame, loop));
  const around = polygons.map((own, i) =>
    polygons.flatMap((polygon, k) => (k !== i && isWithin(at(own, 0), polygon) ? [k] : [])),
  );
  return loops.flatMap((loop, i): [Loop, ...Loop[]][] => {
    const depth = at(around, i).length;
    if (depth % 2 === 1) return [];
    const holes = loops.filter((_, k) => at(around, k).includes(i) && at(around, k).length === depth + 1);
    return [[loop, ...holes]];
  });
}
