/** Looks over a BRep text that somebody else wrote, before the kernel reads it: OpenCASCADE's reader trusts its counts. */
import { UnbakeError } from "@unbake/ground";
import { readCurve, readSurface } from "./geometryText.js";
import { LocationTable } from "./locations.js";
import { Scanner } from "./scanner.js";
import { readShapes, type ShapeRecordText, type ShapeUse } from "./shapesText.js";
import { isSimilarity } from "./similarity.js";

/** A section of a text cannot have more entries than the text has bytes. */
const sections = [
  "Locations",
  "Curve2ds",
  "Curves",
  "Polygon3D",
  "PolygonOnTriangulations",
  "Surfaces",
  "Triangulations",
  "TShapes",
];

/**
 * The version line of the text ("CASCADE Topology V1, ...").
 * @throws unsupported_content for the binary form, and for a location that distorts what it places; truncated when a section is missing or the text ends early; syntax.
 */
export function checkBrepText(text: string): string {
  const version = /^(?:Open )?CASCADE Topology V\d[^\n]*/m.exec(text)?.[0];
  if (version === undefined || version.startsWith("Open")) {
    throw new UnbakeError("unsupported_content", "a binary BRep file; the text form is read");
  }
  const missing = sections.find((title) => !text.includes(`\n${title} `));
  if (missing !== undefined) throw new UnbakeError("truncated", `the section ${missing} is missing`);
  try {
    const scanner = new Scanner(text);
    const locations = LocationTable.read(scanner, scanner.section("Locations"));
    for (let left = scanner.section("Curves"); left > 0; left--) readCurve(scanner);
    for (let left = scanner.section("Surfaces"); left > 0; left--) readSurface(scanner);
    const { records, root } = readShapes(scanner, scanner.section("TShapes"), version.includes("Topology V2"));
    checkLocations(locations, records, root);
  } catch (error) {
    // Counts that make no sense are ranges out of bounds.
    if (error instanceof RangeError) throw new UnbakeError("syntax", `BRep text: ${error.message}`, { cause: error });
    if (!(error instanceof UnbakeError)) throw error;
    if (error.code !== "kernel") throw error;
    const ended = error.detail.includes("ends early");
    throw new UnbakeError(ended ? "truncated" : "syntax", error.detail, { cause: error });
  }
  return version.trim();
}

/** OpenCASCADE would make the nearest scaled turn of a location that is none, and so another shape. */
function checkLocations(locations: LocationTable, records: readonly ShapeRecordText[], root: ShapeUse): void {
  const used = new Set([root.location]);
  for (const record of records) {
    for (const { location } of record.uses) used.add(location);
    if (record.type === "Ed" || record.type === "Fa") used.add(record.location);
  }
  for (const index of used) {
    for (const { datum, matrix } of locations.elements(index)) {
      if (isSimilarity(matrix)) continue;
      throw new UnbakeError("unsupported_content", `location ${datum} of the BRep text distorts what it places`);
    }
  }
}
