/** Drilled holes: plain ones are cut as cylinders, stepped and pointed ones are drilled by the `hole` module or turned. */
import { mul, UnbakeError, type Vec3 } from "@unbake/kernel";
import { array, atom, call, callOn, type Expression, object } from "../print/kcl.js";
import { holeOutline, outlinePath } from "../tree/hole.js";
import type { ExtrudeNode, HoleNode, RevolveNode } from "../tree/types.js";
import { inPart, type SalonContext } from "./context.js";
import { plus, type Quantity, times } from "./quantity.js";

const fullTurn = 2 * Math.PI;

/** A plain hole, as the cylinder that is cut. */
export const plainHole = (node: HoleNode): ExtrudeNode => ({
  type: "extrude",
  frame: node.frame,
  profile: { outer: { kind: "circle", center: [0, 0], radius: node.diameter / 2 }, holes: [] },
  from: 0,
  to: node.depth,
  overrunStart: node.overrunStart,
  overrunEnd: node.through ? node.overrunEnd : 0,
  explains: node.explains,
});

export const isPlainHole = (node: HoleNode): boolean =>
  node.entry.kind === "simple" && (node.through || node.bottom.kind === "flat");

/** A stepped or pointed hole, as the half section that is turned. */
export const turnedHole = (node: HoleNode): RevolveNode => ({
  type: "revolve",
  frame: { origin: node.frame.origin, x: node.frame.x, y: node.frame.z, z: mul(node.frame.y, -1) },
  profile: { outer: { kind: "path", segments: outlinePath(holeOutline(node)) }, holes: [] },
  angleRad: fullTurn,
  explains: node.explains,
});

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
