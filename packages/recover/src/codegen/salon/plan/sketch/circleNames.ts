/** Names of the round holes of a drawing: the one in the middle is its bore, the others are holes, told apart by where they are. */
import { distance2, type Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { sameCoordinateMm } from "../../../../tolerances.js";
import { cuts } from "../../words.js";
import { plainName } from "./segmentNames.js";
import { capital, type PlaceWords, tellApart } from "./tellApart.js";

export interface RoundHole {
  readonly center: Vec2;
  readonly radius: number;
}

/** A name for each hole; `middle` is that of the outline. */
export function nameHoles(holes: readonly RoundHole[], middle: Vec2, words: PlaceWords): readonly string[] {
  const isBore = (hole: RoundHole): boolean => holes.length === 1 || distance2(hole.center, middle) < sameCoordinateMm;
  const sizes = [...new Set(holes.filter((hole) => !isBore(hole)).map(({ radius }) => keyOf(radius)))].sort(
    (a, b) => a - b,
  );
  const things = holes.map((hole) => ({
    name: isBore(hole) ? cuts.bore : sizeWord(sizes.indexOf(keyOf(hole.radius)), sizes.length),
    at: hole.center,
  }));
  return tellApart(things, words);
}

const keyOf = (radius: number): number => Math.round(radius / sameCoordinateMm);

/** Holes of two or three sizes have a word for it. */
function sizeWord(index: number, count: number): string {
  const noun = capital(cuts.hole);
  if (count === 2) return at(["small", "large"], index) + noun;
  if (count === 3) return at(["small", "middle", "large"], index) + noun;
  return cuts.hole;
}

/** "frontLeftLargeHole" -> "LargeHole": what holes of one size share. */
export const holeTitle = (name: string): string => {
  const [shared = capital(name)] = /(?:(?:small|middle|large)?hole|bore)$/i.exec(plainName(name)) ?? [];
  return capital(shared);
};
