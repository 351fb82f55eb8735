/** The TShapes of a BRep text with everything that is written of them, kept as text where it needs no understanding. */

import type { Curve } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { type RawSurface, readCurve, readSurface } from "../brep/geometryText.js";
import { LocationTable } from "../brep/locations.js";
import { Scanner } from "../brep/scanner.js";

/** A use of a TShape: `sign` is its orientation, `shape` its index, `location` an entry of the table. */
export interface TextUse {
  readonly sign: string;
  readonly shape: number;
  readonly location: number;
}

export interface TextRecord {
  readonly type: string;
  /** The lines between the type and the flags. */
  readonly body: readonly string[];
  readonly flags: string;
  readonly uses: readonly TextUse[];
}

export interface BrepText {
  readonly locations: LocationTable;
  readonly curves: readonly Curve[];
  readonly surfaces: readonly RawSurface[];
  /** The section of curves in parameters, title and all. */
  readonly curves2d: string;
  readonly records: readonly TextRecord[];
  readonly root: TextUse;
}

export function readBrepText(text: string): BrepText {
  const scanner = new Scanner(text);
  const locations = LocationTable.read(scanner, scanner.section("Locations"));
  const curves = Array.from({ length: scanner.section("Curves") }, () => readCurve(scanner));
  const surfaces = Array.from({ length: scanner.section("Surfaces") }, () => readSurface(scanner));
  const count = scanner.section("TShapes");
  const lines = text
    .slice(text.indexOf("\nTShapes ") + 1)
    .trimEnd()
    .split("\n");
  const records: TextRecord[] = [];
  let at = 1;
  while (records.length < count) {
    const type = lines[at++];
    if (type === undefined) throw new UnbakeError("kernel", "BRep text ends early");
    const body: string[] = [];
    while (!/^[01]{7}$/.test(lines[at] ?? "0000000")) body.push(lines[at++] ?? "");
    const flags = lines[at++] ?? "";
    let uses = "";
    do uses += ` ${lines[at++] ?? "*"}`;
    while (!uses.endsWith("*"));
    records.push({ type, body, flags, uses: readUses(uses, count) });
  }
  const root = readUses(lines.slice(at).join(" "), count)[0];
  if (!root) throw new UnbakeError("kernel", "BRep text without a root");
  const curves2d = text.slice(text.indexOf("\nCurve2ds ") + 1, text.indexOf("\nCurves ") + 1);
  return { locations, curves, surfaces, curves2d, records, root };
}

/** Uses count TShapes from the end of the list. */
function readUses(text: string, count: number): TextUse[] {
  return [...text.matchAll(/([-+ie])(\d+) (\d+)/g)].map(([, sign = "+", number, location]) => ({
    sign,
    shape: count - Number(number),
    location: Number(location),
  }));
}
