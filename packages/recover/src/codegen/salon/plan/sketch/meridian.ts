/** Names for the numbers of a half section: across its axis they are diameters, along it positions of shoulders. */

import { sameCoordinateMm } from "../../../../tolerances.js";
import { inPart, type Scope } from "../scope.js";
import { createDatums } from "../values/datums.js";
import { plus, type Quantity, times } from "../values/quantity.js";
import { sectionDimensions } from "./dimensions.js";
import type { Dimensions } from "./measures.js";
import type { Outline } from "./outline.js";
import { chamferFrom, type Drafting } from "./positions.js";
import { capital, plainName } from "./segmentNames.js";

/** Places of a half section that have names before it is drawn: along the axis, and across it (radii). */
export interface KnownPlaces {
  readonly axial: readonly (readonly [value: number, quantity: Quantity])[];
  readonly radial: readonly (readonly [value: number, quantity: Quantity])[];
}

/** Dimensions of a half section: across the axis they are diameters, along it positions of shoulders. */
export function meridianDimensions(
  scope: Scope,
  drafting: Drafting,
  outline: Outline,
  radialAxis: 0 | 1,
  known?: KnownPlaces,
): Dimensions {
  const radial = createDatums();
  for (const [value, quantity] of known?.radial ?? []) radial.note(value, quantity);
  for (const [value, quantity] of known?.axial ?? []) drafting.datums[radialAxis === 0 ? 1 : 0].note(value, quantity);
  const { parameters } = scope;
  const prefix = inPart(scope, drafting.noun);
  const axial = sectionDimensions(scope, drafting, outline);
  const outermost = Math.max(Math.abs(outline.low[radialAxis]), Math.abs(outline.high[radialAxis]));
  return {
    coordinate(measure) {
      const { axis, value, point, segment, line } = measure;
      if (axis !== radialAxis) return axial.coordinate(measure);
      const size = Math.abs(value);
      const known = radial.find(size);
      if (known) return parameters.use(known);
      const broken = line ? undefined : chamferFrom(outline, axis, point, (v) => radial.find(Math.abs(v)));
      // On the other side of the axis the chamfer counts the other way.
      const by = broken && broken.by * Math.sign(value);
      const title = Math.abs(size - outermost) < sameCoordinateMm ? "" : capital(plainName(segment.name));
      const quantity =
        broken && by !== undefined
          ? plus(broken.from, parameters.length(`${prefix}Chamfer`, Math.abs(by)), Math.sign(by))
          : times(parameters[line ? "length" : "place"](`${prefix}${title}Diameter`, 2 * size), 0.5);
      radial.note(size, quantity);
      return parameters.use(quantity);
    },
    span: axial.span,
    radius: axial.radius,
  };
}
