/** PLY, text and binary of both byte orders. Properties other than coordinates and the corners of faces are passed over. */
import { UnbakeError } from "../errors.js";
import { type Growing, growingFloats, growingIndices } from "./growing.js";
import { checkTriangles, checkVertices, maxCoordinateMm } from "./limits.js";
import { type PlyElement, type PlyProperty, type PlyType, plyTypeBytes, readPlyHeader } from "./plyHeader.js";
import { trianglesOf } from "./polygons.js";
import { singlePrecision, textPrecision } from "./precision.js";
import type { MeshFile } from "./types.js";
import { type Words, wordsOf } from "./words.js";

/** The next value of a type. @throws truncated, syntax. */
type Take = (type: PlyType) => number;

interface Source {
  readonly take: Take;
  readonly precision: () => number;
}

/** Corners of one face at most: more are no polygon of a part. */
const mostCorners = 100_000;

/** The faces of a PLY file as one body. @throws syntax, truncated, dangling_reference, too_large, unsupported_content. */
export function readPly(bytes: Uint8Array): MeshFile {
  const header = readPlyHeader(bytes);
  const content = bytes.subarray(header.bytes);
  const positions = growingFloats();
  const triangles = growingIndices();
  const { take, precision } =
    header.format === "ascii"
      ? textSource(wordsOf(content))
      : binarySource(content, header.format === "little", positions);
  const strips = header.elements.find(({ name, count }) => name === "tristrips" && count > 0);
  if (strips) throw new UnbakeError("unsupported_content", "triangle strips in PLY files are not read");
  for (const element of header.elements) {
    if (element.name === "vertex") readVertices(element, take, positions);
    else if (element.name === "face") readFaces(element, take, positions, triangles);
    else skip(element, take);
  }
  return {
    bodies: [{ positions: positions.values(), triangles: triangles.values() }],
    unit: "mm",
    precisionMm: precision(),
    warnings: ["PLY files state no length unit: millimetres are assumed"],
  };
}

function textSource(words: Words): Source {
  const precision = textPrecision();
  return {
    precision: precision.result,
    take: (type) => {
      let word = words.next();
      // Some writers comment on the content as on the header.
      for (; word === "comment"; word = words.next()) words.rest();
      if (word === undefined) throw new UnbakeError("truncated", `the text ends in line ${words.line()}`);
      const value = Number(word);
      if (Number.isNaN(value))
        throw new UnbakeError("syntax", `a number is expected in place of "${word.slice(0, 20)}"`);
      if (type === "float32" || type === "float64") precision.see(word, value);
      return value;
    },
  };
}

function binarySource(bytes: Uint8Array, little: boolean, positions: Growing<Float64Array>): Source {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  return {
    precision: () => singlePrecision(positions.values().reduce((most, value) => Math.max(most, Math.abs(value)), 0)),
    take: (type) => {
      const start = at;
      at += plyTypeBytes[type];
      if (at > bytes.length) throw new UnbakeError("truncated", `its content ends after ${bytes.length} bytes`);
      switch (type) {
        case "int8":
          return view.getInt8(start);
        case "uint8":
          return view.getUint8(start);
        case "int16":
          return view.getInt16(start, little);
        case "uint16":
          return view.getUint16(start, little);
        case "int32":
          return view.getInt32(start, little);
        case "uint32":
          return view.getUint32(start, little);
        case "float32":
          return view.getFloat32(start, little);
        case "float64":
          return view.getFloat64(start, little);
      }
    },
  };
}

function readVertices({ count, properties }: PlyElement, take: Take, positions: Growing<Float64Array>): void {
  checkVertices(count);
  for (let i = 0; i < count; i++) {
    const point = [Number.NaN, Number.NaN, Number.NaN];
    for (const property of properties) {
      const axis = ["x", "y", "z"].indexOf(property.name);
      if (property.countType) skipList(property, take);
      else if (axis >= 0) point[axis] = take(property.type);
      else take(property.type);
    }
    for (const value of point) {
      if (!(Math.abs(value) <= maxCoordinateMm)) {
        throw new UnbakeError("bad_geometry", `vertex ${i} has the coordinate ${value}`);
      }
      positions.push(value);
    }
  }
}

function readFaces(
  { count, properties }: PlyElement,
  take: Take,
  positions: Growing<Float64Array>,
  triangles: Growing<Uint32Array>,
): void {
  checkTriangles(count);
  const vertices = positions.length / 3;
  for (let i = 0; i < count; i++) {
    for (const property of properties) {
      const { name, type, countType } = property;
      if (!countType) take(type);
      else if (name !== "vertex_indices" && name !== "vertex_index") skipList(property, take);
      else {
        const corners = listLength(property, take);
        const polygon = Array.from({ length: corners }, () => take(type));
        const bad = polygon.find((vertex) => !Number.isInteger(vertex) || vertex < 0 || vertex >= vertices);
        if (bad !== undefined) {
          throw new UnbakeError("dangling_reference", `face ${i} names vertex ${bad} of ${vertices}`);
        }
        checkTriangles(triangles.length / 3 + Math.max(0, corners - 2));
        if (corners >= 3) trianglesOf(polygon, positions, triangles.push);
      }
    }
  }
}

function listLength({ countType }: PlyProperty, take: Take): number {
  const length = countType ? take(countType) : 0;
  if (!Number.isInteger(length) || length < 0) throw new UnbakeError("syntax", `a list of ${length} values`);
  if (length > mostCorners)
    throw new UnbakeError("too_large", `a list of ${length} values, the limit is ${mostCorners}`);
  return length;
}

function skipList(property: PlyProperty, take: Take): void {
  for (let left = listLength(property, take); left > 0; left--) take(property.type);
}

function skip({ count, properties }: PlyElement, take: Take): void {
  if (properties.length === 0) return;
  for (let i = 0; i < count; i++) {
    for (const property of properties) {
      if (property.countType) skipList(property, take);
      else take(property.type);
    }
  }
}
