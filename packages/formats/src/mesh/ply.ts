/** PLY, text and binary of both byte orders. Properties other than coordinates and the corners of faces are passed over. */
import { UnbakeError } from "@unbake/ground";
import { type Growing, growingFloats, growingIndices } from "./growing.js";
import { checkTriangles, checkVertices, maxCoordinateMm } from "./limits.js";
import { oneBody } from "./oneBody.js";
import { type PlyElement, type PlyProperty, type PlyType, plyTypeBytes, readPlyHeader } from "./plyHeader.js";
import { trianglesOf } from "./polygons.js";
import { singlePrecision, textPrecision } from "./precision.js";
import { statedUnits } from "./statedUnit.js";
import { trailingWarnings } from "./trailing.js";
import type { MeshFile } from "./types.js";
import { numberOf, type Words, wordsOf } from "./words.js";

/** The next value of a type. @throws truncated, syntax. */
type Take = (type: PlyType) => number;

interface Source {
  readonly take: Take;
  readonly precision: (largest: number) => number;
  /** What to warn of what follows the content. @throws syntax. */
  readonly end: () => readonly string[];
}

/** Corners of one face at most: more are no polygon of a part. */
const mostCorners = 100_000;

/** The faces of a PLY file as one body. @throws syntax, truncated, dangling_reference, too_large, unsupported_content. */
export function readPly(bytes: Uint8Array): MeshFile {
  const header = readPlyHeader(bytes);
  const content = bytes.subarray(header.bytes);
  const positions = growingFloats();
  const triangles = growingIndices();
  const units = statedUnits();
  header.comments.forEach((comment, i) => {
    units.see(comment, i + 2);
  });
  const source =
    header.format === "ascii" ? textSource(wordsOf(content)) : binarySource(content, header.format === "little");
  refuseElements(header.elements);
  const faces: (readonly number[])[] = [];
  for (const element of header.elements) {
    if (element.name === "vertex") readVertices(element, source.take, positions);
    else if (element.name === "face") readFaces(element, source.take, faces);
    else skip(element, source.take);
  }
  // Points alone are told as such, whatever follows them.
  const warnings = faces.length > 0 ? source.end() : [];
  faces.forEach((polygon, i) => {
    cutFace(polygon, i, positions, triangles);
  });
  return oneBody({
    format: "PLY",
    positions: positions.values(),
    triangles: triangles.values(),
    precision: source.precision,
    units,
    warnings,
  });
}

const isCorners = ({ name, countType }: PlyProperty): boolean =>
  countType !== undefined && (name === "vertex_indices" || name === "vertex_index");

/** Elements that are not read and matter: a second one of a name, and others that join vertices to surfaces. */
function refuseElements(elements: readonly PlyElement[]): void {
  elements.forEach(({ name, count, properties }, i) => {
    if (elements.findIndex((other) => other.name === name) !== i) {
      throw new UnbakeError("syntax", `its header names the element ${name} twice`);
    }
    if (name !== "face" && count > 0 && properties.some(isCorners)) {
      throw new UnbakeError("unsupported_content", `${count} elements "${name.slice(0, 20)}", which join vertices`);
    }
  });
}

function textSource(words: Words): Source {
  const precision = textPrecision();
  const next = (): string | undefined => {
    let word = words.next();
    // Some writers comment on the content as on the header.
    for (; word === "comment"; word = words.next()) words.rest();
    return word;
  };
  return {
    precision: precision.result,
    take: (type) => {
      const word = next();
      if (word === undefined) throw new UnbakeError("truncated", `the text ends in line ${words.line()}`);
      const value = numberOf(word);
      if (Number.isNaN(value))
        throw new UnbakeError("syntax", `a number is expected in place of "${word.slice(0, 20)}"`);
      if (type === "float32" || type === "float64") precision.see(word);
      return value;
    },
    end() {
      const word = next();
      if (word === undefined) return [];
      throw new UnbakeError("syntax", `"${word.slice(0, 20)}": more follows than its header announces`);
    },
  };
}

function binarySource(bytes: Uint8Array, little: boolean): Source {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  return {
    precision: singlePrecision,
    end: () => trailingWarnings(bytes, at),
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

function readFaces({ count, properties }: PlyElement, take: Take, faces: (readonly number[])[]): void {
  checkTriangles(count);
  let triangles = 0;
  for (let i = 0; i < count; i++) {
    for (const property of properties) {
      if (!property.countType) take(property.type);
      else if (!isCorners(property)) skipList(property, take);
      else {
        const corners = listLength(property, take);
        triangles += Math.max(0, corners - 2);
        checkTriangles(triangles);
        faces.push(Array.from({ length: corners }, () => take(property.type)));
      }
    }
  }
}

function cutFace(
  polygon: readonly number[],
  face: number,
  positions: Growing<Float64Array>,
  triangles: Growing<Uint32Array>,
): void {
  const vertices = positions.length / 3;
  const bad = polygon.find((vertex) => !Number.isInteger(vertex) || vertex < 0 || vertex >= vertices);
  if (bad !== undefined) throw new UnbakeError("dangling_reference", `face ${face} names vertex ${bad} of ${vertices}`);
  if (polygon.length >= 3) trianglesOf(polygon, positions, triangles.push);
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
