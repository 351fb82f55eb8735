/**
 * A turned tool for a residual whose own faces all turn about one axis, but whose ends are cut by other surfaces:
 * a hole through a curved wall, a leg that grows out of a lens. The ends run straight on, past where the residual ends.
 */
import { type Frame, type Kernel, toGlobal, type Vec2, type Vec3 } from "@unbake/kernel";
import { mainAxes } from "../graph/directions.js";
import { isOnBoundary } from "../graph/onBoundary.js";
import type { SolidGraph } from "../graph/solidGraph.js";
import { midOf } from "../profile/arc.js";
import { mergeSegments } from "../profile/merge.js";
import type { Profile, RevolveNode, Segment2 } from "../tree/types.js";
import { covers, harmless } from "./hull.js";
import { meridianProfile } from "./meridian.js";
import { axisFrame, radialHint } from "./revolution.js";
import { extentAlong } from "./sections.js";
import type { Target } from "./target.js";

/** Half-planes that are cut, radians from the frame's x: none along a world plane, where seams lie. */
const cutAngles = [0.7, 2.3, 3.9, 5.5];

export function revolveHull(kernel: Kernel, residual: SolidGraph, target: Target): RevolveNode | undefined {
  const areas = kernel.faceProperties(residual.shape, undefined, { rough: true }).map((p) => p.area);
  for (const axis of mainAxes(residual, areas).slice(0, 2)) {
    const frame = axisFrame(residual, axis, radialHint(axis.direction));
    const reach = extentAlong(kernel, residual.shape, { ...frame, x: frame.z, y: frame.x, z: frame.y });
    for (const angle of cutAngles) {
      const cut = turnedFrame(frame, angle);
      const [profile] = meridianProfile(kernel, residual, cut);
      const outline = profile && straightened(kernel, profile, cut, target, residual.toleranceMm, reach);
      if (!outline) continue;
      const node: RevolveNode = {
        type: "revolve",
        frame,
        profile: { outer: outline, holes: [] },
        angleRad: 2 * Math.PI,
        explains: [],
      };
      if (harmless(kernel, node, target) && covers(kernel, [node], residual.shape, target)) return node;
    }
  }
  return undefined;
}

/** The frame turned about its y. */
function turnedFrame(frame: Frame, angle: number): Frame {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const mix = (a: Vec3, b: Vec3, p: number, q: number): Vec3 => [
    a[0] * p + b[0] * q,
    a[1] * p + b[1] * q,
    a[2] * p + b[2] * q,
  ];
  return { origin: frame.origin, x: mix(frame.x, frame.z, c, -s), y: frame.y, z: mix(frame.x, frame.z, s, c) };
}

/** The part's own sides of the profile as one chain, run on along the axis at its loose ends and closed over the axis. */
function straightened(
  kernel: Kernel,
  profile: Profile,
  cut: Frame,
  target: Target,
  toleranceMm: number,
  [low, high]: readonly [number, number],
): Profile["outer"] | undefined {
  if (profile.outer.kind !== "path" || profile.holes.length > 0) return undefined;
  const own = profile.outer.segments.map((s) => {
    if (s.kind !== "line" && s.kind !== "arc") return false;
    const [x, y] = s.kind === "arc" ? midOf(s) : [(s.start[0] + s.end[0]) / 2, (s.start[1] + s.end[1]) / 2];
    return x > toleranceMm && isOnBoundary(kernel, target.graph, toGlobal(cut, [x, y, 0]));
  });
  const n = own.length;
  const firsts = own.flatMap((is, i) => (is && !own[(i + n - 1) % n] ? [i] : []));
  const [first] = firsts;
  if (firsts.length !== 1 || first === undefined) return undefined;
  const chain: Segment2[] = [];
  for (let k = 0; k < n && own[(first + k) % n]; k++) {
    const segment = profile.outer.segments[(first + k) % n];
    if (segment) chain.push(segment);
  }
  const start = chain[0]?.start;
  const end = chain[chain.length - 1]?.end;
  if (!start || !end) return undefined;
  // Counter-clockwise with the axis on the left, the chain climbs: it starts at the lower end.
  const rising = end[1] > start[1];
  const margin = (high - low) * 1e-3 + toleranceMm;
  const lowest = low - margin;
  const highest = high + margin;
  const points = (from: Vec2, to: Vec2): Segment2[] =>
    Math.hypot(from[0] - to[0], from[1] - to[1]) > toleranceMm ? [{ kind: "line", start: from, end: to }] : [];
  const [yStart, yEnd] = rising ? [lowest, highest] : [highest, lowest];
  const onAxis = (p: Vec2): boolean => Math.abs(p[0]) <= toleranceMm;
  const a: Vec2 = onAxis(start) ? start : [0, yStart];
  const b: Vec2 = onAxis(end) ? end : [0, yEnd];
  const lead = onAxis(start) ? [] : [...points(a, [start[0], yStart]), ...points([start[0], yStart], start)];
  const tail = onAxis(end) ? [] : [...points(end, [end[0], yEnd]), ...points([end[0], yEnd], b)];
  return mergeSegments([...lead, ...chain, ...tail, ...points(b, a)], toleranceMm);
}
