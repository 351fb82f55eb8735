/**
 * Sweeps that carry a profile rigidly along lines and arcs: each piece an extrusion or a revolution that starts where the one
 * before ended. The official engine sweeps so; it matters where the profile does not stand at the start of the path.
 */
import {
  type Frame,
  mul,
  type Pose,
  rotationPose,
  toGlobalDirection,
  translationPose,
  type Vec3,
} from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { History, Kernel, Shape, SubRef, SweepResult } from "@unbake/kernel";
import { type Curve2, derivativeAt } from "../sketch/curve2.js";
import { inSpace } from "../sketch/profile.js";
import { cross2, dot2, sub2, unit2 } from "../sketch/vec2.js";
import { smoothJointRad, sweepSewingMm } from "../tolerances.js";

/** Whether a path is made of lines and arcs that follow each other smoothly. */
export function isSmoothChain(curves: readonly Curve2[]): boolean {
  const plain = curves.every((curve) => curve.kind === "line" || curve.kind === "arc");
  return (
    plain &&
    curves.slice(1).every((curve, i) => {
      const before = curves[i];
      if (!before) return false;
      const [a, b] = [unit2(derivativeAt(before, 1)), unit2(derivativeAt(curve, 0))];
      return Math.abs(cross2(a, b)) < smoothJointRad && dot2(a, b) > 0;
    })
  );
}

interface Piece {
  readonly profile: Shape;
  readonly result: SweepResult;
}

/** One piece of the sweep, and the motion that carries the profile to its end. */
function piece(kernel: Kernel, frame: Frame, curve: Curve2, profile: Shape): Piece & { readonly motion: Pose } {
  if (curve.kind === "line") {
    const d = sub2(curve.b, curve.a);
    const vector = toGlobalDirection(frame, [d[0], d[1], 0]);
    return { profile, result: kernel.extrude(profile, vector), motion: translationPose(vector) };
  }
  if (curve.kind !== "arc") throw new UnbakeError("internal", "a rigid sweep follows lines and arcs");
  const center = inSpace(frame, curve.center);
  const axis: Vec3 = curve.sweep < 0 ? mul(frame.z, -1) : frame.z;
  const angle = Math.abs(curve.sweep);
  return { profile, result: kernel.revolve(profile, center, axis, angle), motion: rotationPose(center, axis, angle) };
}

/** Sweeps a face to a solid, or a wire to a shell, along the curves in the plane of `frame`. */
export function rigidSweep(
  kernel: Kernel,
  frame: Frame,
  curves: readonly Curve2[],
  profile: Shape,
  solid: boolean,
): SweepResult {
  const pieces: Piece[] = [];
  let present = profile;
  for (const curve of curves) {
    const next = piece(kernel, frame, curve, present);
    pieces.push(next);
    present = kernel.transform(present, next.motion).shape;
  }
  const [first, ...rest] = pieces;
  const last = pieces.at(-1);
  if (!first || !last) throw new UnbakeError("kcl_execution", "a sweep needs a path");
  if (rest.length === 0) return first.result;
  const shapes = pieces.map(({ result }) => result.shape);
  const whole = solid ? kernel.fuse([first.result.shape], shapes.slice(1)) : kernel.sew(shapes, sweepSewingMm);
  const after = (shape: Shape, faces: readonly number[]): number[] =>
    faces.flatMap((id) => whole.modified({ shape, kind: "face", id }));
  const history: History = {
    modified: () => [],
    generated: (ref: SubRef, kind) =>
      pieces.flatMap(({ profile: own, result }) =>
        kind === "face" ? after(result.shape, result.generated({ ...ref, shape: own }, "face")) : [],
      ),
  };
  return {
    ...history,
    shape: whole.shape,
    startFaces: solid ? after(first.result.shape, first.result.startFaces) : [],
    endFaces: solid ? after(last.result.shape, last.result.endFaces) : [],
  };
}
