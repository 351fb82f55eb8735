import { type ErrorCode, UnbakeError } from "@unbake/ground";
import { describe, expect, test } from "vitest";
import { openBytes } from "../detect/index.js";
import {
  binaryPly,
  binaryStl,
  cubeTriangles,
  gltf,
  model,
  obj,
  off,
  text,
  textPly,
  textStl,
  threeMf,
  zipOf,
} from "./cube.fixture.js";
import { maxTriangles } from "./limits.js";
import { readMeshFile } from "./read.js";
import type { MeshBody, MeshFile } from "./types.js";

const read = (content: Uint8Array | string): MeshFile =>
  readMeshFile(openBytes(typeof content === "string" ? text(content) : content));

/** Signed volume: tells size, place of the corners and which way triangles run. */
function volumeOf({ positions, triangles }: MeshBody): number {
  const at = (corner: number, axis: number): number => positions[3 * triangles[corner]! + axis]!;
  let volume = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      const [i, j] = [(k + 1) % 3, (k + 2) % 3];
      volume += (at(t, k) * (at(t + 1, i) * at(t + 2, j) - at(t + 1, j) * at(t + 2, i))) / 6;
    }
  }
  return volume;
}

function codeOf(content: Uint8Array | string): ErrorCode | "none" {
  try {
    read(content);
    return "none";
  } catch (error) {
    expect(error).toBeInstanceOf(UnbakeError);
    return (error as UnbakeError).code;
  }
}

describe("a cube of 10 mm", () => {
  test.each<[string, Uint8Array | string]>([
    ["binary STL", binaryStl()],
    ["STL text", textStl()],
    ["OBJ with places from both ends", obj()],
    ["OFF", off()],
    ["PLY text", textPly()],
    ["PLY little endian", binaryPly(true)],
    ["PLY big endian", binaryPly(false)],
    ["glTF", gltf()],
    ["3MF", threeMf()],
  ])("%s", (_, content) => {
    const { bodies, unit } = read(content);
    expect(bodies).toHaveLength(1);
    expect(bodies[0]!.triangles).toHaveLength(36);
    expect(volumeOf(bodies[0]!)).toBeCloseTo(1000, 3);
    expect(unit).toBe("mm");
  });
});

describe("placements", () => {
  test("glTF: Y up becomes Z up, nodes move, turn and mirror", () => {
    const [body] = read(
      gltf({
        nodes: [
          { translation: [0, 0.5, 0], children: [1] },
          { mesh: 0, scale: [-1, 2, 1] },
        ],
      }),
    ).bodies;
    expect(volumeOf(body!)).toBeCloseTo(2000, 3);
    const heights = body!.positions.filter((_, i) => i % 3 === 2);
    expect(Math.min(...heights)).toBeCloseTo(500, 3);
    expect(Math.max(...heights)).toBeCloseTo(520, 3);
  });

  test("3MF: units, components and transforms", () => {
    const assembly =
      '</triangles></mesh></object><object id="2"><components><component objectid="1" transform="2 0 0 0 1 0 0 0 1 5 0 0"/>' +
      '<component objectid="1"/></components></object><object id="3"><mesh><vertices/><triangles>';
    const { bodies, unit } = read(threeMf(model(assembly, '<item objectid="2"/>', "inch")));
    expect(unit).toBe("in");
    expect(bodies.map(({ name }) => name)).toEqual(["a & b", "a & b"]);
    expect(volumeOf(bodies[0]!)).toBeCloseTo(2000 * 25.4 ** 3, 0);
    expect(bodies[0]!.positions[0]).toBeCloseTo(5 * 25.4, 9);
  });

  test("concave polygons are cut within themselves", () => {
    // An L of 3 squares with walls of 1.
    const corners = ["0 0", "2 0", "2 1", "1 1", "1 2", "0 2"];
    const lines = [0, 1].flatMap((z) => corners.map((c) => `v ${c} ${z}`));
    const walls = corners.map((_, i) => `f ${i + 1} ${((i + 1) % 6) + 1} ${((i + 1) % 6) + 7} ${i + 7}`);
    const [body] = read([...lines, "f 6 5 4 3 2 1", "f 7 8 9 10 11 12", ...walls].join("\n")).bodies;
    expect(volumeOf(body!)).toBeCloseTo(3, 12);
  });
});

describe("hostile and broken files are refused with a reason", () => {
  const huge = binaryStl([], 0);
  new DataView(huge.buffer).setUint32(80, 4_000_000_000, true);
  const nan = binaryStl();
  new DataView(nan.buffer).setFloat32(84 + 12, Number.NaN, true);
  const glb = (length: number): Uint8Array => {
    const bytes = new Uint8Array(28);
    const view = new DataView(bytes.buffer);
    bytes.set(text("glTF"));
    [2, length, 8, 0x4e4f534a].forEach((value, i) => {
      view.setUint32(4 + 4 * i, value, true);
    });
    bytes.set(text('{"a":1} '), 20);
    return bytes;
  };
  test.each<[string, Uint8Array | string, ErrorCode]>([
    ["STL text that ends early", textStl().slice(0, 300), "truncated"],
    ["STL text with a word for a number", textStl().replace("vertex 10", "vertex ten"), "syntax"],
    ["STL with NaN", nan, "bad_geometry"],
    ["OBJ that names a vertex it does not have", obj().replace("f -8", "f 900000000"), "dangling_reference"],
    ["OBJ with an endless coordinate", "v 1e999 0 0\nv 0 1 0\nv 0 0 1\nf 1 2 3\n", "syntax"],
    ["OBJ without faces", "v 0 0 0\nv 1 0 0\n", "no_shape"],
    ["OFF that announces a billion vertices", "OFF\n1000000000 1 0\n0 0 0\n", "too_large"],
    ["OFF that ends early", off().slice(0, 40), "truncated"],
    ["OFF with a vertex that is not there", off().replace("4 0 3 2 1", "4 0 3 2 99"), "dangling_reference"],
    ["PLY that announces a billion faces", textPly().replace("face 6", "face 1000000000"), "too_large"],
    ["PLY that ends early", binaryPly(true).slice(0, -9), "truncated"],
    ["PLY with a negative vertex", textPly().replace("7 4 0", "7 4 -1"), "dangling_reference"],
    ["PLY of points", textPly().replace("face 6", "face 0"), "no_shape"],
    ["glTF with its numbers elsewhere", gltf({ buffer: { uri: "../../secret.bin" } }), "missing_external"],
    ["glTF with its numbers on the web", gltf({ buffer: { uri: "https://example.com/a.bin" } }), "missing_external"],
    ["glTF whose accessor leaves its buffer", gltf({ accessor: { count: 800 } }), "truncated"],
    ["glTF with a billion points", gltf({ accessor: { count: 1e9 } }), "too_large"],
    ["glTF with nodes inside themselves", gltf({ nodes: [{ children: [0] }] }), "cyclic"],
    [
      "glTF whose nodes multiply",
      gltf({ nodes: Array.from({ length: 40 }, (_, i) => (i < 39 ? { children: [i + 1, i + 1] } : {})) }),
      "too_large",
    ],
    ["glTF with another JSON", gltf({ more: { nodes: "none" } }), "syntax"],
    [
      "glTF with compressed meshes",
      gltf({ more: { extensionsRequired: ["KHR_draco_mesh_compression"] } }),
      "unsupported_content",
    ],
    ["GLB that ends early", glb(1000), "truncated"],
    ["GLB without a scene", glb(28), "no_shape"],
    [
      "3MF with a triangle of vertices it does not have",
      threeMf(model('<triangle v1="0" v2="1" v3="8"/>')),
      "dangling_reference",
    ],
    ["3MF with a document type", threeMf(`<!DOCTYPE m [<!ENTITY a "aa">]>${model()}`), "syntax"],
    ["3MF that ends early", threeMf(model().slice(0, 500)), "truncated"],
    [
      "3MF whose objects hold themselves",
      threeMf(model("</triangles></mesh><components><component objectid='1'/></components><mesh><triangles>")),
      "cyclic",
    ],
    ["3MF without a model", zipOf({ "3D/3dmodel.model": "" }), "truncated"],
    ["a zip bomb", zipOf({ "3D/3dmodel.model": new Uint8Array(300 * 1024 * 1024) }), "too_large"],
  ])("%s", (_, content, code) => {
    expect(codeOf(content)).toBe(code);
  });

  test("more triangles than the limit are refused before they are read", () => {
    const bytes = new Uint8Array(84 + 50 * (maxTriangles + 1));
    new DataView(bytes.buffer).setUint32(80, maxTriangles + 1, true);
    expect(codeOf(bytes)).toBe("too_large");
  });

  test("a cube without a triangle is read as it is", () => {
    expect(read(binaryStl(cubeTriangles.slice(1))).bodies[0]!.triangles).toHaveLength(33);
  });
});

test("precision is that of the notation", () => {
  const precise = (scale: string): number =>
    read(`v 0 0 0\nv ${scale} 0 0\nv 0 ${scale} 0\nv 0 0 ${scale}\nf 1 3 2\nf 1 2 4\nf 2 3 4\nf 3 1 4\n`).precisionMm;
  expect(precise("100.125")).toBeCloseTo(0.0005, 9);
  expect(precise("1.00125e2")).toBeCloseTo(0.0005, 9);
  expect(precise("100.125000000")).toBeCloseTo(100.125 * 2 ** -24, 9);
});
