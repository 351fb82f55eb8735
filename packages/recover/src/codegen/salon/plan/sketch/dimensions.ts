/** Names for the numbers of a section: extents, positions, radii become parameters or follow from those that are there. */
import { inPart, type Scope } from "../scope.js";
import { plus, times } from "../values/quantity.js";
import { holeTitle } from "./circleNames.js";
import type { Dimensions, Radius, RoundSize } from "./measures.js";
import { type Outline, pointAt } from "./outline.js";
import { createPositions, type Drafting } from "./positions.js";
import { capital, plainName } from "./segmentNames.js";

/** Dimensions of the section of an extrusion. */
export function sectionDimensions(scope: Scope, drafting: Drafting, outline: Outline): Dimensions {
  const { parameters } = scope;
  const prefix = inPart(scope, drafting.noun);
  const positions = createPositions(scope, drafting, outline);
  return {
    coordinate(measure) {
      const quantity = positions.at(measure);
      return parameters.use(measure.value < 0 ? times(quantity, -1) : quantity);
    },
    span: (measure) => parameters.use(positions.between(measure)),
    radius: (measure) => radiusDimension(scope, prefix, measure, outline),
  };
}

function radiusDimension(scope: Scope, prefix: string, measure: Radius, outline: Outline): RoundSize {
  const { parameters } = scope;
  const { segment, radius, tangent } = measure;
  if (segment.kind === "circle") {
    // The circle through the corners of a polygon.
    const corners = !outline.segments.includes(segment);
    const alone = outline.separate || outline.segments[0] === segment;
    const words = corners ? "Corner" : alone ? "" : holeTitle(segment.name);
    const diameter = parameters.length(`${prefix}${words}Diameter`, 2 * radius);
    const [rim] = outline.segments;
    if (!alone && !corners && rim?.kind === "circle" && radius < rim.radius) {
      const outside = parameters.length(`${prefix}Diameter`, 2 * rim.radius);
      scope.limits.below(diameter, outside, "the bore is larger than what it is in");
    }
    return { measure: "diameter", is: parameters.use(diameter) };
  }
  const name = plainName(segment.name);
  if (name.endsWith("End") || name.endsWith("end")) {
    const width = parameters.length(`${prefix}${name.startsWith("inner") ? "Inner" : ""}Width`, 2 * radius);
    return { measure: "radius", is: parameters.use(times(width, 0.5)) };
  }
  const corner = tangent && /(Left|Right|Front|Back|Face|side)$/.test(name);
  const title = corner ? "Corner" : capital(name);
  return { measure: "radius", is: parameters.use(parameters.length(`${prefix}${title}Radius`, radius)) };
}

/** After a round section is drawn: what touches it from outside has a name. */
export function noteCircle(scope: Scope, drafting: Drafting, outline: Outline): void {
  const [circle] = outline.segments;
  if (circle?.kind !== "circle") return;
  const center = pointAt(outline, circle.center);
  const half = times(scope.parameters.length(`${inPart(scope, drafting.noun)}Diameter`, 2 * circle.radius), 0.5);
  for (const axis of [0, 1] as const) {
    const middle = drafting.datums[axis].find(center[axis]);
    if (!middle) continue;
    drafting.datums[axis].note(center[axis] + circle.radius, plus(middle, half));
    drafting.datums[axis].note(center[axis] - circle.radius, plus(middle, half, -1));
  }
}
