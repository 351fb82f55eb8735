/** What a feature is called, by its role and its shape. */

import type {
  ExtrudeNode,
  HoleNode,
  LoftNode,
  Node,
  PatternNode,
  ProfileLoop,
  RevolveNode,
  SweepNode,
} from "../../../../model/types.js";
import { sameCoordinateMm } from "../../../../tolerances.js";
import { identifier } from "../../../kcl/names.js";

export type Purpose = "base" | "addition" | "cut";
/** A node without nodes below it. */
export type Shape = ExtrudeNode | RevolveNode | SweepNode | LoftNode | HoleNode;

/** A noun in lowerCamelCase: the role that recovery gave, else what the shape looks like. */
export function nounOf(node: Shape, purpose: Purpose): string {
  if (node.role) return identifier(node.role, "feature", 20);
  switch (node.type) {
    case "hole":
      if (node.entry.kind === "counterbore") return "counterbore";
      if (node.entry.kind === "countersink") return "countersink";
      return node.through ? "hole" : "blindHole";
    case "sweep":
      return purpose === "cut" ? "channel" : "pipe";
    case "loft":
      return purpose === "cut" ? "funnel" : "transition";
    case "revolve":
      return revolveNoun(node, purpose);
    case "extrude":
      return extrudeNoun(node, purpose);
  }
}

function extrudeNoun(node: ExtrudeNode, purpose: Purpose): string {
  const { outer, holes } = node.profile;
  const [width, height] = sizeOf(outer);
  const length = node.to - node.from;
  const round = outer.kind === "circle";
  if (purpose === "cut") {
    const open = node.overrunStart > 0 && node.overrunEnd > 0;
    if (round) return open ? "bore" : "recess";
    if (isSlot(outer)) return "slot";
    return open ? "cutout" : "pocket";
  }
  if (purpose === "addition") return round ? "boss" : isThin(width, height) ? "rib" : "pad";
  if (round) return holes.some((hole) => hole.kind === "circle") ? "ring" : length < width ? "disc" : "cylinder";
  const short = Math.min(width, height);
  if (isRectangle(outer))
    return length < 0.5 * short ? "plate" : length > 3 * Math.max(width, height) ? "bar" : "block";
  return length < 0.25 * short ? "plate" : "body";
}

function revolveNoun(node: RevolveNode, purpose: Purpose): string {
  const { outer } = node.profile;
  const points = outer.kind === "path" ? outer.segments.flatMap((s) => [s.start, s.end]) : [];
  const touches = points.some((p) => Math.abs(p[0]) < sameCoordinateMm);
  const [, axial] = sizeOf(outer);
  const radial = Math.max(...points.map((p) => p[0]), 0);
  if (purpose === "cut") return touches ? "bore" : "groove";
  if (purpose === "addition") return touches ? "spigot" : "collar";
  if (outer.kind === "circle") return "torus";
  if (!touches) return axial > 2 * radial ? "tube" : "ring";
  return axial > 2 * radial ? "shaft" : "disc";
}

/** Several of a thing: "boltHole" -> "boltHoles", "boss" -> "bosses". */
export const pluralOf = (noun: string): string => (/(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`);

/** The shape at the bottom of a tree. */
export function rootShape(node: Node): Shape {
  switch (node.type) {
    case "boolean":
    case "fillet":
    case "chamfer":
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

/** Four sides in two directions, corners rounded or not. */
function isRectangle(loop: ProfileLoop): boolean {
  if (loop.kind !== "path") return false;
  const lines = loop.segments.filter((s) => s.kind === "line");
  if (lines.length !== 4 || loop.segments.some((s) => s.kind !== "line" && s.kind !== "arc")) return false;
  return lines.every(
    (s) => Math.abs(s.start[0] - s.end[0]) < sameCoordinateMm || Math.abs(s.start[1] - s.end[1]) < sameCoordinateMm,
  );
}

/** Two equal parallel lines joined by half circles. */
function isSlot(loop: ProfileLoop): boolean {
  if (loop.kind !== "path" || loop.segments.length !== 4) return false;
  return (
    loop.segments.filter((s) => s.kind === "line").length === 2 &&
    loop.segments.filter((s) => s.kind === "arc").length === 2
  );
}
