/** The TShapes of a BRep text: records with references to geometry and to each other. */

import type { Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Scanner } from "./scanner.js";

export type Orientation = "forward" | "reversed" | "internal" | "external";

/** A use of a TShape: `shape` indexes the list of TShapes, `location` the table of locations (0: none). */
export interface ShapeUse {
  readonly shape: number;
  readonly location: number;
  readonly orientation: Orientation;
}

interface Common {
  readonly uses: readonly ShapeUse[];
}

interface VertexRecord extends Common {
  readonly type: "Ve";
  readonly tolerance: number;
  readonly point: Vec3;
}

export interface EdgeRecord extends Common {
  readonly type: "Ed";
  readonly tolerance: number;
  readonly degenerate: boolean;
  /** Index of the curve from 1; 0 without one. */
  readonly curve: number;
  readonly location: number;
  readonly range: readonly [number, number];
}

export interface FaceRecord extends Common {
  readonly type: "Fa";
  readonly tolerance: number;
  readonly surface: number;
  readonly location: number;
}

interface GroupRecord extends Common {
  readonly type: "Wi" | "Sh" | "So" | "CS" | "Co";
}

export type ShapeRecordText = VertexRecord | EdgeRecord | FaceRecord | GroupRecord;

/**
 * Reads `count` TShapes and the use of the root that follows them. `endPoints`: curves on surfaces have a line with their ends in parameters
 * behind them, as version 2 of the text writes them.
 */
export function readShapes(
  text: Scanner,
  count: number,
  endPoints = false,
): { readonly records: ShapeRecordText[]; root: ShapeUse } {
  const records: ShapeRecordText[] = [];
  for (let i = 0; i < count; i++) records.push(readShape(text, count, endPoints));
  const root = readUse(text, text.word(), count);
  return { records, root };
}

function readShape(text: Scanner, count: number, endPoints: boolean): ShapeRecordText {
  const type = text.word();
  switch (type) {
    case "Ve": {
      const tolerance = text.number();
      const point: Vec3 = [text.number(), text.number(), text.number()];
      skipPointRepresentations(text);
      return { type, tolerance, point, uses: readUses(text, count) };
    }
    case "Ed": {
      const tolerance = text.number();
      text.number();
      text.number();
      const degenerate = text.number() === 1;
      const curve = readCurveRepresentation(text, endPoints);
      return { type, tolerance, degenerate, ...curve, uses: readUses(text, count) };
    }
    case "Fa": {
      text.number();
      const tolerance = text.number();
      const surface = text.number();
      const location = text.number();
      text.skipLine();
      return { type, tolerance, surface, location, uses: readUses(text, count) };
    }
    case "Wi":
    case "Sh":
    case "So":
    case "CS":
    case "Co":
      return { type, uses: readUses(text, count) };
    default:
      throw new UnbakeError("kernel", `BRep text: unknown shape type "${type}"`);
  }
}

/** Points on curves and surfaces: a parameter, a kind, indices; a line "0 0" ends them. */
function skipPointRepresentations(text: Scanner): void {
  for (;;) {
    text.number();
    if (text.number() === 0) return;
    text.skipLine();
  }
}

/** Keeps the 3D curve of an edge (kind 1) and passes over its curves on surfaces, polygons and continuities. */
function readCurveRepresentation(text: Scanner, endPoints: boolean): Pick<EdgeRecord, "curve" | "location" | "range"> {
  let found: Pick<EdgeRecord, "curve" | "location" | "range"> = { curve: 0, location: 0, range: [0, 0] };
  for (;;) {
    const kind = text.number();
    if (kind === 0) return found;
    if (kind === 1) {
      found = { curve: text.number(), location: text.number(), range: [text.number(), text.number()] };
    }
    text.skipLine();
    if (endPoints && (kind === 2 || kind === 3)) text.skipLine();
  }
}

/** Seven flags, then uses up to "*". A face's triangulation ("2 n") may stand before the flags. */
function readUses(text: Scanner, count: number): ShapeUse[] {
  let flags = text.word();
  while (flags.length !== 7) {
    text.skipLine();
    flags = text.word();
  }
  const uses: ShapeUse[] = [];
  for (;;) {
    const word = text.word();
    if (word === "*") return uses;
    uses.push(readUse(text, word, count));
  }
}

const orientations: Record<string, Orientation> = { "+": "forward", "-": "reversed", i: "internal", e: "external" };

/** Uses count TShapes from the end of the list. */
function readUse(text: Scanner, word: string, count: number): ShapeUse {
  const orientation = orientations[word.charAt(0)];
  const number = Number(word.slice(1));
  if (!orientation || !(number >= 1 && number <= count)) {
    throw new UnbakeError("kernel", `BRep text: bad reference "${word}"`);
  }
  return { shape: count - number, location: text.number(), orientation };
}

/** How a child lies in its parent's parent (TopAbs::Compose). */
export function composeOrientations(parent: Orientation, child: Orientation): Orientation {
  if (parent === "internal" || parent === "external") return parent;
  if (parent === "forward") return child;
  if (child === "forward") return "reversed";
  if (child === "reversed") return "forward";
  return child;
}
