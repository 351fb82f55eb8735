/** Motions that commands describe: shifts, turns, scalings, applied to bodies, sketches and planes. */
import {
  addScaled,
  applyPose,
  applyPoseToFrame,
  composePoses,
  type Frame,
  identityPose,
  type Pose,
  rotationPose,
  type Vec3,
} from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import type { Curve2 } from "../sketch/curve2.js";
import { mul2 } from "../sketch/vec2.js";
import { evenScaleShare } from "../tolerances.js";

/** A rigid motion, or a scaling about a centre along the world's axes. */
export type Step =
  | { readonly kind: "move"; readonly pose: Pose }
  | { readonly kind: "scale"; readonly center: Vec3; readonly factors: Vec3 };

/** Roll about x, then pitch about y, then yaw about z, about fixed axes through `origin`. */
export function rollPitchYaw(origin: Vec3, degrees: Vec3): Pose {
  const turn = (axis: Vec3, angle: number): Pose =>
    angle === 0 ? identityPose : rotationPose(origin, axis, (angle / 180) * Math.PI);
  const [roll, pitch, yaw] = [turn([1, 0, 0], degrees[0]), turn([0, 1, 0], degrees[1]), turn([0, 0, 1], degrees[2])];
  return composePoses(yaw, composePoses(pitch, roll));
}

/** Applies steps in order to a shape; parts keep their order. */
export function stepShape(kernel: Kernel, shape: Shape, steps: readonly Step[]): Shape {
  let result = shape;
  let pending: Pose | undefined;
  const flush = (): void => {
    if (pending) result = kernel.transform(result, pending).shape;
    pending = undefined;
  };
  for (const step of steps) {
    if (step.kind === "move") pending = pending ? composePoses(step.pose, pending) : step.pose;
    else {
      flush();
      result = scaledShape(kernel, result, step.center, step.factors);
    }
  }
  flush();
  return result;
}

/** A negative factor mirrors as well. */
function scaledShape(kernel: Kernel, shape: Shape, center: Vec3, factors: Vec3): Shape {
  const [x, y, z] = factors;
  const grown = kernel.scale(shape, center, [Math.abs(x), Math.abs(y), Math.abs(z)]).shape;
  if (!(x < 0 || y < 0 || z < 0)) return grown;
  const sign = (i: 0 | 1 | 2): number => Math.sign(factors[i]);
  const shift = (i: 0 | 1 | 2): number => center[i] * (1 - sign(i));
  const mirror: Pose = [sign(0), 0, 0, shift(0), 0, sign(1), 0, shift(1), 0, 0, sign(2), shift(2)];
  return kernel.transform(grown, mirror).shape;
}

export const stepPoint = (step: Step, p: Vec3): Vec3 =>
  step.kind === "move"
    ? applyPose(step.pose, p)
    : [
        step.center[0] + (p[0] - step.center[0]) * step.factors[0],
        step.center[1] + (p[1] - step.center[1]) * step.factors[1],
        step.center[2] + (p[2] - step.center[2]) * step.factors[2],
      ];

/** A sketch plane under a step, and the factor by which its coordinates grow. */
export function stepFrame(step: Step, frame: Frame): { readonly frame: Frame; readonly factor: number } {
  if (step.kind === "move") return { frame: applyPoseToFrame(step.pose, frame), factor: 1 };
  const along = (d: Vec3): number => Math.hypot(d[0] * step.factors[0], d[1] * step.factors[1], d[2] * step.factors[2]);
  const [fx, fy] = [along(frame.x), along(frame.y)];
  const bent = stepPoint({ ...step, center: [0, 0, 0] }, frame.x);
  const straight = addScaled(bent, frame.x, -fx);
  if (Math.abs(fx - fy) > evenScaleShare || Math.hypot(...straight) > evenScaleShare) {
    throw new UnbakeError("unsupported_command", "set_object_transform with an uneven scale of a sketch");
  }
  return { frame: { ...frame, origin: stepPoint(step, frame.origin) }, factor: fx };
}

/** A curve with all lengths multiplied by `factor`, about the origin of its plane. */
export function scaledCurve(curve: Curve2, factor: number): Curve2 {
  if (factor === 1) return curve;
  switch (curve.kind) {
    case "line":
      return { kind: "line", a: mul2(curve.a, factor), b: mul2(curve.b, factor) };
    case "arc":
      return { ...curve, center: mul2(curve.center, factor), radius: curve.radius * factor };
    case "ellipse":
      return {
        ...curve,
        center: mul2(curve.center, factor),
        major: mul2(curve.major, factor),
        minor: mul2(curve.minor, factor),
      };
    case "spline":
      return { ...curve, spline: { ...curve.spline, poles: curve.spline.poles.map((p) => mul2(p, factor)) } };
  }
}
