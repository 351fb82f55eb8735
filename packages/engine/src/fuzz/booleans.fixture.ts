/** Pairs of random bodies as programs, with the programs of their union, difference and intersection. */
import type { Random } from "./random.fixture.js";

/** On a grid planes coincide and edges touch; off it they do not. */
function number(random: Random, low: number, high: number): number {
  const value = low + random.next() * (high - low);
  return random.chance(0.7) ? Math.round(value) : Math.round(value * 1000) / 1000;
}

const size = (random: Random): number => Math.max(1, number(random, 1, 10));

function profile(random: Random): string {
  const at = `[${number(random, -5, 5)}, ${number(random, -5, 5)}]`;
  switch (random.below(4)) {
    case 0:
      return `rectangle(center = ${at}, width = ${size(random)}, height = ${size(random)})`;
    case 1:
      return `circle(center = ${at}, radius = ${size(random)})`;
    case 2:
      return `polygon(center = ${at}, radius = ${size(random)}, numSides = ${3 + random.below(6)})`;
    default:
      return `startProfile(at = ${at}) |> line(end = [${size(random)}, ${number(random, -1, 1)}]) |> line(end = [${number(random, -1, 2)}, ${size(random)}]) |> close()`;
  }
}

function solid(random: Random): string {
  const plane = random.pick(["XY", "XZ", "YZ"]);
  const on = `offsetPlane(${plane}, offset = ${number(random, -5, 5)})`;
  if (random.chance(0.15)) {
    const far = size(random);
    return `startSketchOn(${plane}) |> startProfile(at = [${far}, 0]) |> xLine(length = ${size(random)}) |> yLine(length = ${size(random)}) |> close() |> revolve(axis = Y, angle = ${random.pick([90, 180, 270, 360])}deg)`;
  }
  return `startSketchOn(${on}) |> ${profile(random)} |> extrude(length = ${random.chance(0.2) ? "-" : ""}${size(random)}${random.chance(0.2) ? ", symmetric = true" : ""})`;
}

function turn(random: Random): string {
  if (random.chance(0.6)) return "";
  const angle = random.chance(0.5) ? 90 * random.below(4) : number(random, -180, 180);
  return ` |> rotate(axis = [${random.below(2)}, ${random.below(2)}, 1], angle = ${angle}deg)`;
}

/** The programs whose volumes must balance. */
export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly union: string;
  readonly difference: string;
  readonly common: string;
}

export function pairOf(random: Random): Pair {
  const a = `a = ${solid(random)}${turn(random)}\n`;
  const b = `b = ${solid(random)}${turn(random)}\n`;
  return {
    a,
    b,
    union: `${a}${b}u = union([a, b])\n`,
    difference: `${a}${b}u = subtract(a, tools = b)\n`,
    common: `${a}${b}u = intersect([a, b])\n`,
  };
}
