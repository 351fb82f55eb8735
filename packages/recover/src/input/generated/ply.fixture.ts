/** PLY files, from Turk's description of the format: text, little and big endian, elements and properties in any order. */
import type { GeneratedFile, Generator } from "./judge.fixture.js";
import {
  at,
  chance,
  generatorOf,
  numberStyles,
  numeral,
  pick,
  type Random,
  randomBodies,
  readAs,
  refusedAs,
  shuffled,
} from "./meshes.fixture.js";
import type { PlanarBody } from "./notchedBox.fixture.js";

type Scalar = "char" | "uchar" | "short" | "ushort" | "int" | "uint" | "float" | "double";
type Cell = { readonly type: Scalar; readonly value: number };
interface Element {
  readonly name: string;
  readonly properties: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const newNames: Readonly<Record<Scalar, string>> = {
  char: "int8",
  uchar: "uint8",
  short: "int16",
  ushort: "uint16",
  int: "int32",
  uint: "uint32",
  float: "float32",
  double: "float64",
};
const sizes: Readonly<Record<Scalar, number>> = {
  char: 1,
  uchar: 1,
  short: 2,
  ushort: 2,
  int: 4,
  uint: 4,
  float: 4,
  double: 8,
};

function writeCell(view: DataView, at: number, { type, value }: Cell, little: boolean): void {
  if (type === "char") view.setInt8(at, value);
  else if (type === "uchar") view.setUint8(at, value);
  else if (type === "short") view.setInt16(at, value, little);
  else if (type === "ushort") view.setUint16(at, value, little);
  else if (type === "int") view.setInt32(at, value, little);
  else if (type === "uint") view.setUint32(at, value, little);
  else if (type === "float") view.setFloat32(at, value, little);
  else view.setFloat64(at, value, little);
}

const list = (counter: Scalar, type: Scalar, values: readonly number[]): Cell[] => [
  { type: counter, value: values.length },
  ...values.map((value) => ({ type, value })),
];

function elementsOf(random: Random, bodies: readonly PlanarBody[], mm: number): Element[] {
  const named = (type: Scalar): string => (modern ? newNames[type] : type);
  const modern = chance(random, 0.4);
  const coordinate = pick<Scalar>(random, ["float", "double"]);
  const axes = shuffled(random, [0, 1, 2]);
  const normals = chance(random, 0.3);
  const colours = chance(random, 0.3);
  const vertices = bodies.flatMap((body) => body.vertices);
  const vertex: Element = {
    name: "vertex",
    properties: [
      ...(normals ? [`${named("float")} nx`] : []),
      ...axes.map((axis) => `${named(coordinate)} ${"xyz"[axis]}`),
      ...(colours ? [`${named("uchar")} red`, `list ${named("uchar")} ${named("short")} weights`] : []),
    ],
    rows: vertices.map((p) => [
      ...(normals ? [{ type: "float" as const, value: 0.5 }] : []),
      ...axes.map((axis) => ({ type: coordinate, value: at(p, axis) / mm })),
      ...(colours ? [{ type: "uchar" as const, value: 200 }, ...list("uchar", "short", [-3, 7])] : []),
    ]),
  };
  const counter = pick<Scalar>(random, ["uchar", "ushort", "int"]);
  const index = pick<Scalar>(random, ["uchar", "ushort", "short", "int", "uint"]);
  const flags = chance(random, 0.3);
  let first = 0;
  const loops = bodies.flatMap((body) => {
    const own = (chance(random, 0.5) ? body.faces : body.triangles).map((loop) => loop.map((v) => v + first));
    first += body.vertices.length;
    return own;
  });
  const face: Element = {
    name: "face",
    properties: [
      ...(flags ? [`${named("uchar")} flags`] : []),
      `list ${named(counter)} ${named(index)} ${pick(random, ["vertex_indices", "vertex_index"])}`,
      ...(flags ? [`list ${named("uchar")} ${named("float")} texcoord`] : []),
    ],
    rows: shuffled(random, loops).map((loop) => [
      ...(flags ? [{ type: "uchar" as const, value: 1 }] : []),
      ...list(counter, index, loop),
      ...(flags ? list("uchar", "float", [0.5, 0.25]) : []),
    ]),
  };
  const edge: Element = {
    name: "edge",
    properties: [`${named("int")} vertex1`, `${named("int")} vertex2`],
    rows: [[0, 1].map((value) => ({ type: "int" as const, value }))],
  };
  return shuffled(random, chance(random, 0.3) ? [vertex, face, edge] : [vertex, face]);
}

interface Format {
  readonly format: "ascii" | "binary_little_endian" | "binary_big_endian";
  readonly end: string;
  readonly style: (typeof numberStyles)[number];
  readonly comments: readonly string[];
}

function ply(elements: readonly Element[], { format, end, style, comments }: Format): Uint8Array {
  const head = [
    "ply",
    `format ${format} 1.0`,
    ...comments,
    ...elements.flatMap(({ name, properties, rows }) => [
      `element ${name} ${rows.length}`,
      ...properties.map((p) => `property ${p}`),
    ]),
    "end_header",
    "",
  ].join(end);
  const rows = elements.flatMap((element) => element.rows);
  if (format === "ascii") {
    const written = ({ type, value }: Cell): string =>
      type === "float" || type === "double" ? numeral(value, style) : String(value);
    return Uint8Array.from(Buffer.from(head + rows.map((row) => row.map(written).join(" ")).join(end) + end, "latin1"));
  }
  const cells = rows.flat();
  const view = new DataView(new ArrayBuffer(cells.reduce((sum, { type }) => sum + sizes[type], 0)));
  let at = 0;
  for (const cell of cells) {
    writeCell(view, at, cell, format === "binary_little_endian");
    at += sizes[cell.type];
  }
  return Uint8Array.from([...Buffer.from(head, "latin1"), ...new Uint8Array(view.buffer)]);
}

const sound: Generator = (random) => {
  const bodies = randomBodies(random);
  const [comment, mm] = pick<readonly [string, number]>(random, [
    ["", 1],
    ["comment made by hand", 1],
    ["obj_info element vertex 3", 1],
    ["comment units: cm", 10],
    ["comment unit = inch", 25.4],
  ]);
  const format: Format = {
    format: pick(random, ["ascii", "binary_little_endian", "binary_big_endian"] as const),
    end: pick(random, ["\n", "\r\n", "\r"]),
    style: pick(random, numberStyles),
    comments: comment === "" ? [] : [comment],
  };
  const trailing = format.format === "ascii" ? [] : Array.from({ length: pick(random, [0, 0, 2, 9]) }, () => 7);
  const content = ply(elementsOf(random, bodies, mm), format);
  const mark = format.format === "ascii" && chance(random, 0.2) ? [0xef, 0xbb, 0xbf] : [];
  return {
    name: `${bodies.length} bodies ${format.format} ${JSON.stringify(format.end)} ${format.style} ${comment} ${trailing.length}`,
    bytes: Uint8Array.from([...mark, ...content, ...trailing]),
    expected: readAs(bodies, /assumed/),
  };
};

const plain: Format = { format: "ascii", end: "\n", style: "plain", comments: [] };
const binary: Format = { ...plain, format: "binary_big_endian" };

/** A text file that is changed. */
function spoilt(name: string, change: (text: string) => string, ...codes: Parameters<typeof refusedAs>) {
  return (random: Random): GeneratedFile => {
    const text = Buffer.from(ply(elementsOf(random, randomBodies(random), 1), plain)).toString("latin1");
    return { name, bytes: new TextEncoder().encode(change(text)), expected: refusedAs(...codes) };
  };
}

const refusals: readonly ((random: Random) => GeneratedFile)[] = [
  spoilt("more numbers than announced", (text) => `${text}1 2 3\n`, "syntax"),
  spoilt("fewer numbers than announced", (text) => text.trimEnd().replace(/\s\S+$/, ""), "truncated"),
  spoilt("another version", (text) => text.replace(" 1.0\n", " 2.0\n"), "syntax"),
  spoilt("no z", (text) => text.replace(/(property \S+) z/, "$1 w"), "bad_geometry"),
  spoilt("an element twice", (text) => text.replace("end_header", "element vertex 0\nend_header"), "syntax"),
  spoilt("strips", (text) => text.replace("element face", "element tristrips"), "unsupported_content"),
  spoilt("an unknown unit", (text) => text.replace("element", "comment units: cubits\nelement"), "unsupported_content"),
  (random) => {
    const bytes = ply(elementsOf(random, randomBodies(random), 1), binary);
    return {
      name: "binary cut off",
      bytes: bytes.slice(0, -3),
      expected: refusedAs("truncated", "dangling_reference"),
    };
  },
  (random) => {
    const two = [0, 1].flatMap(() => [...ply(elementsOf(random, randomBodies(random), 1), binary)]);
    return { name: "two files, one behind the other", bytes: Uint8Array.from(two), expected: refusedAs("syntax") };
  },
];

export const generatePly: Generator = generatorOf(sound, refusals);
