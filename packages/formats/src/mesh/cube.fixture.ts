/** A cube of 10 in every mesh format, and the means to break it. */
import { deflateRawSync } from "node:zlib";

export const cubePoints: readonly (readonly [number, number, number])[] = [
  [0, 0, 0],
  [10, 0, 0],
  [10, 10, 0],
  [0, 10, 0],
  [0, 0, 10],
  [10, 0, 10],
  [10, 10, 10],
  [0, 10, 10],
];

/** Counterclockwise seen from outside. */
export const cubeQuads: readonly (readonly [number, number, number, number])[] = [
  [0, 3, 2, 1],
  [4, 5, 6, 7],
  [0, 1, 5, 4],
  [1, 2, 6, 5],
  [2, 3, 7, 6],
  [3, 0, 4, 7],
];

export const cubeTriangles: readonly (readonly [number, number, number])[] = cubeQuads.flatMap(
  ([a, b, c, d]): [number, number, number][] => [
    [a, b, c],
    [a, c, d],
  ],
);

export const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const pointOf = (vertex: number): readonly [number, number, number] => cubePoints[vertex] ?? [0, 0, 0];

export function binaryStl(triangles = cubeTriangles, announced = triangles.length): Uint8Array {
  const bytes = new Uint8Array(84 + 50 * triangles.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(80, announced, true);
  triangles.forEach((corners, t) => {
    corners.forEach((vertex, c) => {
      pointOf(vertex).forEach((value, axis) => {
        view.setFloat32(84 + 50 * t + 12 + 12 * c + 4 * axis, value, true);
      });
    });
  });
  return bytes;
}

export const textStl = (): string =>
  [
    "solid cube",
    ...cubeTriangles.map(
      (corners) =>
        `facet normal 0 0 0\nouter loop\n${corners.map((v) => `vertex ${pointOf(v).join(" ")}`).join("\n")}\nendloop\nendfacet`,
    ),
    "endsolid cube\n",
  ].join("\n");

export const obj = (): string =>
  [
    "# a cube of quads",
    ...cubePoints.map((p) => `v ${p.join(" ")}`),
    ...cubeQuads.map((quad, i) => `f ${quad.map((v) => (i % 2 ? `${v + 1}//1` : String(v - 8))).join(" ")}`),
  ].join("\n");

export const off = (): string =>
  `OFF # a cube\n8 6 12\n${cubePoints.map((p) => p.join(" ")).join("\n")}\n${cubeQuads.map((q) => `4 ${q.join(" ")} 255 0 0`).join("\n")}\n`;

export const textPly = (): string =>
  `ply\nformat ascii 1.0\ncomment a cube\nelement vertex 8\nproperty float x\nproperty float y\nproperty float z\nelement face 6\n` +
  `property uchar red\nproperty list uchar int vertex_indices\nend_header\n` +
  `${cubePoints.map((p) => p.join(" ")).join("\n")}\n${cubeQuads.map((q) => `7 4 ${q.join(" ")}`).join("\n")}\n`;

export function binaryPly(little: boolean): Uint8Array {
  const head = text(
    `ply\nformat binary_${little ? "little" : "big"}_endian 1.0\nelement vertex 8\nproperty double x\nproperty double y\n` +
      "property double z\nelement face 6\nproperty list uchar uint vertex_index\nend_header\n",
  );
  const body = new DataView(new ArrayBuffer(8 * 24 + 6 * 17));
  cubePoints.flat().forEach((value, i) => {
    body.setFloat64(8 * i, value, little);
  });
  cubeQuads.forEach((quad, i) => {
    body.setUint8(192 + 17 * i, 4);
    quad.forEach((vertex, k) => {
      body.setUint32(192 + 17 * i + 1 + 4 * k, vertex, little);
    });
  });
  return Uint8Array.from([...head, ...new Uint8Array(body.buffer)]);
}

export interface GltfChanges {
  readonly buffer?: object;
  readonly accessor?: object;
  readonly nodes?: readonly object[];
  readonly more?: object;
}

/** Of 0.01 m, so that it is 10 mm; in a data: URI. */
export function gltf({ buffer = {}, accessor = {}, nodes = [{ mesh: 0 }], more = {} }: GltfChanges = {}): string {
  const bytes = new DataView(new ArrayBuffer(96 + 72));
  cubePoints.flat().forEach((value, i) => {
    bytes.setFloat32(4 * i, value / 1000, true);
  });
  cubeTriangles.flat().forEach((vertex, i) => {
    bytes.setUint16(96 + 2 * i, vertex, true);
  });
  const uri = `data:application/octet-stream;base64,${Buffer.from(bytes.buffer).toString("base64")}`;
  return JSON.stringify({
    asset: { version: "2.0" },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes,
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 8, type: "VEC3", ...accessor },
      { bufferView: 1, componentType: 5123, count: 36, type: "SCALAR" },
    ],
    bufferViews: [
      { buffer: 0, byteLength: 96 },
      { buffer: 0, byteOffset: 96, byteLength: 72 },
    ],
    buffers: [{ byteLength: 168, uri, ...buffer }],
    ...more,
  });
}

export const model = (mesh = "", build = '<item objectid="1"/>', unit = "millimeter"): string =>
  `<?xml version="1.0"?><!-- a cube --><model unit="${unit}" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02"><resources>` +
  `<object id="1" type="model" name="a &amp; b"><mesh><vertices>${cubePoints.map(([x, y, z]) => `<vertex x="${x}" y="${y}" z="${z}"/>`).join("")}</vertices>` +
  `<triangles>${cubeTriangles.map(([a, b, c]) => `<triangle v1="${a}" v2="${b}" v3='${c}' />`).join("")}${mesh}</triangles></mesh></object>` +
  `</resources><build>${build}</build></model>`;

/** A package with deflated files. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const locals: number[] = [];
  const entries: number[] = [];
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    local.setUint16(26, name.length, true);
    const entry = new DataView(new ArrayBuffer(46));
    entry.setUint32(0, 0x02014b50, true);
    entry.setUint16(10, 8, true);
    entry.setUint32(20, packed.length, true);
    entry.setUint16(28, name.length, true);
    entry.setUint32(42, locals.length, true);
    entries.push(...new Uint8Array(entry.buffer), ...text(name));
    locals.push(...new Uint8Array(local.buffer), ...text(name));
    for (const byte of packed) locals.push(byte);
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, Object.keys(files).length, true);
  end.setUint32(16, locals.length, true);
  return Uint8Array.from([...locals, ...entries, ...new Uint8Array(end.buffer)]);
}

export const threeMf = (content = model()): Uint8Array =>
  zipOf({
    "_rels/.rels":
      '<Relationships><Relationship Target="/3D/part.model" Id="r" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>',
    "3D/part.model": content,
    "3D/3dmodel.model": "<model/>",
  });
