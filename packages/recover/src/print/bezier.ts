/** B-splines as cubic Bezier pieces, which is what KCL can draw (knot insertion and degree elevation: Piegl and Tiller, The NURBS Book, A5.6, 5.5). */
import { type BSplineCurve, UnbakeError, type Vec2 } from "@unbake/kernel";

export type Cubic = readonly [Vec2, Vec2, Vec2, Vec2];

/**
 * The curve as cubic pieces, exactly; poles are read in their x and y. Throws UnbakeError("not_recovered") for a rational
 * curve or one of a degree over three, which have no exact form.
 */
export function cubicPieces(curve: BSplineCurve): Cubic[] {
  const rational = curve.weights?.some((w) => Math.abs(w - (curve.weights?.[0] ?? 1)) > 1e-12 * Math.abs(w));
  if (rational || curve.degree > 3 || curve.periodic) {
    const what = rational ? "a rational spline" : curve.periodic ? "a periodic spline" : `degree ${curve.degree}`;
    throw new UnbakeError("not_recovered", `${what} in a profile has no exact form in KCL`);
  }
  const degree = curve.degree;
  let knots = curve.knots.flatMap((k, i) => Array<number>(curve.multiplicities[i] ?? 1).fill(k));
  let poles: Vec2[] = curve.poles.map((p) => [p[0], p[1]]);
  for (const [i, knot] of curve.knots.slice(1, -1).entries()) {
    for (let m = curve.multiplicities[i + 1] ?? 1; m < degree; m++)
      [knots, poles] = insertKnot(degree, knots, poles, knot);
  }
  const pieces: Cubic[] = [];
  for (let i = 0; i + degree < poles.length; i += degree) pieces.push(elevated(poles.slice(i, i + degree + 1)));
  return pieces;
}

/** One knot inserted (Boehm's algorithm). */
function insertKnot(degree: number, knots: readonly number[], poles: readonly Vec2[], u: number): [number[], Vec2[]] {
  let span = degree;
  while (span < poles.length - 1 && (knots[span + 1] ?? 0) <= u) span++;
  const next: Vec2[] = [];
  for (let i = 0; i <= poles.length; i++) {
    const low = knots[i] ?? 0;
    const high = knots[i + degree] ?? 0;
    const alpha = i <= span - degree ? 1 : i > span ? 0 : (u - low) / (high - low);
    const here = poles[i] ?? [0, 0];
    const before = poles[i - 1] ?? [0, 0];
    next.push(
      alpha === 1
        ? here
        : alpha === 0
          ? before
          : [alpha * here[0] + (1 - alpha) * before[0], alpha * here[1] + (1 - alpha) * before[1]],
    );
  }
  return [[...knots.slice(0, span + 1), u, ...knots.slice(span + 1)], next];
}

function elevated(poles: readonly Vec2[]): Cubic {
  const [a, b, c, d] = poles;
  const mix = (p: Vec2, q: Vec2, t: number): Vec2 => [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
  if (a && b && c && d) return [a, b, c, d];
  if (a && b && c) return [a, mix(a, b, 2 / 3), mix(c, b, 2 / 3), c];
  if (a && b) return [a, mix(a, b, 1 / 3), mix(a, b, 2 / 3), b];
  throw new RangeError("a Bezier piece has at least two poles");
}
