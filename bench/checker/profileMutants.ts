// Wrongs done to the outlines of features.
import type { Vec2, Vec3 } from "@unbake/geometry";
import type { Profile, ProfileLoop } from "@unbake/recover";
import type { Mutation } from "./mutants.js";

interface ProfileMutant extends Mutation {
  readonly profile: Profile;
}

interface LoopMutant extends Mutation {
  readonly loop: ProfileLoop;
}

type PathLoop = Extract<ProfileLoop, { readonly kind: "path" }>;

export function* mutateProfile(profile: Profile): Generator<ProfileMutant> {
  for (const { what, sizeMm, loop } of mutateLoop(profile.outer))
    yield { what, sizeMm, profile: { ...profile, outer: loop } };
  for (const [i, hole] of profile.holes.entries()) {
    yield {
      what: "hole of a profile dropped",
      sizeMm: Infinity,
      profile: { ...profile, holes: profile.holes.filter((_, k) => k !== i) },
    };
    for (const { what, sizeMm, loop } of mutateLoop(hole))
      yield { what, sizeMm, profile: { ...profile, holes: profile.holes.map((h, k) => (k === i ? loop : h)) } };
  }
}

function* mutateLoop(loop: ProfileLoop): Generator<LoopMutant> {
  if (loop.kind === "circle") {
    yield { what: "profile radius by 1 %", sizeMm: loop.radius * 0.01, loop: { ...loop, radius: loop.radius * 1.01 } };
    yield {
      what: "profile circle moved by 0.1",
      sizeMm: 0.1,
      loop: { ...loop, center: [loop.center[0] + 0.1, loop.center[1]] },
    };
  }
  if (loop.kind !== "path") return;
  yield* mutatePoles(loop);
  yield* mutateCorners(loop);
}

function* mutatePoles(loop: PathLoop): Generator<LoopMutant> {
  for (const [i, segment] of loop.segments.entries()) {
    if (segment.kind !== "bspline") continue;
    const { curve } = segment;
    for (let k = 1; k + 1 < curve.poles.length; k++) {
      const poles = curve.poles.map((p, n): Vec3 => (n === k ? [p[0] + 0.1, p[1] + 0.1, 0] : p));
      const segments = loop.segments.map((s, n) => (n === i ? { ...segment, curve: { ...curve, poles } } : s));
      yield { what: "pole of a spline moved by 0.14", sizeMm: 0.05, loop: { ...loop, segments } };
    }
  }
}

function* mutateCorners(loop: PathLoop): Generator<LoopMutant> {
  const same = (a: Vec2, b: Vec2) => Math.hypot(a[0] - b[0], a[1] - b[1]) < 1e-9;
  for (const { start, kind } of loop.segments) {
    // Moving one corner tilts the two faces that meet there. Corners on the axis of a revolution stay on it.
    const neighbours = loop.segments.filter((s) => same(s.start, start) || same(s.end, start));
    if (kind !== "line" || neighbours.some((s) => s.kind !== "line")) continue;
    const steps: readonly Vec2[] = [
      [start[0] === 0 ? 0 : 0.05, 0],
      [0, 0.05],
    ];
    for (const [dx, dy] of steps) {
      if (dx === 0 && dy === 0) continue;
      const move = (p: Vec2): Vec2 => (same(p, start) ? [p[0] + dx, p[1] + dy] : p);
      const segments = loop.segments.map((s) => ({ ...s, start: move(s.start), end: move(s.end) }));
      yield {
        what: `face tilted by a corner moved 0.05 in ${dx ? "x" : "y"}`,
        sizeMm: 0.02,
        loop: { ...loop, segments },
      };
    }
  }
}
