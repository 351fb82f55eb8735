/**
 * A solid with its smallest fillets taken off: the wedges between each fillet and the planes or walls it runs into are
 * added (outer edges) or cut away (inner ones), and the edges come back that the fillets were made on.
 */
import {
  add,
  addScaled,
  type CurveSegment,
  cross,
  distance3,
  dot,
  type Frame,
  frameFromZ,
  mul,
  norm,
  sub,
  toLocal,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { wentWrong } from "../../recognise/tool/residual.js";
import { parallelAxesSquaredSine, polygonSewingMm } from "../../tolerances.js";
import { apexScale, type Blend, blendsOf, type Corner, type Round, type Strip } from "./blends.js";
import { comesBack } from "./comesBack.js";
import type { Dress } from "./dress.js";

export interface Sharpened {
  readonly shape: Shape;
  /** What was taken off: to be put back on the edges of a body that is like `shape`. */
  readonly dresses: readonly Dress[];
}

/** Without the fillets of the smallest radius that can be read; undefined when there are none. The shape belongs to the current scope. */
export function sharpen(kernel: Kernel, graph: SolidGraph): Sharpened | undefined {
  const flat = smallestOf(graph, blendsOf(graph));
  const round = smallestOf(graph, blendsOf(graph, "round"));
  // What ends at a curved wall does not always come back: that is seen before anything is built on it.
  const more = round.some((b) => flat.every((f) => f.face !== b.face));
  return (more ? without(kernel, graph, round, comesBack) : undefined) ?? without(kernel, graph, flat);
}

/** The blends of the smallest radius among them. */
function smallestOf(graph: SolidGraph, blends: readonly Blend[]): Blend[] {
  const radius = Math.min(...blends.map((b) => b.radius));
  return blends.filter((b) => b.radius - radius <= graph.toleranceMm);
}

/** The solid without these blends, all of one radius; with `holds`, only when that is true of it. */
function without(
  kernel: Kernel,
  graph: SolidGraph,
  smallest: readonly Blend[],
  holds?: (kernel: Kernel, graph: SolidGraph, sharp: Sharpened) => boolean,
): Sharpened | undefined {
  const radius = Math.min(...smallest.map((b) => b.radius));
  if (smallest.length === 0) return undefined;
  const wedges = (convex: boolean): Shape[] =>
    smallest.filter((b) => b.convex === convex).map((b) => wedge(kernel, graph, b, smallest));
  const make = (): Sharpened | undefined =>
    kernel.scope((keep) => {
      const [outer, inner] = [wedges(true), wedges(false)];
      let body = graph.shape;
      if (outer.length > 0) body = kernel.fuse([body], outer, { unify: true, check: false }).shape;
      if (inner.length > 0) body = kernel.cut([body], inner, { unify: true, check: false }).shape;
      const shape = kernel.unify(body).shape;
      const faces = kernel.topology(shape).faces.length;
      if (kernel.solids(shape).length !== 1 || faces >= graph.faces.length) return undefined;
      if (wentWrong(kernel, shape, graph.shape)) return undefined;
      const picks = smallest.flatMap((b) => (b.kind === "corner" ? [] : [pickOf(b)]));
      const sharp: Sharpened = { shape, dresses: [{ kind: "fillet", size: radius, picks }] };
      if (holds && !holds(kernel, graph, sharp)) return undefined;
      keep(shape);
      return sharp;
    });
  if (!holds) return make();
  try {
    return make();
  } catch (error) {
    // A wedge or a fillet that the kernel cannot make is one that is not taken off.
    if (error instanceof UnbakeError && (error.code === "kernel" || error.code === "execution")) return undefined;
    throw error;
  }
}

function wedge(kernel: Kernel, graph: SolidGraph, blend: Blend, all: readonly Blend[]): Shape {
  switch (blend.kind) {
    case "strip":
      return stripWedge(kernel, graph, blend, all);
    case "round":
      return roundWedge(kernel, blend);
    case "corner":
      return cornerBlock(kernel, graph, blend);
  }
}

/** The middle of the edge that the fillet was made on, and its direction there. */
function pickOf(blend: Strip | Round): Dress["picks"][number] {
  if (blend.kind === "strip") {
    const [from, to] = span(blend);
    const apex = apexOf(blend.axis.origin, blend.u, blend.v, blend.radius);
    return { point: addScaled(apex, blend.axis.z, (from + to) / 2), tangent: blend.axis.z };
  }
  const { axis, majorRadius, u, v, radius } = blend;
  const angle = (blend.from + blend.to) / 2;
  const out = radial(axis, angle);
  const scale = apexScale(u[0] * v[0] + u[1] * v[1], radius);
  const point = add(
    addScaled(axis.origin, out, majorRadius + (u[0] + v[0]) * scale),
    mul(axis.z, (u[1] + v[1]) * scale),
  );
  return { point, tangent: radial(axis, angle + Math.PI / 2) };
}

const radial = ({ x, y }: Frame, angle: number): Vec3 => addScaled(mul(x, Math.cos(angle)), y, Math.sin(angle));

/** Where the supports' planes meet, for a tube's centre and unit directions to the supports. */
const apexOf = (center: Vec3, u: Vec3, v: Vec3, radius: number): Vec3 =>
  addScaled(center, add(u, v), apexScale(dot(u, v), radius));

/** The least and the greatest height of a strip's ends. */
function span({ ends }: Strip): readonly [number, number] {
  const heights = ends.map((e) => e.at);
  return [Math.min(...heights), Math.max(...heights)];
}

/** Section of a wedge: from the tube to the apex, between u and v. */
function section(kernel: Kernel, center: Vec3, u: Vec3, v: Vec3, radius: number): Shape {
  const y = unit(addScaled(v, u, -dot(u, v)));
  const frame: Frame = { origin: center, x: u, y, z: cross(u, y) };
  const [p, q] = [addScaled(center, u, radius), addScaled(center, v, radius)];
  const apex = apexOf(center, u, v, radius);
  const line = (from: Vec3, to: Vec3): CurveSegment => ({
    curve: { kind: "line", origin: from, direction: unit(sub(to, from)) },
    range: [0, distance3(from, to)],
  });
  const arc: CurveSegment = { curve: { kind: "circle", frame, radius }, range: [0, Math.acos(dot(u, v))] };
  return kernel.planarFace(frame, kernel.wire([line(p, apex), line(apex, q), arc]));
}

/** How far strips run past ends that are cut off at a plane, in radii. */
const runOut = 20;

function stripWedge(kernel: Kernel, graph: SolidGraph, strip: Strip, all: readonly Blend[]): Shape {
  const [low, high] = span(strip);
  const middle = (low + high) / 2;
  const inside = addScaled(apexOf(strip.axis.origin, strip.u, strip.v, strip.radius), strip.axis.z, middle);
  const size = 4 * runOut * strip.radius + 2 * graph.diagonalMm;
  let [from, to] = [low, high];
  const cutters: Shape[] = [];
  const within: Shape[] = [];
  for (const end of strip.ends) {
    if (end.kind === "smooth") continue;
    if (end.at < middle) from = low - runOut * strip.radius;
    else to = high + runOut * strip.radius;
    const plane = endPlane(graph, strip, end.face, all, inside);
    const wall = graph.faces[end.face]?.surface;
    if (plane) cutters.push(halfSpace(kernel, plane, inside, size));
    else if (wall?.kind === "cylinder") {
      const [x, y, z] = toLocal(wall.frame, inside);
      const bottom = addScaled(wall.frame.origin, wall.frame.z, z - size);
      const round = kernel.cylinder({ ...wall.frame, origin: bottom }, wall.radius, 2 * size);
      (Math.hypot(x, y) < wall.radius ? within : cutters).push(round);
    }
  }
  const center = addScaled(strip.axis.origin, strip.axis.z, from);
  let body = kernel.extrude(
    section(kernel, center, strip.u, strip.v, strip.radius),
    mul(strip.axis.z, to - from),
  ).shape;
  if (cutters.length > 0) body = kernel.cut([body], cutters, { check: false }).shape;
  for (const wall of within) body = kernel.common([body], [wall], { check: false }).shape;
  // A round wall may let the strip out again on its far side.
  const [first, ...others] = kernel.solids(body);
  if (!first || others.length === 0) return body;
  const gap = (solid: Shape): number => kernel.distanceToPoint(solid, inside);
  return others.reduce((best, solid) => (gap(solid) < gap(best) ? solid : best), first);
}

/** The plane that a strip ends at: the face's own, or in a mitre that of the wall which the other strip runs along. */
function endPlane(
  graph: SolidGraph,
  strip: Strip,
  face: number,
  all: readonly Blend[],
  inside: Vec3,
): Frame | undefined {
  const other = all.find((b) => b.face === face);
  const wall = other ? other.supports.find((s) => !strip.supports.includes(s)) : face;
  const found = wall === undefined ? undefined : graph.faces[wall];
  if (found?.surface.kind !== "plane") return undefined;
  const { frame } = found.surface;
  const above = dot(sub(inside, frame.origin), frame.z) > 0 === found.sameSense;
  // Where the edge turns the other way than it is rounded, the mitre lies behind the wall.
  return other?.kind === "strip" && above === strip.convex ? (mitre(strip, other) ?? frame) : frame;
}

/** The plane in which two strips of one radius meet that run along one support. */
function mitre(strip: Strip, other: Strip): Frame | undefined {
  const [p, q] = [strip.axis, other.axis];
  const normal = cross(p.z, q.z);
  const squared = dot(normal, normal);
  if (squared < parallelAxesSquaredSine) return undefined;
  const corner = addScaled(p.origin, p.z, dot(cross(sub(q.origin, p.origin), q.z), normal) / squared);
  const towards = (s: Strip): Vec3 => {
    const [low, high] = span(s);
    return unit(sub(addScaled(s.axis.origin, s.axis.z, (low + high) / 2), corner));
  };
  return frameFromZ(corner, unit(sub(towards(strip), towards(other))));
}

/** The half-space beyond a plane, as a block, on the side where `inside` is not. */
function halfSpace(kernel: Kernel, plane: Frame, inside: Vec3, size: number): Shape {
  const below = dot(sub(inside, plane.origin), plane.z) < 0;
  const z: Vec3 = below ? plane.z : mul(plane.z, -1);
  const foot = addScaled(inside, plane.z, -dot(sub(inside, plane.origin), plane.z));
  const frame = frameFromZ(foot, z);
  const corner = addScaled(addScaled(foot, frame.x, -size), frame.y, -size);
  return kernel.box({ ...frame, origin: corner }, [2 * size, 2 * size, size]);
}

function roundWedge(kernel: Kernel, round: Round): Shape {
  const { axis, majorRadius, radius } = round;
  const out = radial(axis, round.from);
  const to3 = ([a, b]: readonly [number, number]): Vec3 => addScaled(mul(out, a), axis.z, b);
  const profile = section(kernel, addScaled(axis.origin, out, majorRadius), to3(round.u), to3(round.v), radius);
  return kernel.revolve(profile, axis.origin, axis.z, round.to - round.from).shape;
}

/** The block between a corner's sphere and its three planes: six flat faces through the centre, feet, edges and tip. */
function cornerBlock(kernel: Kernel, graph: SolidGraph, corner: Corner): Shape {
  const { center, radius } = corner;
  const directions = corner.supports.flatMap((face): Vec3[] => {
    const surface = graph.faces[face]?.surface;
    if (surface?.kind !== "plane") return [];
    const height = dot(sub(surface.frame.origin, center), surface.frame.z);
    return [mul(surface.frame.z, Math.sign(height))];
  });
  const [a, b, c] = directions;
  if (!a || !b || !c) throw new RangeError("a corner between fewer than three planes");
  const foot = (n: Vec3): Vec3 => addScaled(center, n, radius);
  const edge = (m: Vec3, n: Vec3): Vec3 => apexOf(center, m, n, radius);
  const across = cross(b, c);
  const tip = addScaled(center, add(add(across, cross(c, a)), cross(a, b)), radius / dot(a, across));
  const quads: Vec3[][] = [
    [foot(a), edge(a, b), tip, edge(a, c)],
    [foot(b), edge(a, b), tip, edge(b, c)],
    [foot(c), edge(a, c), tip, edge(b, c)],
    [center, foot(a), edge(a, b), foot(b)],
    [center, foot(b), edge(b, c), foot(c)],
    [center, foot(a), edge(a, c), foot(c)],
  ];
  return kernel.heal(
    kernel.sew(
      quads.map((quad) => polygon(kernel, quad)),
      polygonSewingMm,
    ).shape,
  ).shape;
}

function polygon(kernel: Kernel, corners: readonly Vec3[]): Shape {
  const [o, p, , q] = corners;
  if (!o || !p || !q) throw new RangeError("a polygon of fewer than four corners");
  const z = cross(sub(p, o), sub(q, o));
  const segments = corners.map((from, i): CurveSegment => {
    const to = at(corners, (i + 1) % corners.length);
    return { curve: { kind: "line", origin: from, direction: unit(sub(to, from)) }, range: [0, distance3(from, to)] };
  });
  return kernel.planarFace(frameFromZ(o, mul(z, 1 / norm(z))), kernel.wire(segments));
}
