/** Segments of `extend_path` as curves of the sketch plane. */
import type { PathSegment } from "@kittycad/lib";
import type { Vec2 } from "@unbake/geometry";
import { at, last, UnbakeError } from "@unbake/ground";
import { radians } from "../protocol/fields.js";
import { confusionMm, inLineSine, offPlaneMm, sketchParallelSine } from "../tolerances.js";
import { type Curve2, derivativeAt } from "./curve2.js";
import { involuteSpline } from "./involute.js";
import { bezierSpline, conicSpline, type Spline2 } from "./spline2.js";
import { add2, angle2, cross2, dot2, left2, length2, mul2, sub2, unit2 } from "./vec2.js";

const bad = (detail: string): UnbakeError => new UnbakeError("kcl_execution", detail);

interface PlanePoint {
  readonly x: number;
  readonly y: number;
  readonly z?: number;
}

function planar(p: PlanePoint): Vec2 {
  if (p.z !== undefined && Math.abs(p.z) > offPlaneMm)
    throw new UnbakeError("unsupported_command", "extend_path out of the sketch plane");
  return [p.x, p.y];
}

const spline = (value: Spline2): Curve2 => ({
  kind: "spline",
  spline: value,
  range: [at(value.knots, 0), last(value.knots)],
});

const moved = (value: Spline2, by: Vec2): Spline2 => ({ ...value, poles: value.poles.map((p) => add2(p, by)) });

/** Signed angle from a to b in (-2 pi, 2 pi) with the sign that `positive` asks for. */
function turn(from: number, to: number, positive: boolean): number {
  const full = 2 * Math.PI;
  const sweep = (((to - from) % full) + full) % full;
  return positive ? sweep : sweep - full;
}

/** The arc through three points. */
function arcThrough(a: Vec2, b: Vec2, c: Vec2): Curve2 {
  const [ab, ac] = [sub2(b, a), sub2(c, a)];
  const d = 2 * cross2(ab, ac);
  if (Math.abs(d) < inLineSine * length2(ab) * length2(ac)) throw bad("an arc needs three points that are not in line");
  const [lb, lc] = [dot2(ab, ab), dot2(ac, ac)];
  const center = add2(a, [(ac[1] * lb - ab[1] * lc) / d, (ab[0] * lc - ac[0] * lb) / d]);
  const start = angle2(sub2(a, center));
  return {
    kind: "arc",
    center,
    radius: length2(sub2(a, center)),
    start,
    sweep: turn(start, angle2(sub2(c, center)), d > 0),
  };
}

/** The arc from `from`, tangent to unit `tangent`, to `to`. */
function tangentArc(from: Vec2, tangent: Vec2, to: Vec2): Curve2 {
  const chord = sub2(to, from);
  const side = cross2(tangent, chord);
  if (Math.abs(side) < sketchParallelSine * length2(chord)) throw bad("a tangential arc cannot end straight ahead");
  const signedRadius = dot2(chord, chord) / (2 * side);
  const center = add2(from, mul2(left2(tangent), signedRadius));
  const start = angle2(sub2(from, center));
  return {
    kind: "arc",
    center,
    radius: Math.abs(signedRadius),
    start,
    sweep: turn(start, angle2(sub2(to, center)), side > 0),
  };
}

/** The kernel does not come to an end over a circle that is a point. */
function checkRadius(radius: number): void {
  if (!(Math.abs(radius) > confusionMm)) throw bad(`an arc needs a radius, and ${radius} mm is none`);
}

/** The curve that a segment adds at `pen`; `previous` is the segment before it, for tangential ones. */
export function curveOfSegment(segment: PathSegment, pen: Vec2, previous: Curve2 | undefined): Curve2 {
  const place = (p: PlanePoint, relative: boolean): Vec2 => (relative ? add2(pen, planar(p)) : planar(p));
  const tangent = (): Vec2 => {
    if (!previous) throw bad("a tangential arc needs a segment before it");
    return unit2(derivativeAt(previous, 1));
  };
  switch (segment.type) {
    case "line":
      return { kind: "line", a: pen, b: place(segment.end, segment.relative) };
    case "arc": {
      checkRadius(segment.radius);
      const start = radians(segment.start);
      const center = place(segment.center, segment.relative);
      return { kind: "arc", center, radius: segment.radius, start, sweep: radians(segment.end) - start };
    }
    case "bezier": {
      const { control1, control2, end, relative } = segment;
      return spline(bezierSpline([pen, place(control1, relative), place(control2, relative), place(end, relative)]));
    }
    case "tangential_arc": {
      checkRadius(segment.radius);
      const sweep = radians(segment.offset);
      const ahead = tangent();
      const center = add2(pen, mul2(left2(ahead), Math.sign(sweep) * segment.radius));
      return { kind: "arc", center, radius: segment.radius, start: angle2(sub2(pen, center)), sweep };
    }
    case "tangential_arc_to":
      return tangentArc(pen, tangent(), add2(pen, planar(segment.to)));
    case "arc_to":
      return arcThrough(pen, place(segment.interior, segment.relative), place(segment.end, segment.relative));
    case "circular_involute": {
      const flank = involuteSpline(segment.start_radius, segment.end_radius, radians(segment.angle));
      return involuteAt(flank, pen, segment.reverse);
    }
    case "ellipse": {
      const major = planar(segment.major_axis);
      if (length2(major) === 0 || segment.minor_radius === 0) throw bad("an ellipse needs two radii");
      const start = radians(segment.start_angle);
      return {
        kind: "ellipse",
        center: planar(segment.center),
        major,
        minor: mul2(left2(unit2(major)), segment.minor_radius),
        start,
        sweep: radians(segment.end_angle) - start,
      };
    }
    case "conic_to": {
      const { interior, end, start_tangent, end_tangent, relative } = segment;
      return spline(
        conicSpline(pen, planar(start_tangent), place(interior, relative), place(end, relative), planar(end_tangent)),
      );
    }
  }
}

/** A reversed involute runs from its outer end inwards and is the mirror image of the other flank. */
function involuteAt(flank: Spline2, pen: Vec2, reverse: boolean): Curve2 {
  if (!reverse) return spline(moved(flank, pen));
  const end = last(flank.poles);
  const mirrored = { ...flank, poles: flank.poles.map((p): Vec2 => [p[0] - end[0], end[1] - p[1]]) };
  const backwards = { ...mirrored, poles: [...mirrored.poles].reverse() };
  const ends = at(flank.knots, 0) + last(flank.knots);
  return spline(moved({ ...backwards, knots: [...flank.knots].reverse().map((u) => ends - u) }, pen));
}
