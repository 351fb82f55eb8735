import { at, UnbakeError } from "@unbake/ground";
import { type BodyMesh, byFace, triangleCount } from "./mesh.js";

const magic = 0x46546c67;
const jsonChunk = 0x4e4f534a;
const binaryChunk = 0x004e4942;
const float32 = 5126;
const uint32 = 5125;
const arrayBuffer = 34962;
const elementArrayBuffer = 34963;
const metresPerMm = 1 / 1000;

/**
 * Binary glTF 2.0 (specification 2.0, section 4.4): one node, mesh and material a body, in metres with Y up as the format asks,
 * so KCL's (x, y, z) becomes (x, z, -y). The triangles of a face are beside each other; the mesh's `extras.faces` has, in their order,
 * [face id, first triangle, number of triangles, line of KCL or 0].
 */
export function writeGlb(bodies: readonly BodyMesh[]): Uint8Array {
  const chunks: Uint8Array[] = [];
  let offset = 0;
  const bufferViews: object[] = [];
  const accessors: object[] = [];
  const addView = (data: Float32Array | Uint32Array, target: number) => {
    bufferViews.push({ buffer: 0, byteOffset: offset, byteLength: data.byteLength, target });
    chunks.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    offset += data.byteLength;
    return bufferViews.length - 1;
  };

  const meshes = bodies.map(({ mesh: anyOrder, name, faceLines = [] }, material) => {
    const { mesh, runs } = byFace(anyOrder);
    const lineOf = (face: number) => faceLines[face] ?? 0; // default: the format's 0, where no line is known
    const faces = runs.map(({ face, first, triangles }) => [face, first, triangles, lineOf(face)]);
    const { positions, min, max } = metres(mesh.positions);
    accessors.push({
      bufferView: addView(positions, arrayBuffer),
      componentType: float32,
      count: positions.length / 3,
      type: "VEC3",
      min,
      max,
    });
    const attributes: Record<string, number> = { POSITION: accessors.length - 1 };
    if (mesh.normals) {
      accessors.push({
        bufferView: addView(turned(mesh.normals, 1), arrayBuffer),
        componentType: float32,
        count: mesh.normals.length / 3,
        type: "VEC3",
      });
      attributes.NORMAL = accessors.length - 1;
    }
    accessors.push({
      bufferView: addView(Uint32Array.from(mesh.triangles), elementArrayBuffer),
      componentType: uint32,
      count: 3 * triangleCount(mesh),
      type: "SCALAR",
    });
    return { name, primitives: [{ attributes, indices: accessors.length - 1, material }], extras: { faces } };
  });

  const document = {
    asset: { version: "2.0", generator: "unbake" },
    scene: 0,
    scenes: [{ nodes: bodies.map((_, i) => i) }],
    nodes: bodies.map(({ name }, mesh) => ({ name, mesh })),
    meshes,
    materials: bodies.map(({ name, color = [0.8, 0.8, 0.8, 1] }) => ({
      name,
      pbrMetallicRoughness: { baseColorFactor: linear(color), metallicFactor: 0, roughnessFactor: 0.6 },
      ...(color[3] < 1 ? { alphaMode: "BLEND" } : {}),
    })),
    accessors,
    bufferViews,
    buffers: [{ byteLength: offset }],
  };
  return container(new TextEncoder().encode(JSON.stringify(document)), chunks, offset);
}

function metres(positions: ArrayLike<number>) {
  const turnedPositions = turned(positions, metresPerMm);
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  turnedPositions.forEach((value, i) => {
    min[i % 3] = Math.min(at(min, i % 3), value);
    max[i % 3] = Math.max(at(max, i % 3), value);
  });
  return { positions: turnedPositions, min, max };
}

/** Z up to Y up. */
function turned(values: ArrayLike<number>, scale: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let i = 0; i < values.length; i += 3) {
    const [x, y, z] = [at(values, i), at(values, i + 1), at(values, i + 2)];
    result.set([x * scale, z * scale, -y * scale], i);
  }
  return result;
}

/** glTF's colour factors are linear, ours are sRGB (IEC 61966-2-1). */
function linear([r, g, b, a]: readonly [number, number, number, number]): number[] {
  const decode = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return [decode(r), decode(g), decode(b), a];
}

function container(json: Uint8Array, chunks: readonly Uint8Array[], binaryBytes: number): Uint8Array {
  const jsonBytes = Math.ceil(json.length / 4) * 4;
  const bytes = new Uint8Array(12 + 8 + jsonBytes + 8 + binaryBytes);
  const view = new DataView(bytes.buffer);
  [magic, 2, bytes.length, jsonBytes, jsonChunk].forEach((word, i) => {
    view.setUint32(4 * i, word, true);
  });
  bytes.fill(0x20, 20, 20 + jsonBytes);
  bytes.set(json, 20);
  view.setUint32(20 + jsonBytes, binaryBytes, true);
  view.setUint32(24 + jsonBytes, binaryChunk, true);
  let offset = 28 + jsonBytes;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

interface Document {
  readonly meshes?: readonly {
    readonly name?: string;
    readonly extras?: { readonly faces: readonly (readonly [number, number, number, number])[] };
  }[];
}

const headerBytes = 12;
const chunkHeaderBytes = 8;

/** What a GLB of ours says about its faces: for each body their ids, triangles, and lines of KCL where they are known. */
export function facesOfGlb(glb: Uint8Array) {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  if (glb.byteLength < headerBytes + chunkHeaderBytes) throw new UnbakeError("internal", "a stored GLB is too short");
  const length = view.getUint32(headerBytes, true);
  const start = headerBytes + chunkHeaderBytes;
  const document = JSON.parse(new TextDecoder().decode(glb.subarray(start, start + length))) as Document;
  return {
    bodies: (document.meshes ?? []).map(({ name = "", extras }) => ({
      name,
      faces: (extras?.faces ?? []).map(([face, first_triangle, triangles, line]) => ({
        face,
        first_triangle,
        triangles,
        ...(line > 0 && { line }),
      })),
    })),
  };
}
