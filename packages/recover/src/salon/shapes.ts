/** Extrusions, revolutions and drilled holes as KCL: a drawing, its plane, and what is made of it. */
import { mul, UnbakeError, type Vec3 } from "@unbake/kernel";
import type { PrintContext } from "../print/context.js";
import { printNode as printRawNode } from "../print/features.js";
import { array, atom, call, callOn, type Expression, object } from "../print/kcl.js";
import { ownPlane, planeExpression, type SketchPlane, sketchAxis, sketchPlane } from "../print/planes.js";
import { holeOutline, outlinePath } from "../tree/hole.js";
import type { ExtrudeNode, HoleNode, LoftNode, Node, RevolveNode, SweepNode } from "../tree/types.js";
import { axisOf, inPart, type SalonContext } from "./context.js";
import { createDatums, type Datums } from "./datums.js";
import { type Drafting, meridianDimensions, noteCircle, sectionDimensions } from "./dimensions.js";
import { planDrawing } from "./drawing.js";
import type { Cap } from "./edges.js";
import type { Stock } from "./limits.js";
import { type Purpose, wordsOf } from "./nouns.js";
import type { Outline } from "./outline.js";
import { isLiteral, literal, minus, plus, type Quantity, times, zero } from "./quantity.js";
import {
  type AxisWords,
  capital,
  flatWords,
  lyingMeridianWords,
  meridianWords,
  sideWords,
  standingWords,
} from "./segmentNames.js";

const fullTurn = 2 * Math.PI;

/** What a shape is called and what it is for. */
export interface Title {
  readonly noun: string;
  readonly purpose: Purpose;
}

const draftings = {
  XY: { axes: [0, 1], sizes: ["Width", "Depth"], cutSizes: ["Width", "Length"], letters: ["X", "Y"], words: flatWords },
  XZ: {
    axes: [0, 2],
    sizes: ["Width", "Height"],
    cutSizes: ["Width", "Height"],
    letters: ["X", "Z"],
    words: standingWords,
  },
  YZ: {
    axes: [1, 2],
    sizes: ["Depth", "Height"],
    cutSizes: ["Length", "Height"],
    letters: ["Y", "Z"],
    words: sideWords,
  },
} as const;

function draftingOf(
  context: SalonContext,
  plane: SketchPlane,
  { noun, purpose }: Title,
): Drafting & { readonly words: AxisWords } {
  if (!plane.standard) {
    const datums: readonly [Datums, Datums] = [createDatums(), createDatums()];
    return { noun, datums, sizes: ["Width", "Height"], letters: ["X", "Y"], words: standingWords };
  }
  const { axes, letters, words } = draftings[plane.standard];
  // The depth of a cut is how deep it goes, so its section has a length instead.
  const sizes = purpose === "cut" ? draftings[plane.standard].cutSizes : draftings[plane.standard].sizes;
  return { noun, datums: [context.datums[axes[0]], context.datums[axes[1]]], sizes, letters, words };
}

/** The plane at a quantity along its normal. */
function planeAt(context: SalonContext, plane: SketchPlane, offset: Quantity, noun: string): Expression {
  if (!plane.standard) {
    const name = context.names.unique(`${inPart(context, noun)}Plane`);
    context.document.assign(name, planeExpression(plane, offset.value, context.numbers));
    return atom(name);
  }
  if (isLiteral(offset) && Math.abs(offset.value) < 1e-9) return atom(plane.standard);
  return callOn("offsetPlane", atom(plane.standard), { offset: context.parameters.print(offset) });
}

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

/** What the base measures, as far as it has names. */
function stockOf(
  context: SalonContext,
  node: ExtrudeNode,
  plane: SketchPlane,
  title: Title,
  outline: Outline,
  length: Quantity,
): Stock | undefined {
  if (!plane.standard) return undefined;
  const { axes } = draftings[plane.standard];
  const sizes: (Quantity | undefined)[] = [undefined, undefined, undefined];
  const ends: (readonly [Quantity, Quantity] | undefined)[] = [undefined, undefined, undefined];
  sizes[axisOf(node.frame.z)] = length;
  axes.forEach((axis, i) => {
    const [low, high] = [outline.low, outline.high].map((corner) => context.datums[axis].find(corner[i as 0 | 1]));
    if (!low || !high) return;
    sizes[axis] = minus(high, low);
    ends[axis] = [low, high];
  });
  const round = node.profile.outer.kind === "circle";
  const diameter = round ? sizes[axes[0]] : undefined;
  return diameter ? { noun: title.noun, sizes, ends, diameter } : { noun: title.noun, sizes, ends };
}

interface Span {
  readonly offset: Quantity;
  readonly length: Quantity;
  readonly symmetric: boolean;
}

/** Where an extrusion starts and how long it is, from the levels that are there. */
function spanOf(context: SalonContext, node: ExtrudeNode, plane: SketchPlane, title: Title): Span {
  const { parameters } = context;
  const prefix = inPart(context, title.noun);
  const lengthWord = lengthWordOf(node, title);
  const overrun = (mm: number): Quantity => (mm > 0 ? parameters.allowance(overrunName(title), mm) : zero);
  const axis = axisOf(node.frame.z);
  if (!plane.standard || axis < 0) {
    const length = plus(
      plus(parameters.length(prefix + lengthWord, node.to - node.from), overrun(node.overrunStart)),
      overrun(node.overrunEnd),
    );
    return { offset: literal(node.from - node.overrunStart), length, symmetric: false };
  }
  const up = node.frame.z[axis] ?? 1;
  const at = node.frame.origin[axis] ?? 0;
  const [low, high] = up > 0 ? [at + node.from, at + node.to] : [at - node.to, at - node.from];
  const [below, above] = up > 0 ? [node.overrunStart, node.overrunEnd] : [node.overrunEnd, node.overrunStart];
  const datums = context.datums[axis as 0 | 1 | 2];
  const letter = ["X", "Y", "Z"][axis] ?? "Z";
  const [from, to] = datums.range(
    low,
    high,
    () => parameters.length(prefix + lengthWord, high - low),
    () => (low < 0 ? times(parameters.length(prefix + letter, -low), -1) : parameters.length(prefix + letter, low)),
  );
  if (title.purpose === "cut" && overrunsOnce(below, above)) {
    const { stock } = context;
    const what = wordsOf(title.noun).toLowerCase();
    if (stock)
      context.limits.below(
        minus(to, from),
        stock.sizes[axis],
        `the ${what} goes through the ${wordsOf(stock.noun).toLowerCase()}`,
      );
  }
  const [start, end] = [minus(from, overrun(below)), plus(to, overrun(above))];
  const length = minus(end, start);
  // XZ looks along -y: its offsets count backwards.
  const reversed = plane.standard === "XZ";
  if (Math.abs(start.value + end.value) < 1e-9 && below === above && !context.edges.caps.has(node))
    return { offset: zero, length, symmetric: true };
  return { offset: reversed ? times(end, -1) : start, length, symmetric: false };
}

/** A cut that is open at one end is blind at the other. */
const overrunsOnce = (below: number, above: number): boolean => below > 0 !== above > 0;

const overrunName = (title: Title): string => (title.purpose === "addition" ? "jointOverlap" : "cutterOverrun");

/** What the length of an extrusion is called: by what it is for, then by the direction that it has in the part. */
function lengthWordOf(node: ExtrudeNode, title: Title): string {
  if (title.purpose === "cut") return "Depth";
  if (["plate", "disc"].includes(title.noun)) return "Thickness";
  const axis = axisOf(node.frame.z);
  if (node.profile.outer.kind === "circle") return axis === 2 || title.purpose === "addition" ? "Height" : "Length";
  return ["Width", "Depth", "Height"][axis] ?? "Length";
}

/** A revolution about its frame's y axis. */
export function revolveExpression(
  context: SalonContext,
  node: RevolveNode,
  title: Title,
  owner: Node = node,
): Expression | undefined {
  const aligned = sketchPlane(node.frame);
  // The drawing is dimensioned from its own axis: where that misses the plane's origin, the plane comes to it.
  const [o, d] = [aligned.point([0, 0]), aligned.vector([0, 1])];
  const throughOrigin = Math.abs(o[0] * d[1] - o[1] * d[0]) < 1e-9;
  const plane = throughOrigin ? aligned : ownPlane(node.frame);
  const axisDirection = plane.vector([0, 1]);
  const radialAxis: 0 | 1 = Math.abs(axisDirection[1]) > 0.5 ? 0 : 1;
  const drafting = draftingOf(context, plane, title);
  const sizes = radialAxis === 0 ? (["Diameter", "Length"] as const) : (["Length", "Diameter"] as const);
  const side = plane.vector([1, 0])[radialAxis];
  const touches =
    node.profile.outer.kind === "path" && node.profile.outer.segments.some((s) => Math.abs(s.start[0]) < 1e-6);
  const words = meridianWordsOf(radialAxis, side, touches);
  const drawing = planDrawing(context, `${inPart(context, title.noun)}Profile`, plane, node.profile, words, (outline) =>
    meridianDimensions(context, { ...drafting, sizes }, outline, radialAxis),
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
