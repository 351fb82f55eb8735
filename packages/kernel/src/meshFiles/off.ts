/** OFF: a keyword, three counts, vertices, faces. Colours, normals and texture places behind the coordinates are not read. */
import { UnbakeError } from "../errors.js";
import { growingFloats, growingIndices } from "./growing.js";
import { checkTriangles, checkVertices } from "./limits.js";
import { trianglesOf } from "./polygons.js";
import { textPrecision } from "./precision.js";
import type { MeshFile } from "./types.js";
import { coordinate, linesOf, short } from "./words.js";

/** The polygons of an OFF text as one body. @throws syntax, truncated, dangling_reference, too_large, unsupported_content. */
export function readOff(bytes: Uint8Array): MeshFile {
  const lines = linesOf(bytes);
  let line = 0;
  const next = (): string[] => {
    const found = lines.next();
    if (found.done) throw new UnbakeError("truncated", `the text ends after line ${line}`);
    line = found.value.line;
    return found.value.text.split(/\s+/);
  };
  const [keyword = "", ...behind] = next();
  if (!/^(ST)?C?N?OFF$/.test(keyword)) {
    throw new UnbakeError("unsupported_content", `"${short(keyword)}" is no kind of OFF file that is read`);
  }
  if (behind[0]?.toUpperCase() === "BINARY")
    throw new UnbakeError("unsupported_content", "binary OFF files are not read");
  const counts = (behind.length >= 2 ? behind : next()).map(Number);
  const [vertices = Number.NaN, faces = Number.NaN] = counts;
  if (!Number.isInteger(vertices) || !Number.isInteger(faces) || vertices < 0 || faces < 0) {
    throw new UnbakeError("syntax", `line ${line}: two counts are expected`);
  }
  checkVertices(vertices);
  checkTriangles(faces);
  const positions = growingFloats();
  const precision = textPrecision();
  for (let i = 0; i < vertices; i++) {
    const words = next();
    for (const word of [words[0], words[1], words[2]]) {
      const value = coordinate(word, line);
      precision.see(word ?? "", value);
      positions.push(value);
    }
  }
  const triangles = growingIndices();
  for (let i = 0; i < faces; i++) {
    const [count = Number.NaN, ...places] = next().map(Number);
    if (!Number.isInteger(count) || count < 0 || places.length < count) {
      throw new UnbakeError("syntax", `line ${line}: a face is expected`);
    }
    const polygon = places.slice(0, count);
    const bad = polygon.find((vertex) => !Number.isInteger(vertex) || vertex < 0 || vertex >= vertices);
    if (bad !== undefined) {
      throw new UnbakeError("dangling_reference", `line ${line}: the face names vertex ${bad} of ${vertices}`);
    }
    checkTriangles(triangles.length / 3 + Math.max(0, count - 2));
    if (count >= 3) trianglesOf(polygon, positions, triangles.push);
  }
  return {
    bodies: [{ positions: positions.values(), triangles: triangles.values() }],
    unit: "mm",
    precisionMm: precision.result(),
    warnings: ["OFF files state no length unit: millimetres are assumed"],
  };
}
