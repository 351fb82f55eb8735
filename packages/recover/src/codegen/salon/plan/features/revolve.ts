/** Revolutions: a half section, and the axis that it turns about. */

import type { Node, RevolveNode } from "../../../../model/types.js";
import { roundingMm, roundingRad, sameCoordinateMm } from "../../../../tolerances.js";
import { ownPlane, sketchPlane } from "../../../kcl/planes.js";
import { inPart, type Scope } from "../scope.js";
import { draftingOf, planeAt } from "../sketch/drafting.js";
import { planDrawing } from "../sketch/drawing.js";
import { type KnownPlaces, meridianDimensions } from "../sketch/meridian.js";
import { type AxisWords, lyingMeridianWords, meridianWords } from "../sketch/segmentNames.js";
import type { RegionPlan } from "../sketch/types.js";
import type { Title } from "../tree/features.js";
import { literal, zero } from "../values/quantity.js";
import type { PlannedShape } from "./planned.js";

const fullTurn = 2 * Math.PI;

/** A revolution about its frame's y axis; undefined for a profile that sketch blocks cannot draw. */
export function planRevolve(
  scope: Scope,
  node: RevolveNode,
  title: Title,
  owner: Node = node,
  known?: KnownPlaces,
): PlannedShape | undefined {
  const aligned = sketchPlane(node.frame);
  // The drawing is dimensioned from its own axis: where that misses the plane's origin, the plane comes to it.
  const [o, d] = [aligned.point([0, 0]), aligned.vector([0, 1])];
  const throughOrigin = Math.abs(o[0] * d[1] - o[1] * d[0]) < roundingMm;
  const plane = throughOrigin && !known ? aligned : ownPlane(node.frame);
  const direction = plane.vector([0, 1]);
  const radialAxis: 0 | 1 = Math.abs(direction[1]) > 0.5 ? 0 : 1;
  const drafting = draftingOf(scope, plane, title);
  const sizes = radialAxis === 0 ? (["Diameter", "Length"] as const) : (["Length", "Diameter"] as const);
  const side = plane.vector([1, 0])[radialAxis];
  const touches =
    node.profile.outer.kind === "path" &&
    node.profile.outer.segments.some((s) => Math.abs(s.start[0]) < sameCoordinateMm);
  const drawing = planDrawing(scope, plane, node.profile, {
    words: meridianWordsOf(radialAxis, side, touches),
    // A hole's depths are known from its mouth.
    placing: { spans: known ? [] : [radialAxis === 0 ? 1 : 0], mirrors: [], turned: true },
    dimensionsFor: (outline) => meridianDimensions(scope, { ...drafting, sizes }, outline, radialAxis, known),
  });
  if (!drawing) return undefined;
  const whole = Math.abs(node.angleRad - fullTurn) < roundingRad;
  const [x, y] = plane.point([0, 0]);
  const axis = { origin: radialAxis === 0 ? ([x, 0] as const) : ([0, y] as const), direction, anySense: whole };
  const angle = whole ? undefined : scope.parameters.angle(`${inPart(scope, title.noun)}Angle`, node.angleRad);
  const offset = plane.standard ? literal(plane.offset) : zero;
  const on = planeAt(scope, plane, offset, title.noun);
  const sketch = drawing.named(scope.names.unique(`${inPart(scope, title.noun)}Profile`), on.plane, owner);
  const steps = [...on.steps, sketch.step];
  if (!scope.faces.opened.get(node)?.has("side"))
    return { steps, make: { kind: "revolve", region: sketch.region, axis, angle } };
  // A shell is open at a side of it, which has a name in the region.
  const name = scope.names.unique(`${inPart(scope, title.noun)}Region`);
  const region: RegionPlan = { kind: "region", name, region: sketch.region, node: owner };
  return {
    steps: [...steps, region],
    make: { kind: "revolve", region: { kind: "named", name }, axis, angle },
    tagged: [node, { region: name, outline: drawing.outline, plane, caps: new Map() }],
  };
}

function meridianWordsOf(radialAxis: 0 | 1, side: number, touches: boolean): AxisWords {
  const words = radialAxis === 0 ? meridianWords : lyingMeridianWords;
  const [near, far] = [touches ? "centreline" : "inside", "outside"];
  const [low, high] = side > 0 ? [near, far] : [far, near];
  return radialAxis === 0 ? { ...words, left: low, right: high } : { ...words, bottom: low, top: high };
}
