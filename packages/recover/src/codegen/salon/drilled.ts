/** Drilled holes: plain ones are cut as cylinders, stepped and pointed ones are drilled by the `hole` module or turned. */

import type { Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { isPlainHole } from "../../model/hole.js";
import type { HoleNode } from "../../model/types.js";
import { array, atom, call, callOn, type Expression, object } from "../kcl/kcl.js";
import { inPart, type SalonContext } from "./context.js";
import type { KnownPlaces } from "./dimensions.js";
import { plus, type Quantity, times } from "./quantity.js";

/** What the steps of a turned hole are called: depths below the mouth, diameters. */
export function holePlaces(context: SalonContext, node: HoleNode, noun: string): KnownPlaces {
  const { parameters } = context;
  const prefix = inPart(context, noun);
  const { entry, diameter, depth } = node;
  const half = (word: string, mm: number): Quantity => times(parameters.length(prefix + word, mm), 0.5);
  const radial: [number, Quantity][] = [[diameter / 2, half("Diameter", diameter)]];
  const axial: [number, Quantity][] = [];
  if (entry.kind === "counterbore") {
    radial.push([entry.diameter / 2, half("HeadDiameter", entry.diameter)]);
    axial.push([entry.depth, parameters.length(`${prefix}HeadDepth`, entry.depth)]);
  }
  if (entry.kind === "countersink") {
    radial.push([entry.diameter / 2, half("SinkDiameter", entry.diameter)]);
    const sink = (entry.diameter - diameter) / 2 / Math.tan(entry.angleRad / 2);
    axial.push([sink, parameters.length(`${prefix}SinkDepth`, sink)]);
  }
  const bottom = parameters.length(`${prefix}Depth`, depth);
  axial.push([depth, bottom]);
  if (node.overrunStart > 0)
    axial.push([-node.overrunStart, times(parameters.allowance("cutterOverrun", node.overrunStart), -1)]);
  if (node.through)
    axial.push([depth + node.overrunEnd, plus(bottom, parameters.allowance("cutterOverrun", node.overrunEnd))]);
  else if (node.bottom.kind === "drill") {
    const point = diameter / 2 / Math.tan(node.bottom.angleRad / 2);
    axial.push([depth + point, plus(bottom, parameters.length(`${prefix}PointLength`, point))]);
  }
  return { axial, radial };
}

/** `hole::holeAt` can make it exactly: a blind flat bottom it cannot (it drills it with 179.99 degrees). */
export const isStandardHole = (node: HoleNode): boolean =>
  !isPlainHole(node) && (node.through || node.bottom.kind === "drill");

/** A hole drilled into `body`. */
export function drilledExpression(context: SalonContext, node: HoleNode, body: Expression, noun: string): Expression {
  const { parameters } = context;
  const prefix = inPart(context, noun);
  const length = (word: string, mm: number): Expression => parameters.print(parameters.length(prefix + word, mm));
  const coordinates = node.frame.origin.map((value, axis) => {
    const datums = context.datums[axis as 0 | 1 | 2];
    const letter = ["X", "Y", "Z"][axis] ?? "";
    const known = datums.find(value) ?? signedLength(context, prefix + letter, value);
    datums.note(value, known);
    return parameters.print(known);
  });
  const [x, y, z] = coordinates;
  if (!x || !y || !z) throw new UnbakeError("internal", "a hole without a place");
  const direction = (v: Vec3): Expression => array(v.map((c) => atom(context.numbers.direction(c))));
  const plane = object([
    ["origin", array([x, y, z])],
    ["xAxis", direction(node.frame.x)],
    ["yAxis", direction(node.frame.y)],
  ]);
  const { entry } = node;
  const entryDepth =
    entry.kind === "counterbore"
      ? entry.depth
      : entry.kind === "countersink"
        ? (entry.diameter - node.diameter) / 2 / Math.tan(entry.angleRad / 2)
        : 0;
  const bodyDepth = node.depth - entryDepth;
  const depth = node.through
    ? parameters.print(
        plus(parameters.length(`${prefix}Depth`, bodyDepth), parameters.allowance("cutterOverrun", node.overrunEnd)),
      )
    : length("Depth", bodyDepth);
  const holeBody = call("hole::blind", { depth, diameter: length("Diameter", node.diameter) });
  const holeBottom =
    node.bottom.kind === "drill" && !node.through
      ? call("hole::drill", { pointAngle: parameters.angle("drillPointAngle", node.bottom.angleRad) })
      : call("hole::flat", {});
  const holeType =
    entry.kind === "counterbore"
      ? call("hole::counterbore", {
          diameter: length("HeadDiameter", entry.diameter),
          depth: length("HeadDepth", entry.depth),
        })
      : entry.kind === "countersink"
        ? call("hole::countersink", {
            diameter: length("SinkDiameter", entry.diameter),
            angle: parameters.angle(`${prefix}SinkAngle`, entry.angleRad),
          })
        : call("hole::simple", {});
  return callOn("hole::holeAt", body, { plane, holeBottom, holeBody, holeType });
}

function signedLength(context: SalonContext, name: string, value: number): Quantity {
  return value < 0 ? times(context.parameters.length(name, -value), -1) : context.parameters.length(name, value);
}
