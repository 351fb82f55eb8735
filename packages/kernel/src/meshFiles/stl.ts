/** STL, binary (80 bytes of header, a count, 50 bytes a triangle) and text ("solid", facets, "endsolid"). Normals are not read: they follow from the corners. */
import { UnbakeError } from "../errors.js";
import { growingFloats } from "./growing.js";
import { checkTriangles, maxCoordinateMm } from "./limits.js";
import { singlePrecision, textPrecision } from "./precision.js";
import type { MeshBody, MeshFile } from "./types.js";
import { coordinate, short, type Words, wordsOf } from "./words.js";

const headerBytes = 84;
const facetBytes = 50;

/** The triangles of an STL file in millimetres, which the format does not state. @throws truncated, syntax, bad_geometry, too_large. */
export function readStl(bytes: Uint8Array): MeshFile {
  return isText(bytes) ? readText(bytes) : readBinary(bytes);
}

/** The header of a binary file may say "solid": its length tells. */
function isText(bytes: Uint8Array): boolean {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 4096)).trimStart();
  if (!/^solid\b/i.test(head)) return false;
  if (bytes.length < headerBytes) return true;
  const count = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(80, true);
  return headerBytes + facetBytes * count !== bytes.length;
}

function readBinary(bytes: Uint8Array): MeshFile {
  if (bytes.length < headerBytes)
    throw new UnbakeError("truncated", `${bytes.length} bytes of a binary STL header of 84`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(80, true);
  checkTriangles(count);
  if (bytes.length < headerBytes + facetBytes * count) {
    const there = Math.floor((bytes.length - headerBytes) / facetBytes);
    throw new UnbakeError("truncated", `it announces ${count} triangles and holds ${there}`);
  }
  const positions = new Float64Array(9 * count);
  let largest = 0;
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < 9; k++) {
      const value = view.getFloat32(headerBytes + facetBytes * i + 12 + 4 * k, true);
      if (!(Math.abs(value) <= maxCoordinateMm)) {
        throw new UnbakeError("bad_geometry", `triangle ${i} has the coordinate ${value}`);
      }
      positions[9 * i + k] = value;
      largest = Math.max(largest, Math.abs(value));
    }
  }
  return file([{ positions, triangles: eachItsOwn(3 * count) }], singlePrecision(largest));
}

function readText(bytes: Uint8Array): MeshFile {
  const words = wordsOf(bytes);
  const precision = textPrecision();
  const bodies: MeshBody[] = [];
  let triangles = 0;
  for (let word = words.next(); word !== undefined; word = words.next()) {
    expectWord(word, "solid", words);
    const name = words.rest();
    const positions = growingFloats();
    let end = words.next();
    for (; end?.toLowerCase() === "facet"; end = words.next()) {
      readFacet(words, precision, positions);
      checkTriangles(++triangles);
    }
    expectWord(end, "endsolid", words);
    words.rest();
    if (positions.length === 0) continue;
    const own = { positions: positions.values(), triangles: eachItsOwn(positions.length / 3) };
    bodies.push(name === "" ? own : { ...own, name });
  }
  return file(bodies, precision.result());
}

function readFacet(
  words: Words,
  precision: ReturnType<typeof textPrecision>,
  positions: { push(v: number): void },
): void {
  expectWord(words.next(), "normal", words);
  for (let i = 0; i < 3; i++) words.next();
  expectWord(words.next(), "outer", words);
  expectWord(words.next(), "loop", words);
  for (let corner = 0; corner < 3; corner++) {
    expectWord(words.next(), "vertex", words);
    for (let axis = 0; axis < 3; axis++) {
      const word = words.next();
      const value = coordinate(word, words.line());
      precision.see(word ?? "", value);
      positions.push(value);
    }
  }
  expectWord(words.next(), "endloop", words);
  expectWord(words.next(), "endfacet", words);
}

function expectWord(word: string | undefined, wanted: string, words: Words): void {
  if (word === undefined)
    throw new UnbakeError("truncated", `the text ends in line ${words.line()}, before "${wanted}"`);
  if (word.toLowerCase() !== wanted) {
    throw new UnbakeError("syntax", `line ${words.line()}: "${short(word)}" where "${wanted}" is expected`);
  }
}

/** Indices of vertices that no triangles share. */
const eachItsOwn = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);

const file = (bodies: readonly MeshBody[], precisionMm: number): MeshFile => ({
  bodies,
  unit: "mm",
  precisionMm,
  warnings: ["STL files state no length unit: millimetres are assumed"],
});
