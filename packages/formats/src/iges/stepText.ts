/** Part 21 text of points, curves and surfaces. */

import type { Curve, Frame, Surface, Vec3 } from "@unbake/geometry";
import { mul } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";

/** Collects instances and gives them numbers. */
export class StepText {
  readonly #lines: string[] = [];
  readonly #owners = new Map<number, number>();
  #next: number;

  /** `first`: the number of the first instance that gets none of the caller's. */
  constructor(first: number) {
    this.#next = first;
  }

  /** Writes an instance that belongs to the entity `owner`; with `id` under that number. */
  add(owner: number, text: string, id = this.#next++): number {
    this.#lines.push(`#${id}=${text};`);
    this.#owners.set(id, owner);
    return id;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The entity that an instance was written for; 0 for those that belong to none. */
  ownerOf(id: number): number {
    return this.#owners.get(id) ?? 0; // default: written for no entity
  }
}

/** A real of Part 21: always with a point. */
export function real(value: number): string {
  const text = String(value);
  const [mantissa = text, exponent] = text.split("e");
  const pointed = mantissa.includes(".") ? mantissa : `${mantissa}.`;
  return exponent === undefined ? pointed : `${pointed}E${exponent}`;
}

/** A string of Part 21; what is not ASCII in the encoding of ISO 10303-21 for Unicode. */
export function string(text: string): string {
  const quoted = text.replaceAll("\\", "\\\\").replaceAll("'", "''");
  return `'${quoted.replace(/[^\x20-\x7e]+/g, (run) => {
    const units = Array.from({ length: run.length }, (_, i) =>
      run.charCodeAt(i).toString(16).toUpperCase().padStart(4, "0"),
    );
    return `\\X2\\${units.join("")}\\X0\\`;
  })}'`;
}

const reals = (values: readonly number[]): string => `(${values.map(real).join()})`;
export const list = (ids: readonly number[]): string => `(${ids.map((id) => `#${id}`).join()})`;

export const addPoint = (text: StepText, owner: number, point: Vec3): number =>
  text.add(owner, `CARTESIAN_POINT('',${reals(point)})`);
const addDirection = (text: StepText, owner: number, direction: Vec3): number =>
  text.add(owner, `DIRECTION('',${reals(direction)})`);
const addVector = (text: StepText, owner: number, direction: Vec3, size: number): number =>
  text.add(owner, `VECTOR('',#${addDirection(text, owner, direction)},${real(size)})`);

export function addFrame(text: StepText, owner: number, { origin, z, x }: Frame): number {
  const ids = [addPoint(text, owner, origin), addDirection(text, owner, z), addDirection(text, owner, x)];
  return text.add(owner, `AXIS2_PLACEMENT_3D('',${ids.map((id) => `#${id}`).join()})`);
}

export function addCurve(text: StepText, owner: number, curve: Curve): number {
  const framed = (type: string, frame: Frame, ...sizes: number[]): number =>
    text.add(owner, `${type}('',#${addFrame(text, owner, frame)},${sizes.map(real).join()})`);
  switch (curve.kind) {
    case "line": {
      const origin = addPoint(text, owner, curve.origin);
      return text.add(owner, `LINE('',#${origin},#${addVector(text, owner, curve.direction, 1)})`);
    }
    case "circle":
      return framed("CIRCLE", curve.frame, curve.radius);
    case "ellipse":
      return framed("ELLIPSE", curve.frame, curve.majorRadius, curve.minorRadius);
    case "parabola":
      return framed("PARABOLA", curve.frame, curve.focal);
    case "hyperbola":
      return framed("HYPERBOLA", curve.frame, curve.majorRadius, curve.minorRadius);
    case "bspline": {
      const poles = list(curve.poles.map((pole) => addPoint(text, owner, pole)));
      const shape = `${curve.degree},${poles},.UNSPECIFIED.,.U.,.U.`;
      const knots = `(${curve.multiplicities.join()}),${reals(curve.knots)},.UNSPECIFIED.`;
      if (!curve.weights) return text.add(owner, `B_SPLINE_CURVE_WITH_KNOTS('',${shape},${knots})`);
      return text.add(
        owner,
        `(BOUNDED_CURVE()B_SPLINE_CURVE(${shape})B_SPLINE_CURVE_WITH_KNOTS(${knots})CURVE()GEOMETRIC_REPRESENTATION_ITEM()RATIONAL_B_SPLINE_CURVE(${reals(curve.weights)})REPRESENTATION_ITEM(''))`,
      );
    }
    case "offset":
      throw new UnbakeError("unsupported_content", "an offset curve");
  }
}

/** A cone that opens against its axis, as mirrored ones do, has the same with its axis turned round: Part 21 knows angles above 0 only. */
function addCone(text: StepText, owner: number, cone: Extract<Surface, { kind: "cone" }>): number {
  const { frame, radius, semiAngle } = cone;
  const turned: Frame = { origin: frame.origin, x: frame.x, y: mul(frame.y, -1), z: mul(frame.z, -1) };
  const placement = addFrame(text, owner, semiAngle < 0 ? turned : frame);
  return text.add(owner, `CONICAL_SURFACE('',#${placement},${real(radius)},${real(Math.abs(semiAngle))})`);
}

export function addSurface(text: StepText, owner: number, surface: Surface): number {
  const framed = (type: string, frame: Frame, ...sizes: number[]): number =>
    text.add(owner, `${type}(${["''", `#${addFrame(text, owner, frame)}`, ...sizes.map(real)].join()})`);
  switch (surface.kind) {
    case "plane":
      return framed("PLANE", surface.frame);
    case "cylinder":
      return framed("CYLINDRICAL_SURFACE", surface.frame, surface.radius);
    case "cone":
      return addCone(text, owner, surface);
    case "sphere":
      return framed("SPHERICAL_SURFACE", surface.frame, surface.radius);
    case "torus":
      return framed("TOROIDAL_SURFACE", surface.frame, surface.majorRadius, surface.minorRadius);
    case "extrusion": {
      const curve = addCurve(text, owner, surface.curve);
      return text.add(
        owner,
        `SURFACE_OF_LINEAR_EXTRUSION('',#${curve},#${addVector(text, owner, surface.direction, 1)})`,
      );
    }
    case "revolution": {
      const curve = addCurve(text, owner, surface.curve);
      const origin = addPoint(text, owner, surface.origin);
      const axis = text.add(owner, `AXIS1_PLACEMENT('',#${origin},#${addDirection(text, owner, surface.direction)})`);
      return text.add(owner, `SURFACE_OF_REVOLUTION('',#${curve},#${axis})`);
    }
    case "offset": {
      const base = addSurface(text, owner, surface.base);
      return text.add(owner, `OFFSET_SURFACE('',#${base},${real(surface.distance)},.F.)`);
    }
    case "bspline": {
      const { countU, countV, poles, weights } = surface;
      const ids = poles.map((pole) => addPoint(text, owner, pole));
      const rows = Array.from({ length: countU }, (_, i) => list(ids.slice(i * countV, (i + 1) * countV)));
      const shape = `${surface.degreeU},${surface.degreeV},(${rows.join()}),.UNSPECIFIED.,.U.,.U.,.U.`;
      const knots = `(${surface.multiplicitiesU.join()}),(${surface.multiplicitiesV.join()}),${reals(surface.knotsU)},${reals(surface.knotsV)},.UNSPECIFIED.`;
      if (!weights) return text.add(owner, `B_SPLINE_SURFACE_WITH_KNOTS('',${shape},${knots})`);
      const weightRows = Array.from({ length: countU }, (_, i) => reals(weights.slice(i * countV, (i + 1) * countV)));
      return text.add(
        owner,
        `(BOUNDED_SURFACE()B_SPLINE_SURFACE(${shape})B_SPLINE_SURFACE_WITH_KNOTS(${knots})GEOMETRIC_REPRESENTATION_ITEM()RATIONAL_B_SPLINE_SURFACE((${weightRows.join()}))REPRESENTATION_ITEM('')SURFACE())`,
      );
    }
  }
}
