/** Bodies that a fillet takes off or adds: strips along edges, and what is left of a corner around a ball. */

import type { EdgeInfo, Vec3 } from "@unbake/geometry";
import { addScaled, cross, dot, evaluateCurve, mul } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Shape } from "../api.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { boolean } from "../ops/booleans.js";
import { extrude, revolve } from "../ops/extrude.js";
import { box } from "../ops/primitives.js";
import { planarFace, wire } from "../ops/profile.js";
import { type RoundSection, sectionOutline } from "./roundSection.js";

export interface RoundTool {
  readonly shape: Shape;
  /** Its rounded faces. */
  readonly round: readonly number[];
}

/** The strip along an edge; of a straight one without `less` mm at its start and at its end. */
export function strip(
  context: Context,
  { curve, range }: EdgeInfo,
  section: RoundSection,
  less: readonly [number, number],
): RoundTool | undefined {
  if (!curve) return undefined;
  const along = range[1] - range[0];
  const length = along - less[0] - less[1];
  // Two corners may have eaten the whole edge.
  if (curve.kind !== "circle" && length <= 0) return undefined;
  const { frame, outline } = sectionOutline(curve.kind === "circle" ? section : shifted(section, less[0]));
  const profile = planarFace(context, frame, wire(context, outline));
  const id = topologyOf(context, profile).edges.find((edge) => edge.curve?.kind === "circle")?.id;
  if (id === undefined) return undefined;
  const made =
    curve.kind === "circle"
      ? revolve(context, profile, curve.frame.origin, curve.frame.z, along)
      : extrude(context, profile, mul(section.tangent, length));
  return { shape: made.shape, round: made.generated({ shape: profile, kind: "edge", id }, "face") };
}

const shifted = (section: RoundSection, by: number): RoundSection => ({
  ...section,
  corner: addScaled(section.corner, section.tangent, by),
});

/** The part of a right corner outside the ball that touches its three planes; `ways` lead along its edges. */
export function cornerTool(context: Context, corner: Vec3, ways: readonly Vec3[], radius: number): RoundTool {
  const [x, y, z] = rightHanded(ways);
  const cube = box(context, { origin: corner, x, y, z }, [radius, radius, radius]);
  const centre = [x, y, z].reduce((point, way) => addScaled(point, way, radius), corner);
  // The eighth of the ball: a quarter of a disc, turned by a right angle.
  const back = (way: Vec3): Vec3 => addScaled(centre, way, -radius);
  const quarter = wire(context, [
    { curve: { kind: "line", origin: centre, direction: mul(x, -1) }, range: [0, radius] },
    {
      curve: { kind: "circle", frame: { origin: centre, x: mul(x, -1), y: mul(z, -1), z: mul(y, -1) }, radius },
      range: [0, Math.PI / 2],
    },
    { curve: { kind: "line", origin: back(z), direction: z }, range: [0, radius] },
  ]);
  const disc = planarFace(context, { origin: centre, x: mul(x, -1), y: mul(z, -1), z: mul(y, -1) }, quarter);
  const eighth = revolve(context, disc, centre, z, Math.PI / 2).shape;
  const shape = boolean(context, "cut", [cube], [eighth]).shape;
  const round = topologyOf(context, shape).faces.filter(({ surface }) => surface.kind === "sphere");
  return { shape, round: round.map(({ id }) => id) };
}

function rightHanded(ways: readonly Vec3[]): [Vec3, Vec3, Vec3] {
  const [a, b, c] = ways;
  if (!a || !b || !c) throw new UnbakeError("internal", "a corner has three edges");
  return dot(cross(a, b), c) > 0 ? [a, b, c] : [b, a, c];
}

/** The way along an edge away from one of its ends. */
export function wayFrom({ curve, range }: EdgeInfo, atStart: boolean): Vec3 | undefined {
  if (curve?.kind !== "line") return undefined;
  const [from, to] = atStart ? range : [range[1], range[0]];
  const [a, b] = [evaluateCurve(curve, from), evaluateCurve(curve, to)];
  return mul([b[0] - a[0], b[1] - a[1], b[2] - a[2]], 1 / Math.abs(to - from));
}
