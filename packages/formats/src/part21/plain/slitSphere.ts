/**
 * Faces of a sphere that go over its poles and are slit there: a writer that knows spheres by longitude and latitude cuts the face along a meridian, from a
 * pole to a hole beside it or from hole to hole. OpenCASCADE closes such a loop on the wrong side. The same face has no slit on the sphere whose axis goes
 * through one of its holes, and then the kernel makes its own seam, which is in no other hole.
 */
import {
  add,
  addScaled,
  cross,
  distance3,
  dot,
  edgePoints,
  frameFromZ,
  mul,
  norm,
  sub,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import { sameEndShare } from "../../tolerances.js";
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
  readonly radius: number;
}

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
  // A slit from a loop that goes round the axis is the seam that the kernel makes too.
  const slitEnds = new Set([...seams].flatMap((edge) => edgeVertices(file, edge, role)));
  const isBeside = ({ uses, directions }: RoundLoop): boolean =>
    uses.some(({ from }) => slitEnds.has(from)) && !goesRound(directions, ball.axis);
  if (!loops.some(isBeside)) return false;
  const z = bestAxis(loops);
  const position = placementText(changes, ball.center, z, freeMeridian(loops, z));
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
  return { center: [frame[3], frame[7], frame[11]], axis: [frame[2], frame[6], frame[10]], radius };
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
    const run = points.slice(0, -1).map((point) => unit(sub(point, center)));
    directions.push(
      ...(forward
        ? run
        : points
            .slice(1)
            .map((point) => unit(sub(point, center)))
            .reverse()),
    );
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

/** Through the hole whose middle, and the point across from it, are furthest from every loop. */
function bestAxis(loops: readonly RoundLoop[]): Vec3 {
  const all = loops.flatMap(({ directions }) => directions);
  const cosine = (z: Vec3): number => Math.max(...all.map((d) => Math.abs(dot(d, z))));
  return loops.map(({ hole }) => hole).reduce((best, z) => (cosine(z) < cosine(best) ? z : best));
}

/** The direction of a meridian half way between what the loops that do not go round leave free, as wide as can be. */
function freeMeridian(loops: readonly RoundLoop[], z: Vec3): Vec3 {
  const { x, y } = frameFromZ([0, 0, 0], z);
  const angles = loops
    .filter(({ directions }) => !goesRound(directions, z))
    .flatMap(({ directions }) => directions.map((d) => Math.atan2(dot(d, y), dot(d, x))))
    .sort((a, b) => a - b);
  let [middle, widest] = [0, 0];
  angles.forEach((from, i) => {
    const to = i + 1 < angles.length ? at(angles, i + 1) : at(angles, 0) + 2 * Math.PI;
    if (to - from > widest) [middle, widest] = [(from + to) / 2, to - from];
  });
  return addScaled(mul(x, Math.cos(middle)), y, Math.sin(middle));
}

function boundText({ changes }: PlainFace, uses: readonly Use[], sense: boolean): string {
  const written = uses.map(({ edge, forward }) =>
    changes.add(`ORIENTED_EDGE('',*,*,${changes.ref(edge)},.${forward ? "T" : "F"}.)`),
  );
  const loop = changes.add(`EDGE_LOOP('',(${written.join()}))`);
  return changes.add(`FACE_BOUND('',${loop},.${sense ? "T" : "F"}.)`);
}
