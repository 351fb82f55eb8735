/**
 * A datum that a person would choose: the base feature of each part stands on a global plane, with its corner or its centre
 * at the origin. The instances of the part take the motion back, so that every body stays where the file has it.
 */
import {
  applyPose,
  composePoses,
  type Frame,
  invertPose,
  type Pose,
  poseBetween,
  type Vec3,
  worldFrame,
} from "@unbake/geometry";
import type { ExtrudeNode, Model, Part, ProfileLoop, RevolveNode } from "../../../../model/types.js";
import { sameCoordinateMm } from "../../../../tolerances.js";
import { carried } from "../../../kcl/poses.js";
import { axisOf } from "../scope.js";
import { rootShape } from "./nouns.js";

/** The model with its parts on their datums. */
export function orientModel(model: Model): Model {
  const motions = new Map<number, Pose>();
  const parts = model.parts.map((part): Part => {
    const motion = datumMotion(part);
    if (!motion) return part;
    motions.set(part.id, motion);
    return { ...part, body: carried(part.body, motion) };
  });
  const instances = model.instances.map((instance) => {
    const motion = motions.get(instance.part);
    return motion ? { ...instance, pose: composePoses(instance.pose, invertPose(motion)) } : instance;
  });
  return { ...model, parts, instances };
}

/** The motion that brings the part to its datum; undefined when it is there. */
function datumMotion(part: Part): Pose | undefined {
  const root = rootShape(part.body);
  if (root.type !== "extrude" && root.type !== "revolve") return undefined;
  const { frame } = root;
  const aligned = [frame.x, frame.y, frame.z].every((v) => axisOf(v) !== undefined);
  const at = datumPoint(root);
  if (!aligned) {
    // An extrusion stands up on XY, a turned part about z.
    const own: Frame =
      root.type === "extrude"
        ? { ...frame, origin: at }
        : { origin: at, x: frame.x, y: [-frame.z[0], -frame.z[1], -frame.z[2]], z: frame.y };
    return poseBetween(own, worldFrame);
  }
  const moved = (axis: 0 | 1 | 2): number => (isNatural(root, axis) ? 0 : -at[axis]);
  const shift: Vec3 = [moved(0), moved(1), moved(2)];
  if (shift.every((c) => Math.abs(c) < sameCoordinateMm)) return undefined;
  return [1, 0, 0, shift[0], 0, 1, 0, shift[1], 0, 0, 1, shift[2]];
}

/** The point of the base that belongs at the origin: the centre of what is round, else the low corner. */
function datumPoint(root: ExtrudeNode | RevolveNode): Vec3 {
  const { frame } = root;
  if (root.type === "revolve") {
    const [[, low]] = box(root.profile.outer);
    return applyFrame(frame, [0, low, 0]);
  }
  const { outer } = root.profile;
  if (outer.kind !== "path") return applyFrame(frame, [outer.center[0], outer.center[1], root.from]);
  const [low] = box(outer);
  return applyFrame(frame, [low[0], low[1], root.from]);
}

/** Along this global axis the base begins, ends or is centred at the origin already. */
function isNatural(root: ExtrudeNode | RevolveNode, axis: 0 | 1 | 2): boolean {
  const { frame } = root;
  const along = (v: Vec3): number => v[axis];
  const o = frame.origin[axis];
  const [low, high] = box(root.profile.outer);
  const spans: [number, number][] = [];
  if (Math.abs(along(frame.x)) > 0.5) {
    spans.push(root.type === "revolve" ? [-high[0], high[0]] : [low[0], high[0]]);
  } else if (Math.abs(along(frame.y)) > 0.5) spans.push([low[1], high[1]]);
  else if (root.type === "extrude") spans.push([root.from, root.to]);
  else spans.push([-high[0], high[0]]);
  const sign = Math.sign(along(frame.x) + along(frame.y) + along(frame.z));
  return spans.some(([a, b]) =>
    [o + sign * a, o + sign * b, o + (sign * (a + b)) / 2].some((v) => Math.abs(v) < sameCoordinateMm),
  );
}

const applyFrame = (frame: Frame, p: Vec3): Vec3 => applyPose(poseBetween(worldFrame, frame), p);

function box(loop: ProfileLoop): [[number, number], [number, number]] {
  if (loop.kind !== "path") {
    const r = loop.kind === "circle" ? loop.radius : Math.hypot(...loop.majorAxis);
    return [
      [loop.center[0] - r, loop.center[1] - r],
      [loop.center[0] + r, loop.center[1] + r],
    ];
  }
  const points = loop.segments.flatMap((s) => [s.start, s.end]);
  const ends = (i: 0 | 1): [number, number] => [
    Math.min(...points.map((p) => p[i])),
    Math.max(...points.map((p) => p[i])),
  ];
  const [x, y] = [ends(0), ends(1)];
  return [
    [x[0], y[0]],
    [x[1], y[1]],
  ];
}
