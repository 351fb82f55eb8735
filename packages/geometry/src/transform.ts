/** Curves and surfaces moved by a pose (rigid, maybe mirrored, maybe with a uniform scale in its 3x3 part). */

import { rigidShare } from "./tolerances.js";
import type { Curve, Frame, Pose, Surface, Vec3 } from "./types.js";
import { applyPose, applyPoseDirection, cross, norm, poseDeterminant, unit } from "./vec3.js";

/** Length of an image over length of its original. Exactly 1 for what is rigid up to rounding. */
function scaleOf(pose: Pose): number {
  const scale = Math.cbrt(Math.abs(poseDeterminant(pose)));
  return Math.abs(scale - 1) < rigidShare ? 1 : scale;
}

/** The moved curve; its parameters stay (lines, scaled, are the exception: their direction stays a unit vector). */
export function transformCurve(pose: Pose, curve: Curve): Curve {
  const s = scaleOf(pose);
  switch (curve.kind) {
    case "line":
      return {
        kind: "line",
        origin: applyPose(pose, curve.origin),
        direction: unit(applyPoseDirection(pose, curve.direction)),
      };
    case "circle":
      return { kind: "circle", frame: moveFrame(pose, curve.frame), radius: curve.radius * s };
    case "ellipse":
    case "hyperbola":
      return {
        kind: curve.kind,
        frame: moveFrame(pose, curve.frame),
        majorRadius: curve.majorRadius * s,
        minorRadius: curve.minorRadius * s,
      };
    case "parabola":
      return { kind: "parabola", frame: moveFrame(pose, curve.frame), focal: curve.focal * s };
    case "bspline":
      return { ...curve, poles: curve.poles.map((p) => applyPose(pose, p)) };
    case "offset": {
      // The offset goes along tangent x direction: a mirror image turns that product round.
      const mirrored = poseDeterminant(pose) < 0 ? -1 : 1;
      return {
        kind: "offset",
        base: transformCurve(pose, curve.base),
        distance: curve.distance * s * mirrored,
        direction: unit(applyPoseDirection(pose, curve.direction)),
      };
    }
  }
}

/**
 * The moved surface, and whether its natural normal now points against the moved natural normal as dS/du x dS/dv of
 * the moved parameterisation gives it: true for the elementary surfaces under a mirror, because frames stay right-handed.
 */
export function transformSurface(
  pose: Pose,
  surface: Surface,
): { readonly surface: Surface; readonly flipped: boolean } {
  const s = scaleOf(pose);
  const mirrored = poseDeterminant(pose) < 0;
  switch (surface.kind) {
    case "plane":
      return { surface: { kind: "plane", frame: moveFrame(pose, surface.frame) }, flipped: false };
    case "cylinder":
    case "sphere":
      return {
        surface: { kind: surface.kind, frame: moveFrame(pose, surface.frame), radius: surface.radius * s },
        flipped: mirrored,
      };
    case "cone":
      return {
        surface: {
          kind: "cone",
          frame: moveFrame(pose, surface.frame),
          radius: surface.radius * s,
          // z stays right-handed, so in a mirror image v runs backwards along it.
          semiAngle: mirrored ? -surface.semiAngle : surface.semiAngle,
        },
        flipped: mirrored,
      };
    case "torus":
      return {
        surface: {
          kind: "torus",
          frame: moveFrame(pose, surface.frame),
          majorRadius: surface.majorRadius * s,
          minorRadius: surface.minorRadius * s,
        },
        flipped: mirrored,
      };
    case "bspline":
      return { surface: { ...surface, poles: surface.poles.map((p) => applyPose(pose, p)) }, flipped: false };
    case "extrusion":
      return {
        surface: {
          kind: "extrusion",
          curve: transformCurve(pose, surface.curve),
          direction: unit(applyPoseDirection(pose, surface.direction)),
        },
        flipped: false,
      };
    case "revolution": {
      // Turning by u about the mirrored axis goes the other way, unless the axis is turned round with it.
      const direction = unit(applyPoseDirection(pose, surface.direction));
      return {
        surface: {
          kind: "revolution",
          curve: transformCurve(pose, surface.curve),
          origin: applyPose(pose, surface.origin),
          direction: mirrored ? negate(direction) : direction,
        },
        flipped: false,
      };
    }
    case "offset": {
      const base = transformSurface(pose, surface.base);
      const turned = mirrored !== base.flipped ? -1 : 1;
      return {
        surface: { kind: "offset", base: base.surface, distance: surface.distance * s * turned },
        flipped: base.flipped,
      };
    }
  }
}

const negate = (v: Vec3): Vec3 => [-v[0], -v[1], -v[2]];

/** The frame at its new place; x and y are followed, z = x cross y. */
function moveFrame(pose: Pose, frame: Frame): Frame {
  const x = unit(applyPoseDirection(pose, frame.x));
  const y = unit(applyPoseDirection(pose, frame.y));
  const z = cross(x, y);
  const length = norm(z);
  return { origin: applyPose(pose, frame.origin), x, y, z: [z[0] / length, z[1] / length, z[2] / length] };
}
