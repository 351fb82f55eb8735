/**
 * Curves and surfaces of a BRep text as plain data, in their own space (locations come later).
 * Format: "BRep Format" in OpenCASCADE's specification. Trimmed carriers are given as their basis: the topology
 * trims. Bezier carriers are written as the B-splines that they are.
 */

import type { BSplineCurve, BSplineSurface, Curve, Frame, Surface, Vec3 } from "@unbake/geometry";
import { cross } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Scanner } from "./scanner.js";

/** A surface, and whether its frame was left-handed in a way that turns its natural normal round. */
export interface RawSurface {
  readonly surface: Surface;
  /** z of the text is -(x cross y): see `rightHanded`. */
  readonly flipped: boolean;
}

export function readCurve(text: Scanner): Curve {
  const kind = text.number();
  switch (kind) {
    case 1:
      return { kind: "line", origin: readVec3(text), direction: readVec3(text) };
    case 2:
      return { kind: "circle", frame: readFrame(text).frame, radius: text.number() };
    case 3:
      return { kind: "ellipse", frame: readFrame(text).frame, majorRadius: text.number(), minorRadius: text.number() };
    case 4:
      return { kind: "parabola", frame: readFrame(text).frame, focal: text.number() };
    case 5:
      return {
        kind: "hyperbola",
        frame: readFrame(text).frame,
        majorRadius: text.number(),
        minorRadius: text.number(),
      };
    case 6:
      return readBezierCurve(text);
    case 7:
      return readBSplineCurve(text);
    case 8:
      text.number();
      text.number();
      return readCurve(text);
    case 9: {
      const distance = text.number();
      const direction = readVec3(text);
      return { kind: "offset", distance, direction, base: readCurve(text) };
    }
    default:
      throw new UnbakeError("kernel", `BRep text: curve of unknown kind ${kind}`);
  }
}

export function readSurface(text: Scanner): RawSurface {
  const kind = text.number();
  switch (kind) {
    case 1:
      // A plane's natural normal is x cross y whatever z says.
      return { surface: { kind: "plane", frame: readFrame(text).frame }, flipped: false };
    case 2: {
      const { frame, leftHanded } = readFrame(text);
      return { surface: { kind: "cylinder", frame, radius: text.number() }, flipped: leftHanded };
    }
    case 3: {
      const { frame, leftHanded } = readFrame(text);
      const radius = text.number();
      const angle = text.number();
      // With z turned round the cone opens the other way along it.
      return {
        surface: { kind: "cone", frame, radius, semiAngle: leftHanded ? -angle : angle },
        flipped: leftHanded,
      };
    }
    case 4: {
      const { frame, leftHanded } = readFrame(text);
      return { surface: { kind: "sphere", frame, radius: text.number() }, flipped: leftHanded };
    }
    case 5: {
      const { frame, leftHanded } = readFrame(text);
      const majorRadius = text.number();
      return { surface: { kind: "torus", frame, majorRadius, minorRadius: text.number() }, flipped: leftHanded };
    }
    case 6: {
      const direction = readVec3(text);
      return { surface: { kind: "extrusion", direction, curve: readCurve(text) }, flipped: false };
    }
    case 7: {
      const origin = readVec3(text);
      const direction = readVec3(text);
      return { surface: { kind: "revolution", origin, direction, curve: readCurve(text) }, flipped: false };
    }
    case 8:
      return { surface: readBezierSurface(text), flipped: false };
    case 9:
      return { surface: readBSplineSurface(text), flipped: false };
    case 10:
      for (let i = 0; i < 4; i++) text.number();
      return readSurface(text);
    case 11: {
      const distance = text.number();
      const base = readSurface(text);
      // The offset goes along the natural normal of the base, which a mended frame turns round.
      const along = base.flipped ? -distance : distance;
      return { surface: { kind: "offset", base: base.surface, distance: along }, flipped: base.flipped };
    }
    default:
      throw new UnbakeError("kernel", `BRep text: surface of unknown kind ${kind}`);
  }
}

function readVec3(text: Scanner): Vec3 {
  return [text.number(), text.number(), text.number()];
}

/**
 * A frame as origin, z, x, y. OpenCASCADE allows left-handed frames on surfaces (gp_Ax3, "indirect"), after mirror
 * operations: S(u,v) is written with the given z, so its natural normal dS/du x dS/dv points the other way than on a
 * right-handed frame. We keep x and y, take z = x cross y (v runs backwards), and report it, so that the face's sense
 * is turned round instead.
 */
function readFrame(text: Scanner): { readonly frame: Frame; readonly leftHanded: boolean } {
  const origin = readVec3(text);
  const z = readVec3(text);
  const x = readVec3(text);
  const y = readVec3(text);
  const right = cross(x, y);
  const leftHanded = right[0] * z[0] + right[1] * z[1] + right[2] * z[2] < 0;
  return { frame: { origin, x, y, z: leftHanded ? right : z }, leftHanded };
}

function readBezierCurve(text: Scanner): BSplineCurve {
  const rational = text.number() === 1;
  const degree = text.number();
  return {
    kind: "bspline",
    degree,
    ...readPoles(text, degree + 1, rational),
    knots: [0, 1],
    multiplicities: [degree + 1, degree + 1],
    periodic: false,
  };
}

function readBSplineCurve(text: Scanner): BSplineCurve {
  const rational = text.number() === 1;
  const periodic = text.number() === 1;
  const degree = text.number();
  const count = text.number();
  const knotCount = text.number();
  const poles = readPoles(text, count, rational);
  return { kind: "bspline", degree, ...poles, ...readKnots(text, knotCount), periodic };
}

function readBezierSurface(text: Scanner): BSplineSurface {
  const rationalU = text.number() === 1;
  const rationalV = text.number() === 1;
  const degreeU = text.number();
  const degreeV = text.number();
  const countU = degreeU + 1;
  const countV = degreeV + 1;
  return {
    kind: "bspline",
    degreeU,
    degreeV,
    countU,
    countV,
    ...readPoles(text, countU * countV, rationalU || rationalV),
    knotsU: [0, 1],
    multiplicitiesU: [countU, countU],
    knotsV: [0, 1],
    multiplicitiesV: [countV, countV],
    periodicU: false,
    periodicV: false,
  };
}

function readBSplineSurface(text: Scanner): BSplineSurface {
  const rationalU = text.number() === 1;
  const rationalV = text.number() === 1;
  const periodicU = text.number() === 1;
  const periodicV = text.number() === 1;
  const degreeU = text.number();
  const degreeV = text.number();
  const countU = text.number();
  const countV = text.number();
  const knotCountU = text.number();
  const knotCountV = text.number();
  const poles = readPoles(text, countU * countV, rationalU || rationalV);
  const u = readKnots(text, knotCountU);
  const v = readKnots(text, knotCountV);
  return {
    kind: "bspline",
    degreeU,
    degreeV,
    countU,
    countV,
    ...poles,
    knotsU: u.knots,
    multiplicitiesU: u.multiplicities,
    knotsV: v.knots,
    multiplicitiesV: v.multiplicities,
    periodicU,
    periodicV,
  };
}

function readPoles(
  text: Scanner,
  count: number,
  rational: boolean,
): { readonly poles: Vec3[]; readonly weights?: number[] } {
  const poles: Vec3[] = [];
  const weights: number[] = [];
  for (let i = 0; i < count; i++) {
    poles.push(readVec3(text));
    if (rational) weights.push(text.number());
  }
  return rational ? { poles, weights } : { poles };
}

function readKnots(text: Scanner, count: number): { readonly knots: number[]; readonly multiplicities: number[] } {
  const knots: number[] = [];
  const multiplicities: number[] = [];
  for (let i = 0; i < count; i++) {
    knots.push(text.number());
    multiplicities.push(text.number());
  }
  return { knots, multiplicities };
}
