import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { facesOfGlb, writeGlb } from "./glb.js";
import { type BodyMesh, byFace } from "./mesh.js";
import { writeObj } from "./obj.js";
import { writeStl } from "./stl.js";
import { write3mf } from "./threeMf.js";

/** A tetrahedron with corners at the origin and 10, 20, 30 mm along the axes; each face has corners of its own, as kernel meshes do. */
function tetrahedron(): BodyMesh {
  const [o, x, y, z] = [
    [0, 0, 0],
    [10, 0, 0],
    [0, 20, 0],
    [0, 0, 30],
  ];
  const faces = [o, y, x, o, x, z, o, z, y, x, y, z];
  return {
    name: 'A & "B"',
    color: [1, 0.5, 0, 1],
    mesh: {
      positions: Float32Array.from(faces.flatMap((p) => p!)),
      triangles: Uint32Array.from({ length: 12 }, (_, i) => i),
      faceIds: Uint32Array.from([0, 1, 2, 3]),
    },
  };
}

/** Volume that triangles enclose (divergence theorem): also tells that they face outwards. */
function volume(corners: readonly (readonly number[])[]): number {
  let sum = 0;
  for (let i = 0; i < corners.length; i += 3) {
    const [a, b, c] = [corners[i]!, corners[i + 1]!, corners[i + 2]!];
    const cross = [b[1]! * c[2]! - b[2]! * c[1]!, b[2]! * c[0]! - b[0]! * c[2]!, b[0]! * c[1]! - b[1]! * c[0]!];
    sum += (a[0]! * cross[0]! + a[1]! * cross[1]! + a[2]! * cross[2]!) / 6;
  }
  return sum;
}

describe("mesh formats", () => {
  it("writes binary STL with unit normals", () => {
    const bytes = writeStl([tetrahedron(), tetrahedron()]);
    const view = new DataView(bytes.buffer);
    expect(view.getUint32(80, true)).toBe(8);
    expect(bytes.length).toBe(84 + 8 * 50);
    const corners: number[][] = [];
    for (let t = 0; t < 4; t++) {
      const vector = (k: number) => [0, 4, 8].map((d) => view.getFloat32(84 + 50 * t + 12 * k + d, true));
      expect(Math.hypot(...vector(0))).toBeCloseTo(1, 6);
      corners.push(vector(1), vector(2), vector(3));
    }
    expect(volume(corners)).toBeCloseTo(1000, 6);
  });

  it("writes OBJ: an object each, every place once, colours behind the vertices", () => {
    const lines = new TextDecoder().decode(writeObj([tetrahedron(), tetrahedron()])).split("\n");
    const points = lines.filter((line) => line.startsWith("v ")).map((line) => line.split(" ").slice(1).map(Number));
    expect(points).toHaveLength(8);
    expect(points[0]!.slice(3)).toEqual([1, 0.5, 0]);
    expect(lines.filter((line) => line.startsWith("o "))).toEqual(['o A & "B"', 'o A & "B"']);
    const faces = lines.filter((line) => line.startsWith("f ")).map((line) => line.split(" ").slice(1).map(Number));
    const corners = (some: readonly number[][]) => some.flatMap((face) => face.map((i) => points[i - 1]!));
    expect(volume(corners(faces.slice(0, 4)))).toBeCloseTo(1000, 6);
    expect(volume(corners(faces.slice(4)))).toBeCloseTo(1000, 6);
  });

  it("writes binary glTF in metres, Y up", () => {
    const bytes = writeGlb([tetrahedron()]);
    const view = new DataView(bytes.buffer);
    expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe("glTF");
    expect(view.getUint32(8, true)).toBe(bytes.length);
    const jsonLength = view.getUint32(12, true);
    const document = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + jsonLength)));
    const start = 28 + jsonLength;
    const accessor = document.accessors[document.meshes[0].primitives[0].attributes.POSITION];
    expect(accessor.max.map((v: number) => Number(v.toFixed(6)))).toEqual([0.01, 0.03, 0]);
    expect(accessor.min.map((v: number) => Number(v.toFixed(6)))).toEqual([0, 0, -0.02]);
    const { byteOffset } = document.bufferViews[accessor.bufferView];
    const indices = document.accessors[document.meshes[0].primitives[0].indices];
    const indexOffset = document.bufferViews[indices.bufferView].byteOffset;
    const corners = Array.from({ length: indices.count }, (_, i) => {
      const index = view.getUint32(start + indexOffset + 4 * i, true);
      return [0, 4, 8].map((d) => view.getFloat32(start + byteOffset + 12 * index + d, true) * 1000);
    });
    expect(volume(corners)).toBeCloseTo(1000, 3);
    expect(document.materials[0].pbrMetallicRoughness.baseColorFactor[1]).toBeCloseTo(0.2140411, 6);
    expect(document.buffers[0].byteLength).toBe(bytes.length - start);
  });

  it("puts the triangles of a face beside each other and says which line made it", () => {
    const body = tetrahedron();
    const mixed = { ...body, mesh: { ...body.mesh, faceIds: Uint32Array.from([2, 0, 2, 1]) }, faceLines: [7, 0, 9] };
    const { mesh, runs } = byFace(mixed.mesh);
    expect([...mesh.faceIds]).toEqual([0, 1, 2, 2]);
    expect([...mesh.triangles.slice(0, 3)]).toEqual([3, 4, 5]);
    expect(runs).toEqual([
      { face: 0, first: 0, triangles: 1 },
      { face: 1, first: 1, triangles: 1 },
      { face: 2, first: 2, triangles: 2 },
    ]);
    const faces = facesOfGlb(writeGlb([mixed])).bodies[0]?.faces;
    expect(faces).toEqual([
      { face: 0, first_triangle: 0, triangles: 1, line: 7 },
      { face: 1, first_triangle: 1, triangles: 1 },
      { face: 2, first_triangle: 2, triangles: 2, line: 9 },
    ]);
  });

  it("writes 3MF with shared vertices, escaped names and the same bytes every time", () => {
    const bytes = write3mf([tetrahedron()]);
    expect(write3mf([tetrahedron()])).toEqual(bytes);
    const model = strFromU8(unzipSync(bytes)["3D/3dmodel.model"]!);
    expect(model).toContain('unit="millimeter"');
    expect(model).toContain('name="A &#38; &#34;B&#34;"');
    expect(model).toContain('displaycolor="#FF8000FF"');
    const vertices = [...model.matchAll(/<vertex x="([^"]+)" y="([^"]+)" z="([^"]+)"/g)].map((m) =>
      m.slice(1).map(Number),
    );
    expect(vertices).toHaveLength(4);
    const corners = [...model.matchAll(/v1="(\d+)" v2="(\d+)" v3="(\d+)"/g)].flatMap((m) =>
      m.slice(1).map((index) => vertices[Number(index)]!),
    );
    expect(volume(corners)).toBeCloseTo(1000, 6);
  });
});
