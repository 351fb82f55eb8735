/** Names of the segments of a loop by the part they play in it. */
import { distance2 } from "@unbake/geometry";
import type { Segment2 } from "../../../../model/types.js";
import { besideMiddleShare, sameCoordinateMm } from "../../../../tolerances.js";

/** What the ends of the two sketch axes are called: front and back on XY, bottom and top on standing planes. */
export interface AxisWords {
  readonly left: string;
  readonly right: string;
  readonly bottom: string;
  readonly top: string;
  /** Lines inside the outline: along the first axis, along the second, neither. */
  readonly level?: string;
  readonly upright?: string;
  readonly slanted?: string;
}

export const flatWords: AxisWords = { left: "left", right: "right", bottom: "front", top: "back" };
export const standingWords: AxisWords = { left: "left", right: "right", bottom: "bottom", top: "top" };
/** Seen along +x (plane YZ), what is left is the front of the part. */
export const sideWords: AxisWords = { left: "front", right: "back", bottom: "bottom", top: "top" };
/** Half sections: u is the radius, v the axis. */
export const meridianWords: AxisWords = {
  left: "inside",
  right: "outside",
  bottom: "startFace",
  top: "endFace",
  level: "shoulder",
  upright: "seat",
  slanted: "taper",
};
/** Half sections whose axis lies along u. */
export const lyingMeridianWords: AxisWords = {
  left: "startFace",
  right: "endFace",
  bottom: "inside",
  top: "outside",
  level: "seat",
  upright: "shoulder",
  slanted: "taper",
};

/** A name for each segment of a counterclockwise loop, not yet unique; those of holes begin with "inner". */
export function nameSegments(path: readonly Segment2[], words: AxisWords, inner: boolean): readonly string[] {
  const points = path.flatMap((s) => [s.start, s.end]);
  const [x0, x1] = range(points.map((p) => p[0]));
  const [y0, y1] = range(points.map((p) => p[1]));
  const near = (a: number, b: number): boolean => Math.abs(a - b) < sameCoordinateMm;
  const side = (s: Segment2): string | undefined => {
    if (s.kind !== "line") return undefined;
    if (near(s.start[1], s.end[1]))
      return near(s.start[1], y0) ? words.bottom : near(s.start[1], y1) ? words.top : undefined;
    if (near(s.start[0], s.end[0]))
      return near(s.start[0], x0) ? words.left : near(s.start[0], x1) ? words.right : undefined;
    return undefined;
  };
  const { level: levelWord = "ledge", upright = "riser", slanted = "slope" } = words;
  const titled = path.map((s, i): string => {
    const own = side(s);
    if (own) return own;
    if (s.kind === "line") {
      const corner = words.level ? undefined : cornerOf(path, i, side, words);
      if (corner) return corner;
      if (near(s.start[1], s.end[1])) return levelWord;
      return near(s.start[0], s.end[0]) ? upright : slanted;
    }
    const before = path[(i + path.length - 1) % path.length];
    const after = path[(i + 1) % path.length];
    const [a, b] = [before && side(before), after && side(after)];
    if (words.level) return s.kind === "arc" && s.ccw ? "round" : "hollow";
    if (a && b && a !== b && s.kind === "arc") {
      const corner = cornerOf(path, i, side, words);
      if (corner) return corner;
      // Half a circle between opposite sides is the end of a slot.
      const half = Math.abs(distance2(s.start, s.end) - 2 * distance2(s.center, s.start)) < sameCoordinateMm;
      if (half) {
        const level = [a, b].every((word) => [words.bottom, words.top].includes(word));
        return level ? endName(s, words, 0, (x0 + x1) / 2) : endName(s, words, 1, (y0 + y1) / 2);
      }
    }
    return s.kind === "arc" && s.ccw ? "round" : "hollow";
  });
  return inner ? titled.map((name) => `inner${capital(name)}`) : titled;
}

/** The corner that a segment between two neighbouring sides stands in: "frontLeft". */
function cornerOf(
  path: readonly Segment2[],
  i: number,
  side: (s: Segment2) => string | undefined,
  words: AxisWords,
): string | undefined {
  const [before, after] = [path[(i + path.length - 1) % path.length], path[(i + 1) % path.length]];
  const [a, b] = [before && side(before), after && side(after)];
  const level = [a, b].find((word) => word === words.bottom || word === words.top);
  const upright = [a, b].find((word) => word === words.left || word === words.right);
  return level && upright ? level + capital(upright) : undefined;
}

/** An arc that joins two opposite sides: the end of a slot. */
function endName(arc: Extract<Segment2, { kind: "arc" }>, words: AxisWords, axis: 0 | 1, middle: number): string {
  const low = axis === 0 ? words.left : words.bottom;
  const high = axis === 0 ? words.right : words.top;
  return `${arc.center[axis] + distance2(arc.center, arc.start) * besideMiddleShare < middle ? low : high}End`;
}

const range = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** "innerLedge2" -> "innerLedge": numbers of a drawing say nothing in a parameter. */
export const plainName = (name: string): string => name.replace(/\d+$/, "");
