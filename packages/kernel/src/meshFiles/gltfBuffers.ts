/** The numbers of a glTF file: accessors into views of buffers, every range checked. */
import { UnbakeError } from "../errors.js";
import type { Gltf, GltfAccessor } from "./gltfJson.js";
import { maxVertices } from "./limits.js";

export interface GltfBuffers {
  /** Is there plain data behind the accessor? */
  has(accessor: number): boolean;
  /** Three numbers a point. */
  points(accessor: number): Float64Array;
  indices(accessor: number): Uint32Array;
}

const componentBytes: Readonly<Record<number, number>> = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 };
/** What a normalized integer is divided by. */
const normalizers: Readonly<Record<number, number>> = { 5120: 127, 5121: 255, 5122: 32767, 5123: 65535 };

/** `binary`: the GLB's own chunk. @throws missing_external, dangling_reference, truncated, unsupported_content, too_large, syntax. */
export function gltfBuffers(json: Gltf, binary: Uint8Array | undefined): GltfBuffers {
  const loaded = new Map<number, Uint8Array>();
  const bufferAt = (index: number): Uint8Array => {
    const known = loaded.get(index) ?? loadBuffer(json, index, binary);
    loaded.set(index, known);
    return known;
  };
  const read = (index: number, width: number, type: string): Float64Array => {
    const accessor = json.accessors?.[index];
    if (!accessor) throw new UnbakeError("dangling_reference", `accessor ${index} does not exist`);
    if (accessor.type !== type)
      throw new UnbakeError("syntax", `accessor ${index} holds ${accessor.type}, not ${type}`);
    return valuesOf(json, accessor, index, width, bufferAt);
  };
  return {
    has: (accessor) => json.accessors?.[accessor]?.bufferView !== undefined,
    points(accessor) {
      const values = read(accessor, 3, "VEC3");
      const bad = values.find((value) => !Number.isFinite(value));
      if (bad !== undefined) throw new UnbakeError("bad_geometry", `accessor ${accessor} has the coordinate ${bad}`);
      return values;
    },
    indices: (accessor) => Uint32Array.from(read(accessor, 1, "SCALAR")),
  };
}

function loadBuffer(json: Gltf, index: number, binary: Uint8Array | undefined): Uint8Array {
  const buffer = json.buffers?.[index];
  if (!buffer) throw new UnbakeError("dangling_reference", `buffer ${index} does not exist`);
  const { uri } = buffer;
  if (uri === undefined) {
    if (index === 0 && binary) return binary;
    throw new UnbakeError("dangling_reference", `buffer ${index} has neither a URI nor the file's own chunk`);
  }
  const data = typeof uri === "string" ? /^data:[^,]*;base64,/.exec(uri) : null;
  if (!data)
    throw new UnbakeError("missing_external", `its buffer ${index} is in another file: ${String(uri).slice(0, 60)}`);
  return new Uint8Array(Buffer.from(uri.slice(data[0].length), "base64"));
}

function valuesOf(
  json: Gltf,
  accessor: GltfAccessor,
  index: number,
  width: number,
  bufferAt: (index: number) => Uint8Array,
): Float64Array {
  const { count, componentType, normalized } = accessor;
  const size = componentBytes[componentType ?? -1];
  if (!isCount(count) || size === undefined)
    throw new UnbakeError("syntax", `accessor ${index} has no count or no known type`);
  if (count > maxVertices)
    throw new UnbakeError("too_large", `accessor ${index} holds ${count} values, the limit is ${maxVertices}`);
  if (accessor.sparse !== undefined) throw new UnbakeError("unsupported_content", "sparse accessors");
  const values = new Float64Array(count * width);
  if (accessor.bufferView === undefined) return values;
  const view = json.bufferViews?.[accessor.bufferView];
  if (!view || !isCount(view.buffer))
    throw new UnbakeError("dangling_reference", `the buffer view of accessor ${index}`);
  const buffer = bufferAt(view.buffer);
  const stride = view.byteStride ?? width * size;
  const [from, inView] = [view.byteOffset ?? 0, accessor.byteOffset ?? 0];
  if (![stride, from, inView, view.byteLength ?? 0].every(isCount) || stride < width * size) {
    throw new UnbakeError("syntax", `the buffer view of accessor ${index}`);
  }
  const end = count === 0 ? 0 : from + inView + (count - 1) * stride + width * size;
  if (end > buffer.length) {
    throw new UnbakeError("truncated", `accessor ${index} reaches to byte ${end} of a buffer of ${buffer.length}`);
  }
  const bytes = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const scale = normalized ? 1 / (normalizers[componentType ?? -1] ?? 1) : 1;
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < width; k++) {
      const at = from + inView + i * stride + k * size;
      values[i * width + k] = scale * component(bytes, at, componentType ?? 0);
    }
  }
  return values;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function component(bytes: DataView, at: number, type: number): number {
  switch (type) {
    case 5120:
      return bytes.getInt8(at);
    case 5121:
      return bytes.getUint8(at);
    case 5122:
      return bytes.getInt16(at, true);
    case 5123:
      return bytes.getUint16(at, true);
    case 5125:
      return bytes.getUint32(at, true);
    default:
      return bytes.getFloat32(at, true);
  }
}
