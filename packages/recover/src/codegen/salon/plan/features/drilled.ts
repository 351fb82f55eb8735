/** Drilled holes: plain ones are cut as cylinders, stepped and pointed ones are drilled by the `hole` module or turned. */
import type { HoleNode } from "../../../../model/types.js";
import { inPart, type Scope } from "../scope.js";
import type { KnownPlaces } from "../sketch/meridian.js";
import { plus, type Quantity, times } from "../values/quantity.js";
import type { Body, DrillPlan } from "./types.js";

/** What the steps of a turned hole are called: depths below the mouth, diameters. */
export function holePlaces(scope: Scope, node: HoleNode, noun: string): KnownPlaces {
  const { parameters } = scope;
  const prefix = inPart(scope, noun);
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

/** A hole drilled into `base`. */
export function planDrill(scope: Scope, node: HoleNode, base: Body, noun: string): DrillPlan {
  const { parameters } = scope;
  const prefix = inPart(scope, noun);
  const length = (word: string, mm: number): Quantity => parameters.use(parameters.length(prefix + word, mm));
  const origin = [
    placeAlong(scope, node, prefix, 0),
    placeAlong(scope, node, prefix, 1),
    placeAlong(scope, node, prefix, 2),
  ] as const;
  const { entry, frame } = node;
  const bodyDepth = node.depth - entryDepth(node);
  const depth = node.through
    ? parameters.use(
        plus(parameters.length(`${prefix}Depth`, bodyDepth), parameters.allowance("cutterOverrun", node.overrunEnd)),
      )
    : length("Depth", bodyDepth);
  const diameter = length("Diameter", node.diameter);
  const pointed = node.bottom.kind === "drill" && !node.through ? node.bottom : undefined;
  const pointAngle = pointed && parameters.angle("drillPointAngle", pointed.angleRad);
  const hole = { kind: "drill", base, origin, x: frame.x, y: frame.y, diameter, depth, pointAngle } as const;
  if (entry.kind === "counterbore") {
    const head = { diameter: length("HeadDiameter", entry.diameter), depth: length("HeadDepth", entry.depth) };
    return { ...hole, entry: { kind: "counterbore", ...head } };
  }
  if (entry.kind === "countersink") {
    const sink = length("SinkDiameter", entry.diameter);
    const angle = parameters.angle(`${prefix}SinkAngle`, entry.angleRad);
    return { ...hole, entry: { kind: "countersink", diameter: sink, angle } };
  }
  return { ...hole, entry: { kind: "simple" } };
}

/** Where the mouth of a hole is along a global axis. */
function placeAlong(scope: Scope, { frame }: HoleNode, prefix: string, axis: 0 | 1 | 2): Quantity {
  const value = frame.origin[axis];
  const datums = scope.datums[axis];
  const place = datums.find(value) ?? signedLength(scope, prefix + ["X", "Y", "Z"][axis], value);
  datums.note(value, place);
  return scope.parameters.use(place);
}

/** How far the wider mouth of a hole reaches down. */
function entryDepth({ entry, diameter }: HoleNode): number {
  if (entry.kind === "counterbore") return entry.depth;
  return entry.kind === "countersink" ? (entry.diameter - diameter) / 2 / Math.tan(entry.angleRad / 2) : 0;
}

function signedLength(scope: Scope, name: string, value: number): Quantity {
  return value < 0 ? times(scope.parameters.length(name, -value), -1) : scope.parameters.length(name, value);
}
