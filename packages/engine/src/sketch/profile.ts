/** Sketch loops as kernel faces and wires, with the edge that each sketch curve became. */
import {
  type Curve,
  type CurveSegment,
  cross,
  distance3,
  evaluateCurve,
  type Frame,
  type Topology,
  toGlobal,
  toGlobalDirection,
  type Vec2,
  type Vec3,
} from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { weldedShare } from "../tolerances.js";
import { type Curve2, endOf, pointAt, startOf } from "./curve2.js";
import { angle2, length2, lerp2, mul2, sub2, unit2 } from "./vec2.js";

/** A curve of a profile and the UUID that names it. */
export interface Piece {
  readonly id: string;
  readonly curve: Curve2;
}

/** Loops in the plane of `frame`: the outer one (or an open chain) and holes. */
export interface Profile {
  readonly frame: Frame;
  readonly outer: readonly Piece[];
  readonly holes: readonly (readonly Piece[])[];
}

export const inSpace = (frame: Frame, p: Vec2): Vec3 => toGlobal(frame, [p[0], p[1], 0]);
const direction = (frame: Frame, d: Vec2): Vec3 => toGlobalDirection(frame, [d[0], d[1], 0]);

/** The right-handed frame with the given centre and plane axes, which are perpendicular. */
function conicFrame(frame: Frame, center: Vec2, xAxis: Vec2, yAxis: Vec2): Frame {
  const x = direction(frame, unit2(xAxis));
  const y = direction(frame, unit2(yAxis));
  return { origin: inSpace(frame, center), x, y, z: cross(x, y) };
}

/** A sketch curve as a kernel curve that runs the same way. */
function segmentInSpace(frame: Frame, curve: Curve2): CurveSegment {
  switch (curve.kind) {
    case "line": {
      const length = length2(sub2(curve.b, curve.a));
      const d: Vec2 = [(curve.b[0] - curve.a[0]) / length, (curve.b[1] - curve.a[1]) / length];
      return {
        curve: { kind: "line", origin: inSpace(frame, curve.a), direction: direction(frame, d) },
        range: [0, length],
      };
    }
    case "arc": {
      // A clockwise arc runs forwards in the frame with y turned over.
      const way = curve.sweep < 0 ? -1 : 1;
      const start = way * curve.start;
      const carrier: Curve = {
        kind: "circle",
        frame: conicFrame(frame, curve.center, [1, 0], [0, way]),
        radius: curve.radius,
      };
      return { curve: carrier, range: [start, start + Math.abs(curve.sweep)] };
    }
    case "ellipse":
      return ellipseInSpace(frame, curve);
    case "spline": {
      const { degree, poles, weights, knots, multiplicities } = curve.spline;
      const carrier: Curve = {
        kind: "bspline",
        degree,
        poles: poles.map((p) => inSpace(frame, p)),
        ...(weights ? { weights } : {}),
        knots,
        multiplicities,
        periodic: false,
      };
      return { curve: carrier, range: curve.range };
    }
  }
}

function ellipseInSpace(frame: Frame, curve: Extract<Curve2, { kind: "ellipse" }>): CurveSegment {
  // Kernels want the longer axis first: a quarter turn of the parameter makes it so.
  const turned = length2(curve.minor) > length2(curve.major);
  const major = turned ? curve.minor : curve.major;
  const minor = turned ? mul2(curve.major, -1) : curve.minor;
  const way = curve.sweep < 0 ? -1 : 1;
  const start = way * (turned ? curve.start - Math.PI / 2 : curve.start);
  const carrier: Curve = {
    kind: "ellipse",
    frame: conicFrame(frame, curve.center, major, mul2(minor, way)),
    majorRadius: length2(major),
    minorRadius: length2(minor),
  };
  return { curve: carrier, range: [start, start + Math.abs(curve.sweep)] };
}

/** Joints between consecutive pieces made to coincide exactly, so that the kernel sees one vertex. */
function welded(pieces: readonly Piece[], closed: boolean): Piece[] {
  const joint = (i: number): Vec2 | undefined => {
    const [a, b] = [pieces[i], pieces[(i + 1) % pieces.length]];
    if (!a || !b || (!closed && i === pieces.length - 1)) return undefined;
    // A line is bent to the vertex for free, an arc is not: the arc's end is the vertex.
    return a.curve.kind === "line" && b.curve.kind !== "line" ? startOf(b.curve) : endOf(a.curve);
  };
  if (pieces.length === 1) return [...pieces];
  return pieces.map((piece, i) => {
    const from = i === 0 && !closed ? undefined : joint((i + pieces.length - 1) % pieces.length);
    return { id: piece.id, curve: between(piece.curve, from ?? startOf(piece.curve), joint(i) ?? endOf(piece.curve)) };
  });
}

/** The curve bent to end exactly at `a` and `b`, which are within the weld of its own ends. */
function between(curve: Curve2, a: Vec2, b: Vec2): Curve2 {
  switch (curve.kind) {
    case "line":
      return { kind: "line", a, b };
    case "arc": {
      const off = Math.max(length2(sub2(a, startOf(curve))), length2(sub2(b, endOf(curve))));
      if (off < weldedShare * Math.max(1, curve.radius)) return curve;
      const chord = sub2(b, a);
      const half = curve.sweep / 2;
      const radius = length2(chord) / (2 * Math.abs(Math.sin(half)));
      // The centre lies on the chord's bisector, to the left by r cos(half) for a counterclockwise arc.
      const middle = lerp2(a, b, 0.5);
      const n: Vec2 = [-chord[1] / length2(chord), chord[0] / length2(chord)];
      const height = (length2(chord) / 2 / Math.tan(Math.abs(half))) * Math.sign(curve.sweep);
      const center: Vec2 = [middle[0] + n[0] * height, middle[1] + n[1] * height];
      return { ...curve, center, radius, start: angle2(sub2(a, center)) };
    }
    default:
      return curve;
  }
}

/** The wire of a chain of pieces. */
export function wireOf(kernel: Kernel, frame: Frame, pieces: readonly Piece[], closed: boolean): Shape {
  return kernel.wire(welded(pieces, closed).map((piece) => segmentInSpace(frame, piece.curve)));
}

/** The planar face that a closed profile bounds. */
export function faceOf(kernel: Kernel, profile: Profile): Shape {
  const wire = (pieces: readonly Piece[]): Shape => wireOf(kernel, profile.frame, pieces, true);
  return kernel.planarFace(profile.frame, wire(profile.outer), profile.holes.map(wire));
}

/** Edge id in `topology` of every piece, found by the middle of the curve. */
export function edgesOfPieces(topology: Topology, profile: Profile): ReadonlyMap<string, number> {
  const middles = topology.edges.map((edge) =>
    edge.curve ? evaluateCurve(edge.curve, (edge.range[0] + edge.range[1]) / 2) : undefined,
  );
  const found = new Map<string, number>();
  for (const piece of [profile.outer, ...profile.holes].flat()) {
    const middle = inSpace(profile.frame, pointAt(piece.curve, 0.5));
    const distances = middles.map((m) => (m ? distance3(m, middle) : Number.POSITIVE_INFINITY));
    const best = distances.indexOf(Math.min(...distances));
    if (best < 0) throw new UnbakeError("internal", "a sketch curve has no edge in its profile");
    found.set(piece.id, best);
  }
  return found;
}
