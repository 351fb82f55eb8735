/** Curves and surfaces under a linear map, as BRep text. */

import type { BSplineCurve, BSplineSurface, Curve, Frame, Surface, Vec3 } from "@unbake/geometry";
import {
  countKnots,
  cross,
  curveToSpline,
  distance3,
  evaluateCurve,
  frameFromZ,
  norm,
  poleWeight,
  type Spline,
  sub,
  toLocal,
  unit,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { RawSurface } from "../brep/geometryText.js";
import { confusionMm } from "../tolerances.js";
import { type Affine, mapDirection, mapPoint, mapPole, planeFactor } from "./affine.js";
import { type Patch, type SplinePatch, surfaceToSpline } from "./surfaceToSpline.js";

export interface MappedCurve {
  readonly curve: Curve;
  readonly range: readonly [number, number];
}

/** The mapped curve over [from, to]. Its parameter stays, unless it is `free`: no curve in parameters depends on it. */
export function mapCurve(map: Affine, curve: Curve, from: number, to: number, free: boolean): MappedCurve {
  if (curve.kind === "bspline") {
    const straight = free ? straightLine(curve, from, to) : undefined;
    if (straight) return mapCurve(map, straight.curve, ...straight.range, true);
    return { curve: { ...curve, poles: curve.poles.map((p) => mapPoint(map, p)) }, range: [from, to] };
  }
  if (curve.kind === "line" && free) {
    const direction = mapDirection(map, curve.direction);
    const line: Curve = { kind: "line", origin: mapPoint(map, curve.origin), direction: unit(direction) };
    const factor = norm(direction);
    return { curve: line, range: [from * factor, to * factor] };
  }
  const even = curve.kind === "circle" ? planeFactor(map, curve.frame.x, curve.frame.y) : undefined;
  if (curve.kind === "circle" && even !== undefined) {
    return {
      curve: { kind: "circle", frame: mapFrame(map, curve.frame), radius: curve.radius * even },
      range: [from, to],
    };
  }
  const spline = curveToSpline(curve, from, to);
  return { curve: curveOf({ ...spline, poles: spline.poles.map((pole) => mapPole(map, pole)) }), range: [from, to] };
}

/** A spline of degree one without bends, as the line that it is, from 0 on. */
function straightLine(curve: BSplineCurve, from: number, to: number): MappedCurve | undefined {
  if (curve.degree !== 1 || curve.poles.length !== 2 || curve.weights) return undefined;
  const [start, end] = [evaluateCurve(curve, from), evaluateCurve(curve, to)];
  const length = distance3(start, end);
  if (!(length > confusionMm)) return undefined;
  return { curve: { kind: "line", origin: start, direction: unit(sub(end, start)) }, range: [0, length] };
}

/** A plane, or a spline patch with all its poles on one. */
export function isFlatSurface(surface: Surface): boolean {
  return surface.kind === "plane" || (surface.kind === "bspline" && planeOf(surface) !== undefined);
}

/** The plane of a flat spline patch, its normal that of the patch (dS/du x dS/dv). */
function planeOf({ poles, countU, countV }: BSplineSurface): Frame | undefined {
  const pole = (i: number, j: number): Vec3 => at(poles, i * countV + j);
  const [a, b, c, d] = [pole(0, 0), pole(countU - 1, 0), pole(countU - 1, countV - 1), pole(0, countV - 1)];
  // The diagonals: a patch may come to a point at a corner or along a side.
  const normal = cross(sub(c, a), sub(d, b));
  const size = Math.sqrt(norm(normal));
  if (!(size > confusionMm)) return undefined;
  const frame = frameFromZ(a, normal, sub(c, a));
  return poles.every((p) => Math.abs(toLocal(frame, p)[2]) <= confusionMm) ? frame : undefined;
}

/** Of a plane, or of a circle whose plane is mapped evenly. */
function mapFrame(map: Affine, { origin, x, y }: Frame): Frame {
  const along = unit(mapDirection(map, x));
  const normal = unit(cross(along, mapDirection(map, y)));
  return { origin: mapPoint(map, origin), x: along, y: cross(normal, along), z: normal };
}

function curveOf({ degree, flat, poles }: Spline): BSplineCurve {
  const rational = poles[0]?.length === 4;
  const weights = poles.map(poleWeight);
  const points = poles.map(([x = 0, y = 0, z = 0, w = 1]): Vec3 => [x / w, y / w, z / w]);
  const curve: BSplineCurve = { kind: "bspline", degree, poles: points, ...countKnots(flat), periodic: false };
  return rational ? { ...curve, weights } : curve;
}

/** The text of the mapped surface. Planes stay planes, with other parameters; all others keep theirs over `patch`. */
export function mapSurface(map: Affine, raw: RawSurface, patch: Patch | undefined): string {
  const { surface } = raw;
  if (surface.kind === "plane") {
    const { origin, x, y, z } = mapFrame(map, surface.frame);
    return `1 ${[...origin, ...z, ...x, ...y].join(" ")} `;
  }
  if (surface.kind === "bspline") {
    const plane = planeOf(surface);
    if (plane) return mapSurface(map, { surface: { kind: "plane", frame: plane }, flipped: false }, undefined);
    const { degreeU, degreeV, countU, countV, weights, knotsU, knotsV } = surface;
    const rational = weights ? 1 : 0;
    const head = [9, rational, rational, surface.periodicU ? 1 : 0, surface.periodicV ? 1 : 0];
    const counts = [degreeU, degreeV, countU, countV, knotsU.length, knotsV.length];
    const poles = surface.poles.map((p, i) => [...mapPoint(map, p), ...(weights ? [at(weights, i)] : [])].join(" "));
    const u = knotLines(knotsU, surface.multiplicitiesU);
    return [[...head, ...counts].join(" "), ...poles, u, knotLines(knotsV, surface.multiplicitiesV)].join("\n");
  }
  // A surface that no face uses may as well be any plane.
  return patch ? patchText(map, surfaceToSpline(raw, patch)) : "1 0 0 0 0 0 1 1 0 0 0 1 0 ";
}

const knotLines = (knots: readonly number[], counts: readonly number[]): string =>
  knots.map((knot, i) => `${knot} ${counts[i]}`).join("\n");

function patchText(map: Affine, { u, v, poles }: SplinePatch): string {
  const rational = poles[0]?.[0]?.length === 4 ? 1 : 0;
  const [knotsU, knotsV] = [countKnots(u.flat), countKnots(v.flat)];
  const counts = [u.degree, v.degree, poles.length, at(poles, 0).length, knotsU.knots.length, knotsV.knots.length];
  const rows = poles.flatMap((row) =>
    row.map((pole) => {
      const [x = 0, y = 0, z = 0, w = 1] = mapPole(map, pole);
      return rational ? `${x / w} ${y / w} ${z / w} ${w}` : `${x} ${y} ${z}`;
    }),
  );
  return [
    [9, rational, rational, 0, 0, ...counts].join(" "),
    ...rows,
    knotLines(knotsU.knots, knotsU.multiplicities),
    knotLines(knotsV.knots, knotsV.multiplicities),
  ].join("\n");
}
