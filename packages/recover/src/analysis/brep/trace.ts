/** Borders without a closed form that is known: a circle through the points where there is one, else a spline on both surfaces. */

import { addScaled, type Curve, cross, distance3, dot, mul, norm, sub, unit, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { leastBorderSine, straightSquaredSine } from "../../tolerances.js";
import { distanceToElementary, type ElementarySurface, naturalNormal } from "../graph/elementary.js";
import { meetingPoint, middle, worstDistance } from "../graph/meetingPoint.js";
import { circleAlong } from "./conics.js";

/** Places on a fitted circle at which it is asked whether it is on both surfaces. */
const stations = 12;
/** A piece of a spline turns this far: its error is then under 3e-7 of its radius. */
const turnPerPieceRad = 0.1;
/** Pieces that an edge of the mesh is cut into before: facets turn less than 31 degrees. */
const piecesPerEdge = 6;

/** The circle through the points, where it runs on both surfaces. */
export function fittedCircle(
  a: ElementarySurface,
  b: ElementarySurface,
  points: readonly Vec3[],
  nearMm: number,
): Curve | undefined {
  const three = threeOf(a, points);
  const circle = three && throughThree(...three);
  if (!circle) return undefined;
  const { center, axis, radius } = circle;
  const off = (p: Vec3): number => {
    const d = sub(p, center);
    const h = dot(d, axis);
    return Math.hypot(norm(addScaled(d, axis, -h)) - radius, h);
  };
  if (!(radius < 1e5 * nearMm * 1e4) || points.some((p) => off(p) > nearMm)) return undefined;
  for (let i = 0; i + 1 < points.length; i++) {
    const [p, q] = [points[i], points[i + 1]];
    if (!p || !q) continue;
    for (let k = 1; k < stations; k++) {
      const d = sub(addScaled(p, sub(q, p), k / stations), center);
      const flat = addScaled(d, axis, -dot(d, axis));
      if (!(norm(flat) > 0)) return undefined;
      if (worstDistance([a, b], addScaled(center, unit(flat), radius)) > nearMm) return undefined;
    }
  }
  return circleAlong(center, axis, radius, points);
}

/** Three points far apart; of two, the middle is put onto the first surface. */
function threeOf(a: ElementarySurface, points: readonly Vec3[]): readonly [Vec3, Vec3, Vec3] | undefined {
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last) return undefined;
  if (points.length === 2) return [first, meetingPoint([a], middle(first, last)), last];
  if (distance3(first, last) > 0) return [first, at(points, Math.floor(points.length / 2)), last];
  const third = Math.floor(points.length / 3);
  return [first, at(points, third), at(points, 2 * third)];
}

function throughThree(p: Vec3, q: Vec3, r: Vec3): { center: Vec3; axis: Vec3; radius: number } | undefined {
  const [u, v] = [sub(q, p), sub(r, p)];
  const n = cross(u, v);
  const size = dot(n, n);
  if (!(size > straightSquaredSine * dot(u, u) * dot(v, v))) return undefined;
  const offset = mul(addScaled(mul(cross(n, u), dot(v, v)), cross(v, n), dot(u, u)), 1 / (2 * size));
  return { center: addScaled(p, offset, 1), axis: unit(n), radius: norm(offset) };
}

/**
 * A cubic spline through points of both surfaces, with the direction of their border there: between mesh vertices as many points as make
 * its error small beside rounding. Undefined where the surfaces touch, or leave the chain.
 */
export function tracedCurve(
  a: ElementarySurface,
  b: ElementarySurface,
  points: readonly Vec3[],
  nearMm: number,
): Curve | undefined {
  const places: Place[] = [];
  for (let i = 0; i < points.length; i++) {
    const [p, q] = [points[i], points[i + 1]];
    if (!p) continue;
    for (let k = 0; k < (q ? piecesPerEdge : 1); k++) {
      const from = q ? addScaled(p, sub(q, p), k / piecesPerEdge) : p;
      const place = meetingPoint([a, b], from);
      const t = cross(naturalNormal(a, place), naturalNormal(b, place));
      const along = q ? sub(q, p) : sub(p, points[i - 1] ?? p);
      const chord = norm(along);
      if (norm(t) < leastBorderSine || !(chord > 0) || distance3(place, from) > chord) return undefined;
      places.push({ p: place, t: mul(unit(t), dot(t, along) < 0 ? -1 : 1) });
    }
  }
  for (const p of points) {
    if (Math.max(distanceToElementary(a, p), distanceToElementary(b, p)) > nearMm) return undefined;
  }
  return hermite(thinned(places));
}

interface Place {
  readonly p: Vec3;
  readonly t: Vec3;
}

/** Places so far apart that the border turns as much as a piece may between them; the ends among them. */
function thinned(places: readonly Place[]): Place[] {
  const kept: Place[] = [];
  const least = Math.cos(turnPerPieceRad);
  places.forEach((place, i) => {
    const [last, next] = [kept[kept.length - 1], places[i + 1]];
    if (!last || !next || dot(last.t, next.t) < least) kept.push(place);
  });
  return kept;
}

/** Cubic pieces with common tangents, as one spline with double knots. */
function hermite(places: readonly Place[]): Curve | undefined {
  const lengths = places.slice(1).map(({ p }, i) => distance3(p, at(places, i).p));
  if (lengths.length === 0 || lengths.some((length) => !(length > 0))) return undefined;
  const poles: Vec3[] = [];
  const knots = [0];
  places.forEach(({ p, t }, i) => {
    const [before, after] = [lengths[i - 1], lengths[i]];
    if (before === undefined) poles.push(p);
    else poles.push(addScaled(p, t, -before / 3));
    if (after === undefined) poles.push(p);
    else {
      poles.push(addScaled(p, t, after / 3));
      knots.push(at(knots, knots.length - 1) + after);
    }
  });
  const multiplicities = knots.map((_, i) => (i === 0 || i === knots.length - 1 ? 4 : 2));
  return { kind: "bspline", degree: 3, poles, knots, multiplicities, periodic: false };
}
