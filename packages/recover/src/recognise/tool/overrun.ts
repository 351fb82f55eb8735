/**
 * Tools run over where they are open: a cutter that ends flush with the stock shares a plane with it, and booleans of
 * bodies that share planes are what engines do worst. An added body reaches into the stock for the same reason.
 */
import {
  add,
  addScaled,
  distance3,
  evaluateCurve,
  type Frame,
  mul,
  type Topology,
  toGlobal,
  type Vec2,
  type Vec3,
} from "@unbake/geometry";
import type { Kernel } from "@unbake/kernel";
import { midOf } from "../../analysis/profile/arc.js";
import { distanceToBoundary, insideProfile } from "../../analysis/profile/locate.js";
import { loopBox } from "../../analysis/profile/measure.js";
import { planeSection } from "../../analysis/section/planeSection.js";
import type { ExtrudeNode, Profile, RevolveNode } from "../../model/types.js";
import { bendMm, besideBorderShare, classifyMm, overrunShare } from "../../tolerances.js";
import { type OpenEnds, turnedEnds } from "../hole/drilled.js";
import type { Target } from "./target.js";

/**
 * How far tools of a part run over, mm: one significant digit, so that the number reads well (0.02 of a 137 mm part is
 * 2 mm), and the same wherever the part stands and however it is turned: no box along the axes of the world is asked, and
 * the last digits, which moving changes, decide nothing.
 */
export function overrunLength(part: Topology): number {
  const known = lengths.get(part);
  if (known !== undefined) return known;
  const raw = Number((sizeOf(part) * overrunShare).toPrecision(6));
  const power = 10 ** Math.floor(Math.log10(raw));
  const digit = raw / power;
  const length = (digit < 2 ? 1 : digit < 5 ? 2 : 5) * power;
  lengths.set(part, length);
  return length;
}

const lengths = new WeakMap<Topology, number>();

/** Twice as far as the part's edges get from their middle, mm: about its diagonal. */
function sizeOf({ edges }: Topology): number {
  const points = edges.flatMap(({ curve, range: [from, to] }): Vec3[] =>
    curve ? [0, 0.25, 0.5, 0.75, 1].map((share) => evaluateCurve(curve, from + (to - from) * share)) : [],
  );
  const middle = mul(points.reduce(add, [0, 0, 0]), 1 / points.length);
  return 2 * points.reduce((most, p) => Math.max(most, distance3(p, middle)), 0);
}

/** How far beyond an end is looked, as shares of the overrun. */
const looks = [0.02, 0.5, 1];

/**
 * The extrusion with each end run over where every probe just beyond it is free (outside the part for a cutter, inside
 * it for an added body).
 */
export function overrunEnds(kernel: Kernel, target: Target, node: ExtrudeNode): ExtrudeNode {
  const amount = overrunLength(target.graph.topology);
  const points = probes(node.profile);
  const border = target.operation === "add" ? borderOf(node.profile) : [];
  const { frame } = node;
  const staysIn = (height: number): boolean => {
    const reachesOut = outsideAt(kernel, target, frame, height);
    return !border.some(reachesOut);
  };
  const free = (height: number, sign: number): number =>
    [amount, amount / 10].find(
      (step) =>
        hasRoom(kernel, target, frame, points, height, sign * step) &&
        (border.length === 0 || staysIn(height + sign * step)),
    ) ?? 0; // default: there is no room
  return { ...node, overrunStart: free(node.from, -1), overrunEnd: free(node.to, 1) };
}

/** Whether the points are free from a height of the frame on, over the run: outside the part for a cutter, inside it for an added body. */
export function hasRoom(
  kernel: Kernel,
  target: Target,
  frame: Frame,
  points: readonly Vec2[],
  height: number,
  run: number,
): boolean {
  const wantInside = target.operation === "add";
  return looks.every((share) => {
    const inside = insideAt(kernel, target, frame, height + run * share);
    return points.every((p) => inside(p) === wantInside);
  });
}

/** Tells whether points of a plane lie in the part: by its exact section there, by the kernel where it has none. */
function insideAt(kernel: Kernel, target: Target, frame: Frame, height: number): (p: Vec2) => boolean {
  const plane: Frame = { ...frame, origin: addScaled(frame.origin, frame.z, height) };
  const profiles = planeSection(target.graph, plane);
  if (typeof profiles !== "string") return (p) => profiles.some((profile) => insideProfile(profile, p));
  return ([x, y]) => kernel.classify(target.part, toGlobal(plane, [x, y, 0]), classifyMm) === "inside";
}

/** Tells whether points of a plane lie off the part: what runs smoothly into a bend leaves it by a hair, and a hair is a face of the result. */
function outsideAt(kernel: Kernel, target: Target, frame: Frame, height: number): (p: Vec2) => boolean {
  const plane: Frame = { ...frame, origin: addScaled(frame.origin, frame.z, height) };
  const profiles = planeSection(target.graph, plane);
  if (typeof profiles === "string")
    return ([x, y]) => kernel.classify(target.part, toGlobal(plane, [x, y, 0]), bendMm) === "outside";
  return (p) =>
    !profiles.some((profile) => insideProfile(profile, p)) &&
    profiles.every((profile) => distanceToBoundary(profile, p) > bendMm);
}

/** Points inside the profile, near its corners and in its middle: where something in the way would show. */
export function probes(profile: Profile): Vec2[] {
  const box = loopBox(profile.outer);
  const size = Math.hypot(box.max[0] - box.min[0], box.max[1] - box.min[1]);
  const inner: Vec2[] = [];
  for (const p of borderOf(profile))
    for (let k = 0; k < 8; k++) {
      const angle = (k * Math.PI) / 4 + 0.2;
      const q: Vec2 = [
        p[0] + Math.cos(angle) * size * besideBorderShare,
        p[1] + Math.sin(angle) * size * besideBorderShare,
      ];
      if (insideProfile(profile, q)) {
        inner.push(q);
        break;
      }
    }
  for (let i = 1; i < 4; i++)
    for (let j = 1; j < 4; j++) {
      const q: Vec2 = [
        box.min[0] + ((box.max[0] - box.min[0]) * i) / 4,
        box.min[1] + ((box.max[1] - box.min[1]) * j) / 4,
      ];
      if (insideProfile(profile, q)) inner.push(q);
    }
  return inner;
}

/** Corners of the profile and middles of its sides. */
const borderOf = (profile: Profile): readonly Vec2[] =>
  [profile.outer, ...profile.holes].flatMap((loop): Vec2[] => {
    if (loop.kind !== "path") return around(loop.center, loop.kind === "circle" ? loop.radius : loop.minorRadius);
    return loop.segments.flatMap((s) => [s.start, s.kind === "arc" ? midOf(s) : middle(s.start, s.end)]);
  });

const middle = (a: Vec2, b: Vec2): Vec2 => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const around = (c: Vec2, r: number): Vec2[] =>
  [0, 1, 2, 3].map((k): Vec2 => [c[0] + r * Math.cos((k * Math.PI) / 2), c[1] + r * Math.sin((k * Math.PI) / 2)]);

/** How far a revolved cutter may run over each end along its axis, mm; 0 where the part is in the way. */
export function openEnds(kernel: Kernel, target: Target, node: RevolveNode): OpenEnds {
  const amount = overrunLength(target.graph.topology);
  const { origin, x, y, z } = node.frame;
  // Planes across the axis: their y is the sketch's -z, so that x, y and z stay right-handed.
  const across: Frame = { origin, x, y: [-z[0], -z[1], -z[2]], z: y };
  const ends = turnedEnds(node);
  const free = (height: number, radius: number, sign: number): number =>
    [amount, amount / 10].find((step) =>
      looks.every((share) => {
        const inside = insideAt(kernel, target, across, height + sign * step * share);
        return discProbes(radius).every((p) => !inside(p));
      }),
    ) ?? 0; // default: there is no room
  return {
    start: free(ends.low, ends.lowRadius, -1),
    end: free(ends.high, ends.highRadius, 1),
  };
}

/** Points on and around the middle of a disc. */
const discProbes = (radius: number): Vec2[] =>
  [0, 0.5, 0.97].flatMap((share) =>
    [0, 1, 2, 3].map((k): Vec2 => {
      const angle = k * (Math.PI / 2) + 0.3;
      return [share * radius * Math.cos(angle), share * radius * Math.sin(angle)];
    }),
  );
