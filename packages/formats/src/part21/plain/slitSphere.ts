/**
 * Faces of a sphere that go over its poles and are slit there: a writer that knows spheres by longitude and latitude cuts the face along a meridian, from a
 * pole to a hole beside it or from hole to hole. OpenCASCADE closes such a loop on the wrong side. Without the slits, and on a sphere whose poles and
 * meridian lie elsewhere, the kernel makes a seam of its own that cuts no hole.
 */
import {
  add,
  addScaled,
  cross,
  distance3,
  dot,
  edgePoints,
  type Frame,
  frameFromZ,
  mul,
  norm,
  sub,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import { leastRoomRad, sameEndShare } from "../../tolerances.js";
import { frameOf, vectorOf } from "../affine.js";
import { curveOf } from "../geometry.js";
import { real } from "../kernelText.js";
import { isOf, refsOf } from "../query.js";
import { edgeEnds, edgeVertices, faceSurface } from "../shells.js";
import { argumentsOf, asEnum, asNumber, asRef } from "../values.js";
import type { PlainFace } from "./types.js";
import { placementText } from "./write.js";

/** Points on each edge: enough to tell which way a loop goes and what lies in it. */
const pieces = 16;

/** So many axes, and meridians of each, are tried: every few degrees. */
const axesTried = 100;
const meridiansTried = 24;

interface Use {
  readonly edge: number;
  readonly forward: boolean;
  readonly from: number;
  readonly to: number;
}

interface RoundLoop {
  readonly uses: readonly Use[];
  /** Of its bound: does the loop run as it is written? */
  readonly sense: boolean;
  /** Along the loop, seen from the centre of the sphere, of length 1. */
  readonly directions: readonly Vec3[];
  /** To the middle of what the loop takes from the face. */
  readonly hole: Vec3;
}

interface Ball {
  readonly center: Vec3;
  readonly axis: Vec3;
  readonly x: Vec3;
  readonly radius: number;
}

/** Writes the face without its slits, where it has some that the kernel would take wrongly; whether it did. */
export function slitSphere(plain: PlainFace): boolean {
  const { file, face, role, changes } = plain;
  const ball = ballOf(plain);
  if (ball === undefined) return false;
  const bounds = boundsOf(plain);
  const seams = twiceUsed(bounds.flatMap(({ uses }) => uses));
  if (seams.size === 0 || !isSlitAtPole(plain, ball, bounds, seams)) return false;
  const faceSense = asEnum(argumentsOf(file, face, "FACE_SURFACE")?.at(-1)) !== "F";
  const loops: RoundLoop[] = [];
  for (const { uses, sense } of bounds) {
    const chains = chained(uses.filter(({ edge }) => !seams.has(edge)));
    for (const chain of chains ?? []) {
      const loop = roundLoop(plain, ball, chain, sense, faceSense);
      if (loop === undefined) return false;
      loops.push(loop);
    }
    if (chains === undefined) return false;
  }
  // From a single loop, or to one that goes round the axis, the kernel takes the slit for the seam that it is.
  const slitEnds = new Set([...seams].flatMap((edge) => edgeVertices(file, edge, role)));
  const strung = loops.filter(({ uses }) => uses.some(({ from }) => slitEnds.has(from)));
  if (strung.length < 2 || strung.some(({ directions }) => goesRound(directions, ball.axis))) return false;
  const meridian = freeMeridian(ball, loops);
  if (meridian === undefined) return false;
  const position = placementText(changes, ball.center, meridian.z, meridian.x);
  const surface = changes.add(`SPHERICAL_SURFACE('',${position},${real(ball.radius)})`);
  const written = loops.map(({ uses, sense }) => boundText(plain, uses, sense));
  changes.replace(face, `ADVANCED_FACE('',(${written.join()}),${surface},.${faceSense ? "T" : "F"}.)`);
  return true;
}

function ballOf({ file, face, role }: PlainFace): Ball | undefined {
  const surface = faceSurface(file, face, role);
  if (surface < 0 || !isOf(file, surface, "SPHERICAL_SURFACE")) return undefined;
  const [position, size] = (argumentsOf(file, surface, "SPHERICAL_SURFACE") ?? []).slice(-2);
  const radius = asNumber(size);
  const frame = frameOf(file, asRef(file, position));
  if (frame === undefined || radius === undefined || !(radius > 0)) return undefined;
  return {
    center: [frame[3], frame[7], frame[11]],
    axis: [frame[2], frame[6], frame[10]],
    x: [frame[0], frame[4], frame[8]],
    radius,
  };
}

/** The uses of edges in each loop of the face, in order. */
function boundsOf({
  file,
  face,
  role,
}: PlainFace): readonly { readonly uses: readonly Use[]; readonly sense: boolean }[] {
  const use = (instance: number): readonly Use[] => {
    const oriented = role(instance) === "orientedEdge";
    const edge = oriented ? refsOf(file, instance).find((ref) => role(ref) === "edge") : instance;
    if (edge === undefined || role(edge) !== "edge") return [];
    const forward = !oriented || asEnum(argumentsOf(file, instance, "ORIENTED_EDGE")?.at(-1)) !== "F";
    const [start, end] = edgeVertices(file, edge, role);
    return [{ edge, forward, from: forward ? start : end, to: forward ? end : start }];
  };
  return refsOf(file, face)
    .filter((ref) => role(ref) === "bound")
    .map((bound) => ({
      uses: refsOf(file, bound)
        .filter((loop) => role(loop) === "edgeLoop")
        .flatMap((loop) => refsOf(file, loop).flatMap(use)),
      sense: asEnum(argumentsOf(file, bound)?.at(-1)) !== "F",
    }));
}

function twiceUsed(uses: readonly Use[]): ReadonlySet<number> {
  const once = new Set<number>();
  const twice = new Set<number>();
  for (const { edge } of uses) (once.has(edge) ? twice : once).add(edge);
  return twice;
}

/** Does a seam end at a pole, which lies in the face then? */
function isSlitAtPole(
  { file, role }: PlainFace,
  { center, axis, radius }: Ball,
  bounds: ReturnType<typeof boundsOf>,
  seams: ReadonlySet<number>,
): boolean {
  const ends = (edges: Iterable<number>): readonly Vec3[] =>
    [...edges].flatMap((edge) => edgeEnds(file, edge, role).map((end) => vectorOf(file, end) ?? []) as Vec3[]);
  const outer = ends(bounds.flatMap(({ uses }) => uses.map(({ edge }) => edge)).filter((edge) => !seams.has(edge)));
  const isNear = (p: Vec3, q: Vec3): boolean => distance3(p, q) <= sameEndShare * radius;
  return [radius, -radius].some((height) => {
    const pole = addScaled(center, axis, height);
    return ends(seams).some((p) => isNear(p, pole)) && !outer.some((p) => isNear(p, pole));
  });
}

/** Closed chains of the uses, each from where the one before ends; undefined when they do not close, or touch. */
function chained(uses: readonly Use[]): readonly (readonly Use[])[] | undefined {
  const next = new Map(uses.map((use) => [use.from, use]));
  if (next.size < uses.length) return undefined;
  const chains: Use[][] = [];
  for (const first of uses) {
    if (!next.has(first.from)) continue;
    const chain: Use[] = [];
    for (let use = next.get(first.from); use !== undefined; use = next.get(use.to)) {
      chain.push(use);
      next.delete(use.from);
    }
    if (chain.at(-1)?.to !== first.from) return undefined;
    chains.push(chain);
  }
  return chains;
}

function roundLoop(
  { file, role, angleRad }: PlainFace,
  { center }: Ball,
  uses: readonly Use[],
  sense: boolean,
  faceSense: boolean,
): RoundLoop | undefined {
  const directions: Vec3[] = [];
  for (const { edge, forward } of uses) {
    const curve = curveOf(
      file,
      refsOf(file, edge).find((ref) => role(ref) !== "vertex"),
      { lengthMm: 1, angleRad },
    );
    const [start, end] = edgeEnds(file, edge, role).map((point) => vectorOf(file, point));
    if (curve === undefined || start === undefined || end === undefined) return undefined;
    const along = asEnum(argumentsOf(file, edge, "EDGE_CURVE")?.at(-1)) !== "F";
    const points = edgePoints(curve, along, start, end, pieces);
    if (points.length === 0) return undefined;
    const run = forward ? points : [...points].reverse();
    directions.push(...run.slice(0, -1).map((point) => unit(sub(point, center))));
  }
  const area = directions.reduce<Vec3>(
    (sum, d, i) => add(sum, cross(d, at(directions, (i + 1) % directions.length))),
    [0, 0, 0],
  );
  if (norm(area) === 0) return undefined;
  // The face is on the left of its loops, seen against its normal.
  return { uses, sense, directions, hole: mul(unit(area), sense === faceSense ? -1 : 1) };
}

/** Does the loop go round the axis, so that it has the poles on different sides? */
function goesRound(directions: readonly Vec3[], axis: Vec3): boolean {
  const turn = directions.reduce((sum, d, i) => {
    const next = at(directions, (i + 1) % directions.length);
    const [a, b] = [d, next].map((v) => addScaled(v, axis, -dot(v, axis))) as [Vec3, Vec3];
    return sum + Math.atan2(dot(cross(a, b), axis), dot(a, b));
  }, 0);
  return Math.abs(turn) > Math.PI;
}

interface Meridian {
  readonly z: Vec3;
  /** To the middle of the meridian. */
  readonly x: Vec3;
}

/**
 * Where the kernel's seam is to be, away from every loop: all of them are inner loops then, as in a plate. Along the sphere's own axes if it can be:
 * people turn parts by right angles. Undefined when there is no room.
 */
function freeMeridian({ axis, x }: Ball, loops: readonly RoundLoop[]): Meridian | undefined {
  const areHoles = loops.every(({ directions, hole }) => directions.reduce((sum, d) => sum + dot(d, hole), 0) > 0);
  if (!areHoles) return undefined;
  const own = [axis, x, cross(axis, x)].map((z, i, axes) => frameFromZ([0, 0, 0], z, at(axes, (i + 1) % 3)));
  const tilted = spread(axesTried).map((z) => frameFromZ([0, 0, 0], z));
  return widest(loops, own, 4) ?? widest(loops, tilted, meridiansTried);
}

/** The meridian furthest from the loops, of so many evenly about the axis of each frame. */
function widest(loops: readonly RoundLoop[], frames: readonly Frame[], count: number): Meridian | undefined {
  const all = loops.flatMap(({ directions }) => directions);
  let found: Meridian | undefined;
  let most = leastRoomRad;
  for (const { x, y, z } of frames) {
    if (loops.some(({ directions }) => goesRound(directions, z))) continue;
    for (let i = 0; i < count; i++) {
      const angle = (2 * Math.PI * i) / count;
      const meridian = { z, x: addScaled(mul(x, Math.cos(angle)), y, Math.sin(angle)) };
      const roomRad = Math.min(...all.map((d) => angleToMeridian(d, meridian)));
      if (roomRad > most) [found, most] = [meridian, roomRad];
    }
  }
  return found;
}

/** Of a direction, to the half circle from -z over x to z. */
function angleToMeridian(d: Vec3, { z, x }: Meridian): number {
  return dot(d, x) >= 0
    ? Math.asin(Math.min(1, Math.abs(dot(d, cross(z, x)))))
    : Math.acos(Math.min(1, Math.abs(dot(d, z))));
}

/** Directions evenly over the upper half of a sphere, in a spiral. */
function spread(count: number): readonly Vec3[] {
  return Array.from({ length: count }, (_, i) => {
    const height = (i + 0.5) / count;
    const away = Math.sqrt(1 - height * height);
    const angle = i * Math.PI * (3 - Math.sqrt(5));
    return [away * Math.cos(angle), away * Math.sin(angle), height];
  });
}

function boundText({ changes }: PlainFace, uses: readonly Use[], sense: boolean): string {
  const written = uses.map(({ edge, forward }) =>
    changes.add(`ORIENTED_EDGE('',*,*,${changes.ref(edge)},.${forward ? "T" : "F"}.)`),
  );
  const loop = changes.add(`EDGE_LOOP('',(${written.join()}))`);
  return changes.add(`FACE_BOUND('',${loop},.${sense ? "T" : "F"}.)`);
}
