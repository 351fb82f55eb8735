/** Names of the segments of a loop by the part they play in it. */
import { distance2, type Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Segment2 } from "../../../../model/types.js";
import { besideMiddleShare, sameCoordinateMm } from "../../../../tolerances.js";
import { runs as runWords, segments as segmentWords } from "../../words.js";
import { nameSections } from "./sectionNames.js";
import { capital, tellApart } from "./tellApart.js";

/** What the ends of the two sketch axes are called: front and back on XY, bottom and top on standing planes. */
export interface AxisWords {
  readonly left: string;
  readonly right: string;
  readonly bottom: string;
  readonly top: string;
  /** A half section: its segments are named by what is turned. */
  readonly turned?: true;
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
  turned: true,
};
/** Half sections whose axis lies along u. */
export const lyingMeridianWords: AxisWords = {
  left: "startFace",
  right: "endFace",
  bottom: "inside",
  top: "outside",
  turned: true,
};

/**
 * A name for each segment of a counterclockwise loop; those of holes begin with what the hole is called (`opening`). Sides of the box are called by where they are; what
 * lies between two of them is a notch in a side, a step at a corner, or the side itself.
 */
export function nameSegments(path: readonly Segment2[], words: AxisWords, opening?: string): readonly string[] {
  const inner = opening !== undefined;
  const sides = path.map((segment) => sideOf(path, segment, words));
  const radial = words.turned ? radialAxis(words) : undefined;
  const titled = radial === undefined ? nameRuns(path, sides, words, inner) : nameSections(path, { radial }, sides);
  return inner ? titled.map((name) => opening + capital(name)) : titled;
}

/** Along which axis of a half section radii are. */
const radialAxis = ({ left, right }: AxisWords): 0 | 1 => ([left, right].includes("outside") ? 0 : 1);

/** What a line is called that lies on the box of its loop. */
function sideOf(path: readonly Segment2[], s: Segment2, words: AxisWords): string | undefined {
  if (s.kind !== "line") return undefined;
  const near = (a: number, b: number): boolean => Math.abs(a - b) < sameCoordinateMm;
  const points = path.flatMap((other) => [other.start, other.end]);
  if (near(s.start[1], s.end[1])) {
    const [low, high] = range(points.map((p) => p[1]));
    return near(s.start[1], low) ? words.bottom : near(s.start[1], high) ? words.top : undefined;
  }
  if (!near(s.start[0], s.end[0])) return undefined;
  const [low, high] = range(points.map((p) => p[0]));
  return near(s.start[0], low) ? words.left : near(s.start[0], high) ? words.right : undefined;
}

/** Segments that follow each other between two sides. */
interface Run {
  readonly indices: readonly number[];
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

function nameRuns(
  path: readonly Segment2[],
  sides: readonly (string | undefined)[],
  words: AxisWords,
  inner: boolean,
): readonly string[] {
  const runs = runsOf(sides);
  const middles = path.map(({ start, end }): Vec2 => [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2]);
  const titles = tellApart(
    runs.map((run) => ({
      name: runTitle(run, words, inner),
      at: at(middles, at(run.indices, run.indices.length >> 1)),
    })),
    words,
  );
  const pieces = (side: string): number => sides.filter((other) => other === side).length;
  const named = path.map((segment, i): string => {
    const side = sides[i];
    if (side !== undefined) return pieces(side) > 1 ? `${side}Land` : side;
    const whole = wholeName(path, i, sides, words);
    if (whole !== undefined) return whole;
    const r = runs.findIndex((run) => run.indices.includes(i));
    return segmentName(path, segment, at(runs, r), at(titles, r), words);
  });
  return tellApart(
    named.map((name, i) => ({ name, at: at(middles, i) })),
    words,
  );
}

/** The runs of segments without a side; the whole loop where there is none. */
function runsOf(sides: readonly (string | undefined)[]): readonly Run[] {
  const n = sides.length;
  const begin = sides.findIndex((side) => side !== undefined);
  if (begin < 0) return [{ indices: [...sides.keys()] }];
  const runs: Run[] = [];
  let open: number[] = [];
  let before = sides[begin];
  for (let k = 1; k <= n; k++) {
    const i = (begin + k) % n;
    const side = sides[i];
    if (side === undefined) open.push(i);
    else {
      if (open.length > 0) runs.push({ indices: open, before, after: side });
      open = [];
      before = side;
    }
  }
  return runs;
}

/** What a run is: counterclockwise from the side before it to the side after it. */
function runTitle({ before, after }: Run, words: AxisWords, inner: boolean): string {
  if (before === undefined || after === undefined) return "";
  if (before === after) return before + capital(inner ? runWords.lug : runWords.notch);
  const level = [before, after].find((word) => word === words.bottom || word === words.top);
  const upright = [before, after].find((word) => word === words.left || word === words.right);
  if (level && upright) return level + capital(upright) + capital(runWords.step);
  // Between opposite sides: the side that has no straight piece on the box.
  if (before === words.bottom) return words.right;
  if (before === words.top) return words.left;
  return before === words.left ? words.bottom : words.top;
}

/** A segment that is all there is between two sides: a corner, or the round end of a slot. */
function wholeName(
  path: readonly Segment2[],
  i: number,
  sides: readonly (string | undefined)[],
  words: AxisWords,
): string | undefined {
  const s = at(path, i);
  const n = path.length;
  const [a, b] = [sides[(i + n - 1) % n], sides[(i + 1) % n]];
  if (!a || !b || a === b) return undefined;
  const corner = cornerOf(a, b, words);
  if (corner) return corner;
  if (s.kind !== "arc") return undefined;
  // Half a circle between opposite sides is the end of a slot.
  const half = Math.abs(distance2(s.start, s.end) - 2 * distance2(s.center, s.start)) < sameCoordinateMm;
  if (!half) return undefined;
  const axis = [a, b].every((word) => [words.bottom, words.top].includes(word)) ? 0 : 1;
  const [low, high] = range(path.flatMap((other) => [other.start[axis], other.end[axis]]));
  return endName(s, words, axis, (low + high) / 2);
}

/** A segment by what it does in its run; alone in it, by the run. */
function segmentName(path: readonly Segment2[], s: Segment2, run: Run, title: string, words: AxisWords): string {
  if (run.indices.length === 1 && title !== "") return title;
  const role = roleOf(path, s, run, words);
  return title === "" ? role.charAt(0).toLowerCase() + role.slice(1) : title + role;
}

function roleOf(path: readonly Segment2[], s: Segment2, run: Run, words: AxisWords): string {
  if (s.kind !== "line") return segmentWords.fillet;
  const flat = Math.abs(s.start[1] - s.end[1]) < sameCoordinateMm;
  if (!flat && Math.abs(s.start[0] - s.end[0]) > sameCoordinateMm) return segmentWords.flank;
  const onUpright = run.before === run.after && (run.before === words.left || run.before === words.right);
  const axis = onUpright ? 0 : 1;
  if (flat === onUpright) return segmentWords.wall;
  // Of the segments along the side, those at the bottom of the notch are its floor.
  const depths = run.indices.map((i) => at(path, i)).flatMap((other) => [other.start[axis], other.end[axis]]);
  const fromLow = run.before === words.left || run.before === words.bottom;
  const deepest = fromLow ? Math.max(...depths) : Math.min(...depths);
  const isFloor = run.before !== run.after || Math.abs(s.start[axis] - deepest) < sameCoordinateMm;
  return isFloor ? segmentWords.floor : segmentWords.lip;
}

/** The corner between two neighbouring sides: "frontLeft". */
function cornerOf(a: string, b: string, words: AxisWords): string | undefined {
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

export { capital } from "./tellApart.js";

/** "innerFlankB" -> "innerFlank": what a size is called that several segments of a drawing have. */
export const plainName = (name: string): string => name.replace(/(?<=[a-z])[A-Z][a-z]?$|\d+$/, "");
