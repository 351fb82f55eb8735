/** Names that KCL accepts: identifiers, comments and strings from whatever a file calls its things. */
import { addTo, countOf } from "@unbake/ground";

/** Words of the language and names that mean something in every program; none may be used for a value of ours. */
const reserved = new Set(
  `as assert assertIs array bool center close const cos else E enum export fail false fn for from hole if import in let
  loft mod nil none null number offset_plane Origin ORIGIN PI point record region return scale self sin sketch start
  string struct tan TAU true type union use using var while
  END START X XY XZ Y YZ Z NEW MERGE CCW CW SURFACE SOLID
  abs acos angle angledLine appearance arc asin atan atan2 bezierCurve blend ceil chamfer circle clone coincident concat
  conic controlPointSpline count delete deleteFace diameter distance ellipse elliptic equalLength equalRadius extrude faceOf
  fillet floor getCommonEdge getNextAdjacentEdge getOppositeEdge getPreviousAdjacentEdge helix hide hollow horizontal
  horizontalDistance intersect line map max midpoint min mirror2d mirror3d offsetPlane parallel parabolic patternCircular2d
  patternCircular3d patternLinear2d patternLinear3d patternTransform perpendicular planeOf polygon pop pow profileStart push
  radius rectangle reduce rem revolve rotate round segAng segEnd segLen segStart shell slice solid split sqrt startProfile
  startSketchOn subtract subtract2d sweep symmetric tangent tangentialArc translate units vector vertical verticalDistance
  xLine yLine mm cm m ft yd inch deg rad gear gdt math prelude solver std sketch2d transform turns types runtime`.split(
    /\s+/,
  ),
);

export const isReserved = (name: string): boolean => reserved.has(name);

/**
 * A lowerCamelCase identifier made of the letters and digits of `raw` ("Plate, 5 mm (left)" -> "plate5MmLeft"), at most
 * `limit` characters; `fallback` when nothing is left. Accents are dropped, other scripts have no form in it.
 */
export function identifier(raw: string, fallback: string, limit = 32): string {
  const words = raw
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word.length > 0);
  let name = "";
  for (const word of words) {
    const next = name === "" ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
    if (name.length + next.length > limit) break;
    name += next;
  }
  if (name === "" && words[0]) name = words[0].toLowerCase().slice(0, limit);
  if (name === "") return fallback;
  // The linter takes a letter after a digit for the beginning of a word.
  name = name.replace(/(\d)([a-z])/g, (_, digit: string, letter: string) => digit + letter.toUpperCase());
  if (!/^[a-z]/.test(name)) name = `${fallback}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return isReserved(name) ? `${name}Blank` : name;
}

export interface Names {
  /** `base` itself the first time, then what `again` says (base2, base3, ...); for a word of the language baseBlank ("angleBlank", the blank of an angle). */
  unique(base: string): string;
  /** Whether the name is given. */
  has(name: string): boolean;
  /** kind001, kind002, ... */
  numbered(kind: string): string;
}

/** What something is called the nth time that its name is asked for. */
export type Again = (base: string, n: number) => string;

/** Names of one program: none is given twice. */
export function createNames(again: Again = (base, n) => `${base}${n}`): Names {
  const taken = new Set<string>();
  const counters = new Map<string, number>();
  const take = (name: string): string => {
    taken.add(name);
    return name;
  };
  return {
    has: (name) => taken.has(name) || isReserved(name),
    unique(wanted) {
      const base = isReserved(wanted) ? `${wanted}Blank` : wanted;
      if (!taken.has(base)) return take(base);
      for (let i = 2; ; i++) {
        const name = again(base, i);
        if (!taken.has(name)) return take(name);
      }
    },
    numbered(kind) {
      for (;;) {
        addTo(counters, kind);
        const next = countOf(counters, kind);
        const name = `${kind}${String(next).padStart(3, "0")}`;
        if (!taken.has(name)) return take(name);
      }
    },
  };
}

/** One line of a comment: control characters and line breaks become spaces, at most `limit` characters; never empty. */
export function commentText(raw: string, limit = 100): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: names in files do hold control characters
  const line = raw.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, " ").trim();
  const cut = Array.from(line).slice(0, limit).join("").trim();
  return cut === "" ? "unnamed" : cut;
}
