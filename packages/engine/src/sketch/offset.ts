/** Closed loops of lines and arcs moved sideways, for drafted extrusions. */
import { UnbakeError, type Vec2 } from "@unbake/kernel";
import { type Curve2, derivativeAt, endOf, startOf } from "./curve2.js";
import { meetings } from "./intersect.js";
import type { Piece } from "./profile.js";
import { add2, angle2, cross2, dot2, left2, length2, mul2, sub2, unit2 } from "./vec2.js";

/** The carrier of a curve moved to its left by `by`, long enough to meet its neighbours. */
function movedLeft(curve: Curve2, by: number): Curve2 {
  switch (curve.kind) {
    case "line": {
      const n = mul2(left2(unit2(sub2(curve.b, curve.a))), by);
      return { kind: "line", a: add2(curve.a, n), b: add2(curve.b, n) };
    }
    case "arc": {
      const radius = curve.radius - Math.sign(curve.sweep) * by;
      if (!(radius > 0))
        throw new UnbakeError("kcl_execution", "the draft angle shrinks an arc of the sketch to nothing");
      return { ...curve, radius };
    }
    default:
      throw new UnbakeError("unsupported_command", "extrude with a draft angle of curves other than lines and arcs");
  }
}

/** A much longer piece of the same carrier, so that corners that open up still meet. */
function extended(curve: Curve2): Curve2 {
  if (curve.kind === "line") {
    const d = mul2(unit2(sub2(curve.b, curve.a)), 10 * length2(sub2(curve.b, curve.a)) + 1000);
    return { kind: "line", a: sub2(curve.a, d), b: add2(curve.b, d) };
  }
  return curve.kind === "arc" ? { ...curve, sweep: Math.sign(curve.sweep) * 2 * Math.PI } : curve;
}

/** Where the moved neighbours meet: along the normal at a smooth joint, at their crossing nearest the old corner otherwise. */
function corner(before: Curve2, after: Curve2, by: number): Vec2 {
  const joint = endOf(before);
  const [d0, d1] = [unit2(derivativeAt(before, 1)), unit2(derivativeAt(after, 0))];
  if (Math.abs(cross2(d0, d1)) < 1e-9 && dot2(d0, d1) > 0) return add2(joint, mul2(left2(d0), by));
  const [a, b] = [extended(movedLeft(before, by)), extended(movedLeft(after, by))];
  const points = meetings(a, b).map(({ ta }) => {
    const t = ta;
    return a.kind === "line" ? add2(a.a, mul2(sub2(a.b, a.a), t)) : a.kind === "arc" ? onArc(a, t) : joint;
  });
  const nearest = points.sort((p, q) => length2(sub2(p, joint)) - length2(sub2(q, joint)))[0];
  if (!nearest) throw new UnbakeError("kcl_execution", "the draft angle closes a corner of the sketch");
  return nearest;
}

const onArc = (arc: Extract<Curve2, { kind: "arc" }>, t: number): Vec2 => [
  arc.center[0] + arc.radius * Math.cos(arc.start + t * arc.sweep),
  arc.center[1] + arc.radius * Math.sin(arc.start + t * arc.sweep),
];

/** The curve on the moved carrier between two of its points, running the same way. */
function between(carrier: Curve2, from: Vec2, to: Vec2): Curve2 {
  if (carrier.kind !== "arc") return { kind: "line", a: from, b: to };
  const full = 2 * Math.PI;
  const start = angle2(sub2(from, carrier.center));
  const raw = (((angle2(sub2(to, carrier.center)) - start) % full) + full) % full;
  return { ...carrier, start, sweep: carrier.sweep > 0 ? raw : raw - full };
}

/** A closed loop moved to its left by `by` (to its right when negative), piece by piece. */
export function offsetLoop(pieces: readonly Piece[], by: number): Piece[] {
  const only = pieces[0];
  if (pieces.length === 1 && only) return [{ id: only.id, curve: movedLeft(only.curve, by) }];
  const curves = pieces.map((piece) => piece.curve);
  const corners = curves.map((curve, i) => corner(curve, curves[(i + 1) % curves.length] ?? curve, by));
  return pieces.map(({ id, curve }, i) => {
    const from = corners[(i + corners.length - 1) % corners.length] ?? startOf(curve);
    return { id, curve: between(movedLeft(curve, by), from, corners[i] ?? endOf(curve)) };
  });
}
