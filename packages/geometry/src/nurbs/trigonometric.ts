/**
 * Cosine and sine as one quintic spline in the angle itself. Circles become polynomial B-splines whose parameter is
 * still the angle: what rational circles cannot give, and what screws and uneven scalings of parametrised surfaces need.
 */
import { at } from "@unbake/ground";
import { knotAxis } from "../bspline.js";
import { wholeSlack } from "../tolerances.js";
import { polesOver } from "./blossom.js";
import type { Spline } from "./spline.js";

/** Quintic Hermite pieces of this width leave the unit circle by less than width^6 / 46080, here 7e-9. */
const pieceRad = Math.PI / 12;
const degree = 5;

/** Poles (cos, sin) over the parameter [from, to]; the angle is `rate` * parameter. Twice continuously differentiable. */
export function trigonometricSpline(from: number, to: number, rate = 1): Spline {
  const count = Math.max(1, Math.ceil((Math.abs(rate) * (to - from)) / pieceRad - wholeSlack));
  const joints = Array.from({ length: count + 1 }, (_, i) => (i === count ? to : from + ((to - from) * i) / count));
  // Bezier pieces first: all knots five times.
  const bezier: (readonly [number, number])[] = [];
  for (let i = 0; i < count; i++)
    bezier.push(...hermitePiece(at(joints, i), at(joints, i + 1), rate).slice(i === 0 ? 0 : 1));
  const ends = (k: number): number => (k === 0 || k === count ? degree + 1 : degree);
  const axis = knotAxis(
    degree,
    joints,
    joints.map((_, k) => ends(k)),
    false,
    bezier.length,
  );
  // The pieces join with two derivatives, so three knots at a joint are enough.
  const flat = joints.flatMap((knot, k) => new Array<number>(k === 0 || k === count ? degree + 1 : 3).fill(knot));
  return { degree, flat, poles: polesOver(axis, bezier, flat) };
}

/** Six Bezier poles with the values and two derivatives of (cos, sin) at both ends. */
function hermitePiece(from: number, to: number, rate: number): (readonly [number, number])[] {
  const h = rate * (to - from);
  const end = (angle: number, step: number): (readonly [number, number])[] => {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    // P1 = P0 + step P'/5, P2 = P0 + 2 step P'/5 + step^2 P''/20, where P'' = -P.
    const bow = 1 - (step * step) / 20;
    return [
      [c, s],
      [c - (step / 5) * s, s + (step / 5) * c],
      [bow * c - ((2 * step) / 5) * s, bow * s + ((2 * step) / 5) * c],
    ];
  };
  return [...end(rate * from, h), ...end(rate * to, -h).reverse()];
}
