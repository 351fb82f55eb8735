/** Extrusions and revolutions as KCL: a drawing, its plane, and what is made of it. */

import type { ExtrudeNode, LoftNode, Node, RevolveNode, SweepNode } from "../../model/types.js";
import { atom, callOn, type Expression } from "../kcl/kcl.js";
import { ownPlane, sketchAxis, sketchPlane } from "../kcl/planes.js";
import type { PrintContext } from "../raw/context.js";
import { printNode as printRawNode } from "../raw/features.js";
import { axisOf, inPart, type SalonContext } from "./context.js";
import { type KnownPlaces, meridianDimensions, noteCircle, sectionDimensions } from "./dimensions.js";
import { draftingOf, planeAt, type Title } from "./drafting.js";
import { planDrawing } from "./drawing.js";
import type { Cap } from "./edges.js";
import { literal, zero } from "./quantity.js";
import { type AxisWords, capital, lyingMeridianWords, meridianWords } from "./segmentNames.js";
import { spanOf, stockOf } from "./span.js";

const fullTurn = 2 * Math.PI;

/** An extrusion; the expression makes it from its region. */
export function extrudeExpression(
  context: SalonContext,
  node: ExtrudeNode,
  title: Title,
  owner: Node = node,
  separate?: string,
): Expression | undefined {
  const plane = sketchPlane(node.frame);
  const drafting = draftingOf(context, plane, title);
  const drawing = planDrawing(
    context,
    `${inPart(context, title.noun)}Sketch`,
    plane,
    node.profile,
    drafting.words,
    (outline) => sectionDimensions(context, drafting, outline),
    separate,
  );
  if (!drawing) return undefined;
  if (separate === undefined && node.profile.outer.kind === "circle") noteCircle(context, drafting, drawing.outline);
  const span = spanOf(context, node, plane, title);
  if (title.purpose === "base" && !context.stock)
    context.stock = stockOf(context, node, plane, title, drawing.outline, span.length);
  const region = drawing.print(planeAt(context, plane, span.offset, title.noun), owner);
  const symmetric = span.symmetric ? atom("true") : undefined;
  const length = context.parameters.print(span.length);
  const caps = context.edges.caps.get(node);
  if (!caps) return callOn("extrude", region, { length, symmetric });
  // Edges of this body are named by its faces: the region gets a name, and the caps that are referred to a tag.
  const name = context.names.unique(`${inPart(context, title.noun)}Region`);
  context.document.assign(name, region, owner);
  const tags = new Map(
    [...caps].map((cap) => [cap, context.names.unique(inPart(context, title.noun) + capWord(node, cap))]),
  );
  context.tagged.set(node, { region: name, outline: drawing.outline, plane, caps: tags });
  // The extrusion runs along the normal of its plane, which a mirrored plane has the other way round.
  const [startCap, endCap] = plane.mirrored ? (["to", "from"] as const) : (["from", "to"] as const);
  const tag = (cap: Cap): Expression | undefined => {
    const word = tags.get(cap);
    return word === undefined ? undefined : atom(`$${word}`);
  };
  return callOn("extrude", atom(name), { length, symmetric, tagStart: tag(startCap), tagEnd: tag(endCap) });
}

/** A cap is called by where it looks. */
function capWord(node: ExtrudeNode, cap: Cap): string {
  const axis = axisOf(node.frame.z);
  const up = (node.frame.z[axis] ?? 1) > 0 === (cap === "to");
  const words = [
    ["Left", "Right"],
    ["Front", "Back"],
    ["Bottom", "Top"],
  ][axis];
  return words?.[up ? 1 : 0] ?? (cap === "to" ? "End" : "Start");
}

/** A revolution about its frame's y axis. */
export function revolveExpression(
  context: SalonContext,
  node: RevolveNode,
  title: Title,
  owner: Node = node,
  known?: KnownPlaces,
): Expression | undefined {
  const aligned = sketchPlane(node.frame);
  // The drawing is dimensioned from its own axis: where that misses the plane's origin, the plane comes to it.
  const [o, d] = [aligned.point([0, 0]), aligned.vector([0, 1])];
  const throughOrigin = Math.abs(o[0] * d[1] - o[1] * d[0]) < 1e-9;
  const plane = throughOrigin && !known ? aligned : ownPlane(node.frame);
  const axisDirection = plane.vector([0, 1]);
  const radialAxis: 0 | 1 = Math.abs(axisDirection[1]) > 0.5 ? 0 : 1;
  const drafting = draftingOf(context, plane, title);
  const sizes = radialAxis === 0 ? (["Diameter", "Length"] as const) : (["Length", "Diameter"] as const);
  const side = plane.vector([1, 0])[radialAxis];
  const touches =
    node.profile.outer.kind === "path" && node.profile.outer.segments.some((s) => Math.abs(s.start[0]) < 1e-6);
  const words = meridianWordsOf(radialAxis, side, touches);
  const drawing = planDrawing(context, `${inPart(context, title.noun)}Profile`, plane, node.profile, words, (outline) =>
    meridianDimensions(context, { ...drafting, sizes }, outline, radialAxis, known),
  );
  if (!drawing) return undefined;
  const whole = Math.abs(node.angleRad - fullTurn) < 1e-12;
  const origin = plane.point([0, 0]);
  const axis = sketchAxis(
    [radialAxis === 0 ? origin[0] : 0, radialAxis === 1 ? origin[1] : 0],
    axisDirection,
    whole,
    context.numbers,
  );
  const angle = whole ? undefined : context.parameters.angle(`${inPart(context, title.noun)}Angle`, node.angleRad);
  const offset = plane.standard ? literal(plane.offset) : zero;
  const region = drawing.print(planeAt(context, plane, offset, title.noun), owner);
  return callOn("revolve", region, { axis, angle });
}

function meridianWordsOf(radialAxis: 0 | 1, side: number, touches: boolean): AxisWords {
  const words = radialAxis === 0 ? meridianWords : lyingMeridianWords;
  const [near, far] = [touches ? "centreline" : "inside", "outside"];
  const [low, high] = side > 0 ? [near, far] : [far, near];
  return radialAxis === 0 ? { ...words, left: low, right: high } : { ...words, bottom: low, top: high };
}

/** What sketch blocks cannot draw (ellipses, splines, sweeps, lofts) as the raw printer has it. */
export function rawExpression(
  context: SalonContext,
  node: ExtrudeNode | RevolveNode | SweepNode | LoftNode | Node,
  noun: string,
): Expression {
  const raw: PrintContext = {
    program: {
      add: (statement) => context.document.add(statement, node),
      assign: (name, value) => context.document.assign(name, value, node),
      comment: (text) => context.document.add({ kind: "comment", text }),
      gap: () => undefined,
      count: (feature) => context.document.count(feature),
      nextLine: () => 0,
      own: () => undefined,
      finish: () => ({ text: "", lines: new Map(), features: {} }),
    },
    names: {
      unique: context.names.unique,
      numbered: (kind) => context.names.unique(kind === node.type ? noun : noun + capital(kind)),
    },
    numbers: context.numbers,
    sketches: new Map(),
    uses: new Map(),
    bodies: new Map(),
  };
  return printRawNode(raw, node);
}
