/** Colours of solids and faces, from STYLED_ITEMs (ISO 10303-46). */
import { isOf, refsOf, typeOf } from "./query.js";
import type { Part21 } from "./types.js";
import { argumentsOf, asNumber, asRef, asText } from "./values.js";

/** sRGB, 0 to 255. */
export type Rgb = readonly [number, number, number];

const named: Readonly<Record<string, Rgb>> = {
  red: [255, 0, 0],
  green: [0, 255, 0],
  blue: [0, 0, 255],
  yellow: [255, 255, 0],
  magenta: [255, 0, 255],
  cyan: [0, 255, 255],
  black: [0, 0, 0],
  white: [255, 255, 255],
};

/** From a style assignment to a colour are six steps at most; a cycle would go on. */
const maxStyleSteps = 10;

/** Styles of lines and points are not the colour of a body. */
const otherStyles = /^(CURVE_STYLE|POINT_STYLE|TEXT_STYLE|SYMBOL_STYLE|CURVE_STYLE_FONT)/;

/** The colour of each styled instance: solids, shells, faces, representations. An over-riding style wins over a plain one. */
export function readColors(file: Part21): ReadonlyMap<number, Rgb> {
  const colors = new Map<number, Rgb>();
  const assignmentColors = new Map<number, Rgb | undefined>();
  const colorOf = (assignment: number): Rgb | undefined => {
    if (!assignmentColors.has(assignment)) assignmentColors.set(assignment, findColor(file, assignment, 0));
    return assignmentColors.get(assignment);
  };
  const apply = (styled: number): void => {
    const args = argumentsOf(file, styled, "STYLED_ITEM");
    const item = asRef(file, args?.[2]);
    if (item === undefined) return;
    for (const ref of refsOf(file, styled)) {
      if (ref === item || !isStyleAssignment(typeOf(file, ref))) continue;
      const color = colorOf(ref);
      if (color !== undefined) colors.set(item, color);
    }
  };
  const all = file.instancesOf("STYLED_ITEM");
  for (const styled of all) apply(styled);
  // Context-dependent styles (of one instance in an assembly) say nothing about the part.
  for (const styled of file.instancesOf("OVER_RIDING_STYLED_ITEM")) apply(styled);
  return colors;
}

function isStyleAssignment(type: string): boolean {
  return type === "PRESENTATION_STYLE_ASSIGNMENT" || type === "PRESENTATION_STYLE_BY_CONTEXT";
}

function findColor(file: Part21, index: number, steps: number): Rgb | undefined {
  if (steps > maxStyleSteps) return undefined;
  const type = typeOf(file, index);
  if (otherStyles.test(type)) return undefined;
  if (isOf(file, index, "COLOUR_RGB")) {
    const args = argumentsOf(file, index, "COLOUR_RGB") ?? [];
    const [r, g, b] = args.slice(-3).map((value) => asNumber(value));
    return r === undefined || g === undefined || b === undefined ? undefined : [channel(r), channel(g), channel(b)];
  }
  if (type.includes("PRE_DEFINED_COLOUR")) return named[asText(argumentsOf(file, index)?.[0]).trim().toLowerCase()];
  for (const ref of refsOf(file, index)) {
    const color = findColor(file, ref, steps + 1);
    if (color !== undefined) return color;
  }
  return undefined;
}

function channel(value: number): number {
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}

/**
 * The colour of a solid: its own; else that of a shell; else that which most of its faces have, when they have one; else
 * that of the representation that holds it.
 */
export function solidColor(
  colors: ReadonlyMap<number, Rgb>,
  solid: number,
  shells: readonly number[],
  faces: readonly number[],
  representation: number,
): Rgb | undefined {
  for (const item of [solid, ...shells]) {
    const color = colors.get(item);
    if (color !== undefined) return color;
  }
  const counts = new Map<string, { color: Rgb; count: number }>();
  for (const face of faces) {
    const color = colors.get(face);
    if (color === undefined) continue;
    const entry = counts.get(color.join()) ?? { color, count: 0 };
    counts.set(color.join(), { color, count: entry.count + 1 });
  }
  const most = [...counts.values()].reduce<{ color: Rgb; count: number } | undefined>(
    (best, entry) => (best === undefined || entry.count > best.count ? entry : best),
    undefined,
  );
  return most?.color ?? colors.get(representation);
}
