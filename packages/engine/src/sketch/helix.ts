import { type CurveSegment, type Frame, frameFromZ, toGlobal, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { unitOf } from "../protocol/fields.js";
import { checkAmount, mostRevolutions } from "../protocol/limits.js";

/** Cubic pieces a revolution: the curve then leaves the helix by less than 1e-6 of its radius. */
const piecesPerTurn = 48;

export interface HelixSize {
  readonly radius: number;
  readonly length: number;
  readonly revolutions: number;
  readonly startRad: number;
  readonly clockwise: boolean;
}

/** The frame whose z is the axis of a helix; its x is where angle zero is. */
export const helixFrame = (origin: Vec3, axis: Vec3, xHint?: Vec3): Frame =>
  frameFromZ(origin, unitOf(axis, "the axis of a helix"), xHint);

/** A helix about z of the frame as one cubic B-spline with exact positions and tangents at its knots. */
export function helixCurve(frame: Frame, size: HelixSize): CurveSegment {
  if (!(size.radius > 0)) throw new UnbakeError("kcl_execution", `a helix of radius ${size.radius}`);
  const turns = Math.abs(size.revolutions);
  checkAmount(turns, mostRevolutions, "revolutions of a helix");
  const pieces = Math.max(4, Math.ceil(turns * piecesPerTurn));
  const turn = ((size.clockwise ? -1 : 1) * 2 * Math.PI * size.revolutions) / pieces;
  const rise = size.length / pieces;
  const poles: Vec3[] = [];
  for (let i = 0; i <= pieces; i++) {
    const angle = size.startRad + turn * i;
    const point: Vec3 = [size.radius * Math.cos(angle), size.radius * Math.sin(angle), rise * i];
    // A third of the tangent step, scaled so that each arc's middle lies on the radius (as for circles by cubics).
    const reach = (4 / 3) * Math.tan(turn / 4) * size.radius;
    const side: Vec3 = [-Math.sin(angle) * reach, Math.cos(angle) * reach, rise / 3];
    if (i > 0) poles.push([point[0] - side[0], point[1] - side[1], point[2] - side[2]]);
    poles.push(point);
    if (i < pieces) poles.push([point[0] + side[0], point[1] + side[1], point[2] + side[2]]);
  }
  const knots = Array.from({ length: pieces + 1 }, (_, i) => i / pieces);
  return {
    curve: {
      kind: "bspline",
      degree: 3,
      poles: poles.map((p) => toGlobal(frame, p)),
      knots,
      multiplicities: knots.map((_, i) => (i === 0 || i === pieces ? 4 : 3)),
      periodic: false,
    },
    range: [0, 1],
  };
}
