/** Extrusions: a drawing, its plane, how far it reaches, and names for the caps that edges refer to. */

import type { ExtrudeNode, Node } from "../../../../model/types.js";
import { sketchPlane } from "../../../kcl/planes.js";
import { axisOf, inPart, type Scope } from "../scope.js";
import { noteCircle, sectionDimensions } from "../sketch/dimensions.js";
import { draftingOf, planeAt, planeAxes } from "../sketch/drafting.js";
import { planDrawing } from "../sketch/drawing.js";
import { noteOpenSides } from "../sketch/openSides.js";
import type { RegionPlan } from "../sketch/types.js";
import type { Cap } from "../tree/faces.js";
import type { Title } from "../tree/features.js";
import { times } from "../values/quantity.js";
import { piercedOf, planPierced } from "./pierced.js";
import type { PlannedShape } from "./planned.js";
import { spanOf, stockOf } from "./span.js";
import type { ExtrudePlan } from "./types.js";

/**
 * An extrusion; undefined for a profile that sketch blocks cannot draw. `owner` is the node of the tree that its lines belong
 * to. With `separate`, the name of each, its loops are circles beside each other.
 */
export function planExtrude(
  scope: Scope,
  node: ExtrudeNode,
  title: Title,
  owner: Node = node,
  separate?: string,
): PlannedShape | undefined {
  const { names, parameters } = scope;
  const plane = sketchPlane(node.frame);
  const drafting = draftingOf(scope, plane, title);
  // Edges that are named by faces need every face in the drawing.
  const caps = scope.faces.caps.get(node) ?? (scope.faces.opened.get(node)?.has("side") ? new Set<Cap>() : undefined);
  const pierced = separate === undefined && !caps ? piercedOf(node) : undefined;
  const drawing = planDrawing(scope, plane, (pierced?.plain ?? node).profile, {
    words: drafting.words,
    dimensionsFor: (outline) => {
      const allowedMm = Math.max(node.overrunStart, node.overrunEnd);
      if (title.purpose === "cut" && plane.standard && allowedMm > 0)
        noteOpenSides(scope, drafting, planeAxes(plane.standard), outline, allowedMm);
      return sectionDimensions(scope, drafting, outline);
    },
    separate,
  });
  if (!drawing) return undefined;
  const { outline } = drawing;
  if (separate === undefined && node.profile.outer.kind === "circle") noteCircle(scope, drafting, outline);
  const span = spanOf(scope, node, plane, title);
  const first = title.purpose === "base" && !scope.stock;
  const size = span.length.value < 0 ? times(span.length, -1) : span.length;
  const stock = first ? stockOf(scope, node, plane, title, outline, size) : undefined;
  const on = planeAt(scope, plane, span.offset, title.noun);
  const sketch = drawing.named(names.unique(`${inPart(scope, title.noun)}Sketch`), on.plane, owner);
  const left =
    pierced && planPierced(scope, pierced, { plane, on: on.plane, region: sketch.region, noun: title.noun }, owner);
  const make: ExtrudePlan = {
    kind: "extrude",
    region: left ? { kind: "named", name: left.name } : sketch.region,
    length: parameters.use(span.length),
    symmetric: span.symmetric,
  };
  const steps = [...on.steps, sketch.step, ...(left ? [left] : [])];
  if (!caps) return { steps, make, stock };
  // Edges of this body are named by its faces: the region gets a name, and the caps that are referred to a tag.
  const name = names.unique(`${inPart(scope, title.noun)}Region`);
  const region: RegionPlan = { kind: "region", name, region: sketch.region, node: owner };
  const tags = new Map([...caps].map((cap) => [cap, names.unique(inPart(scope, title.noun) + capWord(node, cap))]));
  // The extrusion runs along the normal of its plane, which a mirrored plane has the other way round.
  const [startCap, endCap] = plane.mirrored ? (["to", "from"] as const) : (["from", "to"] as const);
  const [tagStart, tagEnd] = [tags.get(startCap), tags.get(endCap)];
  return {
    steps: [...steps, region],
    make: { ...make, region: { kind: "named", name }, tagStart, tagEnd },
    stock,
    tagged: [node, { region: name, outline, plane, caps: tags }],
  };
}

/** A cap is called by where it looks. */
function capWord(node: ExtrudeNode, cap: Cap): string {
  const axis = axisOf(node.frame.z);
  if (axis === undefined) return cap === "to" ? "End" : "Start";
  const up = node.frame.z[axis] > 0 === (cap === "to");
  const words = [
    ["Left", "Right"],
    ["Front", "Back"],
    ["Bottom", "Top"],
  ] as const;
  return words[axis][up ? 1 : 0];
}
