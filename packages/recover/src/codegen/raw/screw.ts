/** Profiles carried by a screw: a sweep along a helix, and a twisted extrusion where the profile lies across the axis. */
import { add, dot, frameFromZ, mul, norm, sub, toGlobal, toLocal, type Vec3 } from "@unbake/geometry";
import { loopBox } from "../../analysis/profile/measure.js";
import { isTwist } from "../../model/screw.js";
import type { ScrewNode } from "../../model/types.js";
import { lengthToleranceMm, roundingMm } from "../../tolerances.js";
import { atom, binary, call, callOn, type Expression, object } from "../kcl/kcl.js";
import { shortest } from "../kcl/numbers.js";
import { axisExpression, ownPlane, pointExpression, sketchPlane } from "../kcl/planes.js";
import { printProfile } from "../kcl/profiles.js";
import { type PrintContext, sketchInFrame, sketchOn } from "./context.js";

const fullTurn = 2 * Math.PI;

/** The call that makes the body, after the lines that draw its profile and its path. */
export function screwCall(context: PrintContext, node: ScrewNode): Expression {
  return isTwist(node) ? twistCall(context, node) : sweepCall(context, node);
}

/** The plane looks along the axis: the twist is then the same whichever way an engine counts it from. */
function twistCall(context: PrintContext, node: ScrewNode): Expression {
  const { numbers } = context;
  const aligned = sketchPlane(node.frame);
  const plane = aligned.mirrored ? ownPlane(node.frame) : aligned;
  const sketch = sketchOn(context, plane, plane.offset, node);
  const profile = printProfile(context, sketch, plane, node.profile, node);
  const [x, y] = toLocal(node.frame, node.axis.origin);
  const center = plane.point([x, y]);
  const isOrigin = Math.hypot(...center) < roundingMm;
  const twistCenter: Expression = { kind: "array", items: center.map((c) => atom(numbers.length(c))) };
  return callOn("extrude", profile, {
    length: size(context, "Length", node.riseMm),
    twistAngle: atom(numbers.angle(node.angleRad, 1e3)),
    twistCenter: isOrigin ? undefined : twistCenter,
  });
}

/** The helix begins at a point of the profile, so that it is all one whether an engine takes the profile where it is or carries it to the path. */
function sweepCall(context: PrintContext, node: ScrewNode): Expression {
  const { numbers } = context;
  const { plane, sketch } = sketchInFrame(context, node.frame, node);
  const profile = printProfile(context, sketch, plane, node.profile, node);
  const { axis, riseMm, angleRad } = node;
  const start = startOf(node);
  const foot = add(axis.origin, mul(axis.direction, dot(sub(start, axis.origin), axis.direction)));
  const frame = frameFromZ(foot, axis.direction);
  const [x, y] = toLocal(frame, start);
  const radius = Math.hypot(x, y);
  const turns = Math.abs(angleRad) / fullTurn;
  const name = context.names.numbered("helix");
  const path = call("helix", {
    axis: axisOf(foot, axis.direction, context),
    radius: size(context, "Radius", radius),
    length: size(context, "Length", riseMm),
    revolutions: context.size
      ? binary(size(context, "Length", riseMm), "/", size(context, "Pitch", riseMm / turns))
      : atom(shortest(turns, lengthToleranceMm / (fullTurn * radius))),
    angleStart: atom(numbers.angle(Math.atan2(y, x), radius)),
    ccw: atom(String(angleRad > 0)),
  });
  context.program.assign(name, path, node);
  return callOn("sweep", profile, { path: atom(name) });
}

function axisOf(foot: Vec3, direction: Vec3, { numbers }: PrintContext): Expression {
  const plain = axisExpression(direction, numbers);
  if (plain.kind === "atom" && norm(foot) < roundingMm) return plain;
  const components = direction.map((c) => atom(numbers.direction(c)));
  return object([
    ["direction", { kind: "array", items: components }],
    ["origin", pointExpression(foot, numbers)],
  ]);
}

/** The centre of a round profile, else the middle of its box: a point that a person would lay the helix through, and never on the axis. */
function startOf({ frame, profile: { outer } }: ScrewNode): Vec3 {
  if (outer.kind !== "path") return toGlobal(frame, [...outer.center, 0]);
  const { min, max } = loopBox(outer);
  return toGlobal(frame, [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, 0]);
}

const size = (context: PrintContext, word: string, mm: number): Expression =>
  context.size?.(word, mm) ?? atom(context.numbers.length(mm)); // default: numbers stand for themselves
