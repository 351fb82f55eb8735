/** What a feature is called, by its role and its shape. */

import { isTwist } from "../../../../model/screw.js";
import type {
  ExtrudeNode,
  HoleNode,
  LoftNode,
  Node,
  PatternNode,
  ProfileLoop,
  RevolveNode,
  ScrewNode,
  SweepNode,
} from "../../../../model/types.js";
import { sameCoordinateMm } from "../../../../tolerances.js";
import { identifier } from "../../../kcl/names.js";
import { additions, bases, cuts, screws, turned } from "../../words.js";
import { isHexagon, isRectangle, isSlot, isStrip, rightAngledNoun } from "./outlines.js";

export type Purpose = "base" | "addition" | "cut";
/** A node without nodes below it. */
export type Shape = ExtrudeNode | RevolveNode | SweepNode | ScrewNode | LoftNode | HoleNode;

/** A noun in lowerCamelCase: the role that recovery gave, else what the shape looks like. */
export function nounOf(node: Shape, purpose: Purpose): string {
  if (node.role) return identifier(node.role, "feature", 20);
  switch (node.type) {
    case "hole":
      if (node.entry.kind === "counterbore") return cuts.counterbore;
      if (node.entry.kind === "countersink") return cuts.countersink;
      return node.through ? cuts.hole : cuts.blindHole;
    case "sweep":
      return purpose === "cut" ? "channel" : "pipe";
    case "screw":
      if (isTwist(node)) return purpose === "cut" ? screws.twistedCut : screws.twisted;
      return purpose === "base" ? screws.base : screws.thread;
    case "loft":
      if (node.ruled && node.sections.length === 2) return purpose === "cut" ? "draftedPocket" : "draftedBlock";
      return purpose === "cut" ? "funnel" : "transition";
    case "revolve":
      return revolveNoun(node, purpose);
    case "extrude":
      return extrudeNoun(node, purpose);
  }
}

function extrudeNoun(node: ExtrudeNode, purpose: Purpose): string {
  const { outer } = node.profile;
  const [width, height] = sizeOf(outer);
  const round = outer.kind === "circle";
  if (purpose === "cut") {
    const open = node.overrunStart > 0 && node.overrunEnd > 0;
    if (round) return open ? cuts.bore : cuts.recess;
    if (isSlot(outer)) return cuts.slot;
    return open ? cuts.cutout : cuts.pocket;
  }
  if (purpose === "addition") return round ? additions.boss : isThin(width, height) ? additions.rib : additions.pad;
  return baseNoun(node, [width, height]);
}

function baseNoun({ profile, from, to }: ExtrudeNode, [width, height]: readonly [number, number]): string {
  const { outer, holes } = profile;
  const length = to - from;
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const bored = holes.some((hole) => hole.kind === "circle");
  if (outer.kind === "circle") {
    if (bored) return length > width ? bases.bush : bases.ring;
    return length < width ? bases.disc : bases.cylinder;
  }
  if (isHexagon(outer)) return bored ? bases.nut : bases.hexBar;
  const family = rightAngledNoun(outer);
  if (family) return family;
  if (isRectangle(outer)) return length < 0.5 * short ? bases.plate : length > 3 * long ? bases.bar : bases.block;
  if (length < 0.25 * short) return bases.plate;
  if (isStrip(outer)) return bases.strip;
  return length > 3 * long ? bases.rail : bases.block;
}

function revolveNoun(node: RevolveNode, purpose: Purpose): string {
  const { outer } = node.profile;
  const points = outer.kind === "path" ? outer.segments.flatMap((s) => [s.start, s.end]) : [];
  const touches = points.some((p) => Math.abs(p[0]) < sameCoordinateMm);
  const [, axial] = sizeOf(outer);
  const radial = Math.max(...points.map((p) => p[0]), 0);
  if (purpose === "cut") return touches ? cuts.bore : cuts.groove;
  if (purpose === "addition") return touches ? additions.spigot : additions.collar;
  if (outer.kind === "circle") return turned.torus;
  if (!touches) return axial > 2 * radial ? turned.tube : turned.ring;
  return axial > 2 * radial ? turned.shaft : turned.disc;
}

/** Several of a thing: "boltHole" -> "boltHoles", "boss" -> "bosses". */
export function pluralOf(noun: string): string {
  const [, plain = noun, letter = ""] = /^(.*[a-z])([A-Z][a-z]?)$/.exec(noun) ?? [];
  if (/tooth$/i.test(plain)) return plain.replace(/ooth$/i, "eeth") + letter;
  if (/[^aeiou]y$/.test(plain)) return `${plain.slice(0, -1)}ies${letter}`;
  return plain + (/(s|x|ch|sh)$/.test(plain) ? "es" : "s") + letter;
}

/** The shape at the bottom of a tree. */
export function rootShape(node: Node): Shape {
  switch (node.type) {
    case "boolean":
    case "fillet":
    case "chamfer":
    case "shell":
      return rootShape(node.base);
    case "pattern":
    case "place":
      return rootShape((node as PatternNode).body);
    default:
      return node;
  }
}

/** "boltHole" as words: "Bolt hole". */
export function wordsOf(noun: string): string {
  const words = noun.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Names that say nothing: what CAD systems call bodies by themselves. */
const generic =
  /^(new |default )?(part|body|bodies|solid|shape|component|object|feature|extrude|compound|assembly|model|none|null|unnamed|untitled|step|stp|product|manifold solid brep|open cascade .*|brep.*|pad|revolve)?[\s_\-.#()/\\|]*\d*[\s_\-.#()\d]*$/i;

export const saysNothing = (name: string): boolean => generic.test(name.trim());

function sizeOf(loop: ProfileLoop): [number, number] {
  if (loop.kind === "circle") return [2 * loop.radius, 2 * loop.radius];
  if (loop.kind === "ellipse") return [2 * Math.hypot(...loop.majorAxis), 2 * loop.minorRadius];
  const points = loop.segments.flatMap((s) => [s.start, s.end]);
  const span = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  return [span(points.map((p) => p[0])), span(points.map((p) => p[1]))];
}

const isThin = (a: number, b: number): boolean => Math.min(a, b) < 0.2 * Math.max(a, b);
