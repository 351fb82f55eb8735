/** What lies on the inner side of an extended surface, as a body that reaches past the part. */
import { add, type Box, type Frame, mul, toLocal, type Vec2, type Vec3 } from "@unbake/geometry";
import type { ElementarySurface } from "../../analysis/graph/elementary.js";
import { polygon } from "../../analysis/profile/rectangle.js";
import type { ExtrudeNode, ProfileLoop, RevolveNode } from "../../model/types.js";
import { blockBeyond } from "../../recognise/convex/halfSpace.js";
import { leastRadiusShare } from "../../tolerances.js";

/** Where a body has to reach: past the box by the margin. */
export interface Reach {
  readonly box: Box;
  readonly marginMm: number;
}

/** The side against the surface's natural normal (a cone: of the nappe that its radius lies on); undefined where that is no simple body. */
export function surfaceBody(surface: ElementarySurface, reach: Reach): ExtrudeNode | RevolveNode | undefined {
  const { frame } = surface;
  switch (surface.kind) {
    case "plane":
      return blockBeyond(cornersOf(reach.box), { origin: frame.origin, into: frame.z }, reach.marginMm);
    case "cylinder":
      return disc(frame, surface.radius, alongAxis(frame, reach));
    case "cone":
      return nappe(frame, surface.radius, Math.tan(surface.semiAngle), alongAxis(frame, reach));
    case "sphere": {
      const { radius } = surface;
      const segments = [
        { kind: "line", start: [0, radius], end: [0, -radius] },
        { kind: "arc", start: [0, -radius], end: [0, radius], center: [0, 0], ccw: true },
      ] as const;
      return turned(frame, { kind: "path", segments });
    }
    case "torus": {
      const { majorRadius, minorRadius } = surface;
      // A torus that cuts its own axis has two insides.
      if (majorRadius <= minorRadius) return undefined;
      return turned(frame, { kind: "circle", center: [majorRadius, 0], radius: minorRadius });
    }
  }
}

export const cornersOf = ({ min, max }: Box): readonly Vec3[] =>
  [min[0], max[0]].flatMap((x) => [min[1], max[1]].flatMap((y) => [min[2], max[2]].map((z): Vec3 => [x, y, z])));

function alongAxis(frame: Frame, { box, marginMm }: Reach): readonly [number, number] {
  const heights = cornersOf(box).map((corner) => toLocal(frame, corner)[2]);
  return [Math.min(...heights) - marginMm, Math.max(...heights) + marginMm];
}

function disc(frame: Frame, radius: number, [low, high]: readonly [number, number]): ExtrudeNode {
  const base: Frame = { ...frame, origin: add(frame.origin, mul(frame.z, low)) };
  const profile = { outer: { kind: "circle", center: [0, 0], radius }, holes: [] } as const;
  const ends = { from: 0, to: high - low, overrunStart: 0, overrunEnd: 0 };
  return { type: "extrude", frame: base, profile, ...ends, explains: [] };
}

function nappe(frame: Frame, radius: number, slope: number, [low, high]: readonly [number, number]) {
  const apex = -radius / slope;
  const [from, to] = slope > 0 ? [Math.max(low, apex), high] : [low, Math.min(high, apex)];
  if (to <= from) return undefined;
  const [below, above] = [radius + from * slope, radius + to * slope];
  const least = leastRadiusShare * Math.max(below, above);
  const corners: Vec2[] = [
    [0, from],
    ...(below > least ? [[below, from] as const] : []),
    ...(above > least ? [[above, to] as const] : []),
    [0, to],
  ];
  return turned(frame, polygon(corners));
}

/** A half section, as (away from the axis, along it), turned about the frame's z axis. */
const turned = ({ origin, x, y, z }: Frame, outer: ProfileLoop): RevolveNode => ({
  type: "revolve",
  frame: { origin, x, y: z, z: mul(y, -1) },
  profile: { outer, holes: [] },
  angleRad: 2 * Math.PI,
  explains: [],
});
