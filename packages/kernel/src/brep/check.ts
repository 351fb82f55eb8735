/** Looks over a BRep text that somebody else wrote, before the kernel reads it: OpenCASCADE's reader trusts its counts. */
import { UnbakeError } from "../errors.js";
import { readCurve, readSurface } from "./geometryText.js";
import { LocationTable } from "./locations.js";
import { Scanner } from "./scanner.js";
import { readShapes } from "./shapesText.js";

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
 * @throws unsupported_content for the binary form; truncated when a section is missing or the text ends early; syntax.
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
    LocationTable.read(scanner, scanner.section("Locations"));
    for (let left = scanner.section("Curves"); left > 0; left--) readCurve(scanner);
    for (let left = scanner.section("Surfaces"); left > 0; left--) readSurface(scanner);
    readShapes(scanner, scanner.section("TShapes"));
  } catch (error) {
    // Counts that make no sense are ranges out of bounds.
    if (error instanceof RangeError) throw new UnbakeError("syntax", `BRep text: ${error.message}`, { cause: error });
    if (!(error instanceof UnbakeError)) throw error;
    const ended = error.detail.includes("ends early");
    throw new UnbakeError(ended ? "truncated" : "syntax", error.detail, { cause: error });
  }
  return version.trim();
}
