/**
 * A BRep text made easier to mesh. OpenCASCADE's mesher gives faces up for numerical noise that is far below every
 * tolerance: a straight parameter curve that leaves its direction by 1e-15, a vertex whose tolerance swallows the
 * edges around it. The result has the same structure (so the same ids) and the same curves and surfaces; it is for
 * meshing only, since tolerances may become too small for the parameter curves.
 */

import type { Curve } from "@unbake/geometry";
import { distance3, evaluateCurve, transformCurve } from "@unbake/geometry";
import { harmlessMm, noise } from "../tolerances.js";
import { readCurve } from "./geometryText.js";
import { LocationTable } from "./locations.js";
import { Scanner } from "./scanner.js";
import { readShapes, type ShapeRecordText } from "./shapesText.js";

/** The text with straight parameter curves rid of noise, and vertex tolerances cut to what the edges' ends need. */
export function cleanForMeshing(text: string): string {
  return shrinkVertices(straighten(text));
}

/** Snaps tiny components in the lines "1 px py dx dy" of the section of parameter curves. */
function straighten(text: string): string {
  const start = text.indexOf("\nCurve2ds ");
  const end = text.indexOf("\nCurves ", start);
  if (start < 0 || end < 0) return text;
  const lines = text.slice(start, end).split("\n");
  const snapped = lines.map((line) => {
    const words = line.trimEnd().split(" ");
    if (words.length !== 5 || words[0] !== "1") return line;
    return `1 ${words
      .slice(1)
      .map((word) => (Math.abs(Number(word)) < noise ? "0" : word))
      .join(" ")} `;
  });
  return text.slice(0, start) + snapped.join("\n") + text.slice(end);
}

function shrinkVertices(text: string): string {
  const needed = neededTolerances(text);
  const start = text.indexOf("\nTShapes ");
  // Records appear in the order of their numbers, so the n-th "Ve" line belongs to the n-th vertex record.
  const lines = text.slice(start).split("\n");
  let vertex = 0;
  lines.forEach((line, i) => {
    if (line !== "Ve") return;
    const least = needed[vertex++];
    if (least !== undefined) lines[i + 1] = `${least}`;
  });
  return text.slice(0, start) + lines.join("\n");
}

/** For each vertex record: the tolerance that reaches the ends of its edges, or undefined where nothing is to be changed. */
function neededTolerances(text: string): (number | undefined)[] {
  const scanner = new Scanner(text);
  const locations = LocationTable.read(scanner, scanner.section("Locations"));
  const curveCount = scanner.section("Curves");
  const curves = Array.from({ length: curveCount }, () => readCurve(scanner));
  scanner.section("Surfaces");
  const { records } = readShapes(scanner, scanner.section("TShapes"));
  const gaps = new Map<number, number>();
  for (const record of records) {
    if (record.type !== "Ed" || record.curve === 0 || record.degenerate) continue;
    const place = locations.at(record.location);
    const base = curves[record.curve - 1];
    if (!base) continue;
    const curve: Curve = place.identity ? base : transformCurve(place.matrix, base);
    for (const use of record.uses) {
      const vertex = records[use.shape];
      if (vertex?.type !== "Ve" || use.location !== 0 || use.orientation === "internal") continue;
      const end = evaluateCurve(curve, record.range[use.orientation === "forward" ? 0 : 1]);
      const [gap, known] = [distance3(end, vertex.point), gaps.get(use.shape)];
      gaps.set(use.shape, known === undefined ? gap : Math.max(known, gap));
    }
  }
  return records.flatMap((record: ShapeRecordText, i) => {
    if (record.type !== "Ve") return [];
    const gap = gaps.get(i);
    const least = gap === undefined ? undefined : Math.max(harmlessMm, 1.5 * gap);
    return [least !== undefined && least < record.tolerance ? least : undefined];
  });
}
