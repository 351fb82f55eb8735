/** Points and tangents of kernel curves, parameterised as OpenCASCADE does it (see Curve in the kernel's types). */
import { addScaled, type BSplineCurve, type Curve, type Frame, mul, UnbakeError, type Vec3 } from "@unbake/kernel";

const inFrame = (frame: Frame, x: number, y: number): Vec3 =>
  addScaled(addScaled(frame.origin, frame.x, x), frame.y, y);
const turned = (frame: Frame, x: number, y: number): Vec3 => addScaled(mul(frame.x, x), frame.y, y);

/** The point at parameter t. */
export function pointOnCurve(curve: Curve, t: number): Vec3 {
  switch (curve.kind) {
    case "line":
      return addScaled(curve.origin, curve.direction, t);
    case "circle":
      return inFrame(curve.frame, curve.radius * Math.cos(t), curve.radius * Math.sin(t));
    case "ellipse":
      return inFrame(curve.frame, curve.majorRadius * Math.cos(t), curve.minorRadius * Math.sin(t));
    case "parabola":
      return inFrame(curve.frame, (t * t) / (4 * curve.focal), t);
    case "hyperbola":
      return inFrame(curve.frame, curve.majorRadius * Math.cosh(t), curve.minorRadius * Math.sinh(t));
    case "bspline":
      return splinePoint(curve, t);
    case "offset":
      throw new UnbakeError("unsupported_content", "a point on an offset curve");
  }
}

/** The derivative at t by its formula for conics, by a short difference for splines; direction is what callers use. */
export function tangentOnCurve(curve: Curve, t: number): Vec3 {
  switch (curve.kind) {
    case "line":
      return curve.direction;
    case "circle":
      return turned(curve.frame, -curve.radius * Math.sin(t), curve.radius * Math.cos(t));
    case "ellipse":
      return turned(curve.frame, -curve.majorRadius * Math.sin(t), curve.minorRadius * Math.cos(t));
    default: {
      const h = 1e-6;
      const [a, b] = [pointOnCurve(curve, t - h), pointOnCurve(curve, t + h)];
      return [(b[0] - a[0]) / (2 * h), (b[1] - a[1]) / (2 * h), (b[2] - a[2]) / (2 * h)];
    }
  }
}

/** De Boor's algorithm in homogeneous coordinates; a periodic spline is unrolled over its knots. */
function splinePoint(curve: BSplineCurve, t: number): Vec3 {
  const { degree } = curve;
  const knots = curve.knots.flatMap((knot, i) => Array<number>(curve.multiplicities[i] ?? 0).fill(knot));
  let poles = [...curve.poles];
  let weights = curve.weights ? [...curve.weights] : poles.map(() => 1);
  if (curve.periodic) {
    const period = (curve.knots.at(-1) ?? 0) - (curve.knots[0] ?? 0);
    const distinct = knots.length - (curve.multiplicities.at(-1) ?? 0);
    const lead = degree + 1 - (curve.multiplicities[0] ?? 0);
    for (let i = 1; i <= lead; i++) knots.unshift((knots[distinct - 1] ?? 0) - period);
    while (knots.length < poles.length + 2 * degree + 1) knots.push((knots[knots.length - distinct] ?? 0) + period);
    poles = [...poles, ...poles.slice(0, degree)];
    weights = [...weights, ...weights.slice(0, degree)];
  }
  let k = degree;
  while (k < poles.length - 1 && t >= (knots[k + 1] ?? Number.POSITIVE_INFINITY)) k++;
  const d = Array.from({ length: degree + 1 }, (_, i) => {
    const w = weights[k - degree + i] ?? 1;
    const p = poles[k - degree + i] ?? [0, 0, 0];
    return [p[0] * w, p[1] * w, p[2] * w, w];
  });
  for (let level = 1; level <= degree; level++) {
    for (let i = degree; i >= level; i--) {
      const low = knots[k - degree + i] ?? 0;
      const high = knots[k + 1 + i - level] ?? 0;
      const s = (t - low) / (high - low);
      d[i] = (d[i] ?? []).map((value, axis) => (1 - s) * (d[i - 1]?.[axis] ?? 0) + s * value);
    }
  }
  const [x = 0, y = 0, z = 0, w = 1] = d[degree] ?? [];
  return [x / w, y / w, z / w];
}
