/** STL, binary (80 bytes of header, a count, 50 bytes a triangle) and text ("solid", facets, "endsolid"). Normals are not read: they follow from the corners. */
import { UnbakeError } from "@unbake/ground";
import { binaryStlTriangles } from "../detect/binaryStl.js";
import { growingFloats } from "./growing.js";
import { checkTriangles, maxCoordinateMm } from "./limits.js";
import { inMillimetres } from "./oneBody.js";
import { largestOf, singlePrecision, textPrecision } from "./precision.js";
import { type StatedUnits, statedUnits } from "./statedUnit.js";
import { trailingWarnings } from "./trailing.js";
import type { MeshBody, MeshFile } from "./types.js";
import { coordinate, short, type Words, wordsOf } from "./words.js";

const headerBytes = 84;
const facetBytes = 50;

/** The triangles of an STL file in millimetres, which the format does not state. @throws truncated, syntax, bad_geometry, too_large. */
export function readStl(bytes: Uint8Array): MeshFile {
  return isText(bytes) ? readText(bytes) : readBinary(bytes);
}

/** The header of a binary file may say "solid": its length and its triangles tell. */
function isText(bytes: Uint8Array): boolean {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 4096)).trimStart();
  return /^solid\b/i.test(head) && binaryStlTriangles(bytes) === undefined;
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
  const units = statedUnits();
  units.see(new TextDecoder("latin1").decode(bytes.subarray(0, 80)), 1);
  const warnings = trailingWarnings(bytes, headerBytes + facetBytes * count);
  return file([{ positions, triangles: eachItsOwn(3 * count) }], 1, singlePrecision(largest), units, warnings);
}

function readText(bytes: Uint8Array): MeshFile {
  const words = wordsOf(bytes);
  const precision = textPrecision();
  const bodies: MeshBody[] = [];
  const units = statedUnits();
  let triangles = 0;
  let holds = 0;
  for (let word = words.next(); word !== undefined; word = words.next()) {
    expectWord(word, "solid", words);
    const name = words.rest();
    units.see(name, words.line());
    const positions = growingFloats();
    let end = words.next();
    if (end?.toLowerCase() === "facet") holds++;
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
  return file(
    bodies,
    holds,
    precision.result(bodies.reduce((most, body) => Math.max(most, largestOf(body)), 0)),
    units,
    [],
  );
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
      precision.see(word ?? "");
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

function file(
  bodies: readonly MeshBody[],
  holds: number,
  precision: number,
  units: StatedUnits,
  warnings: readonly string[],
): MeshFile {
  const { unit, mm, warning } = units.result("STL");
  return {
    bodies: bodies.map((body) => ({ ...body, positions: inMillimetres(body.positions, mm) })),
    holds,
    unit,
    precisionMm: mm * precision,
    warnings: [warning, ...warnings],
  };
}
