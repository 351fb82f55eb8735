/** The numbers of a glTF file: accessors into views of buffers, every range checked. */
import { must, UnbakeError } from "@unbake/ground";
import type { Gltf, GltfAccessor, GltfSparse } from "./gltfJson.js";
import { maxVertices } from "./limits.js";

export interface GltfBuffers {
  /** Is there plain data behind the accessor? */
  has(accessor: number): boolean;
  /** Three numbers a point. */
  points(accessor: number): Float64Array;
  indices(accessor: number): Uint32Array;
}

const componentBytes: Readonly<Record<number, number>> = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 };
/** Unsigned bytes, shorts and integers. */
const indexTypes: ReadonlySet<number> = new Set([5121, 5123, 5125]);
/** What a normalized integer is divided by; what comes below -1, of the lowest value of signed ones, is -1. */
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
    indices(accessor) {
      const { componentType, normalized } = json.accessors?.[accessor] ?? {};
      if (componentType !== undefined && (!indexTypes.has(componentType) || normalized)) {
        throw new UnbakeError("syntax", `accessor ${accessor} holds no indices`);
      }
      return Uint32Array.from(read(accessor, 1, "SCALAR"));
    },
  };
}

function loadBuffer(json: Gltf, index: number, binary: Uint8Array | undefined): Uint8Array {
  const buffer = json.buffers?.[index];
  if (!buffer) throw new UnbakeError("dangling_reference", `buffer ${index} does not exist`);
  if (!isCount(buffer.byteLength)) throw new UnbakeError("syntax", `buffer ${index}, which has no length`);
  const data = dataOf(buffer.uri, index, binary);
  if (data.length < buffer.byteLength) {
    throw new UnbakeError("truncated", `buffer ${index} has ${data.length} bytes of ${buffer.byteLength}`);
  }
  return data.subarray(0, buffer.byteLength);
}

function dataOf(uri: unknown, index: number, binary: Uint8Array | undefined): Uint8Array {
  if (uri === undefined) {
    if (index === 0 && binary) return binary;
    throw new UnbakeError("dangling_reference", `buffer ${index} has neither a URI nor the file's own chunk`);
  }
  const [, base64, content] = (typeof uri === "string" && /^data:[^,]*?(;base64)?,(.*)$/is.exec(uri)) || [];
  if (content === undefined) {
    throw new UnbakeError("missing_external", `its buffer ${index} is in another file: ${String(uri).slice(0, 60)}`);
  }
  if (base64 === undefined) return percentDecoded(content);
  const plain = content.includes("%") ? new TextDecoder().decode(percentDecoded(content)) : content;
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) throw new UnbakeError("syntax", `the base64 of buffer ${index}`);
  return new Uint8Array(Buffer.from(plain, "base64"));
}

/** "%41%42" -> "AB". */
const percentDecoded = (text: string): Uint8Array =>
  new Uint8Array(
    Buffer.from(
      text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
      "latin1",
    ),
  );

interface Layout {
  readonly view: unknown;
  readonly byteOffset: number;
  readonly componentType: number;
  readonly count: number;
  readonly width: number;
  /** For messages. */
  readonly place: string;
}

type BufferAt = (index: number) => Uint8Array;

function valuesOf(json: Gltf, accessor: GltfAccessor, index: number, width: number, bufferAt: BufferAt): Float64Array {
  const { count, componentType, normalized, byteOffset = 0 } = accessor;
  if (!isCount(count) || componentType === undefined || componentBytes[componentType] === undefined)
    throw new UnbakeError("syntax", `accessor ${index} has no count or no known type`);
  if (count > maxVertices)
    throw new UnbakeError("too_large", `accessor ${index} holds ${count} values, the limit is ${maxVertices}`);
  const place = `accessor ${index}`;
  const layout = { byteOffset, componentType, count, width, place };
  const values =
    accessor.bufferView === undefined
      ? new Float64Array(count * width)
      : readView(json, { ...layout, view: accessor.bufferView }, bufferAt);
  if (accessor.sparse) replaceSparse(json, accessor.sparse, layout, values, bufferAt);
  const divisor = normalized ? normalizers[componentType] : undefined;
  if (normalized && divisor === undefined) throw new UnbakeError("syntax", `${place}, which normalizes no integers`);
  return divisor === undefined ? values : values.map((value) => Math.max(value / divisor, -1));
}

const offsetOf = (stated: number | undefined): number => stated ?? 0; // default: the standard says so

/** Some values of an accessor are replaced by others. */
function replaceSparse(
  json: Gltf,
  { count, indices, values: others }: GltfSparse,
  layout: Omit<Layout, "view">,
  values: Float64Array,
  bufferAt: BufferAt,
): void {
  const { width } = layout;
  const place = `the sparse values of ${layout.place}`;
  const { componentType: indexType, byteOffset: indexOffset } = indices ?? {};
  if (!isCount(count) || count > layout.count || indexType === undefined || !indexTypes.has(indexType))
    throw new UnbakeError("syntax", place);
  const at = readView(
    json,
    {
      view: indices?.bufferView,
      byteOffset: offsetOf(indexOffset),
      componentType: indexType,
      count,
      width: 1,
      place,
    },
    bufferAt,
  );
  const { bufferView, byteOffset } = others ?? {};
  const replacing = readView(
    json,
    { ...layout, view: bufferView, byteOffset: offsetOf(byteOffset), count, place },
    bufferAt,
  );
  at.forEach((index, i) => {
    if (index >= layout.count)
      throw new UnbakeError("dangling_reference", `${place} name value ${index} of ${layout.count}`);
    values.set(replacing.subarray(i * width, (i + 1) * width), index * width);
  });
}

/** The numbers of a view as they stand. @throws dangling_reference, syntax, truncated. */
function readView(json: Gltf, layout: Layout, bufferAt: BufferAt): Float64Array {
  const { byteOffset, componentType, count, width, place } = layout;
  const view = json.bufferViews?.[layout.view as number];
  if (!view || !isCount(view.buffer)) throw new UnbakeError("dangling_reference", `the buffer view of ${place}`);
  const buffer = bufferAt(view.buffer);
  const size = must(componentBytes[componentType], "size of a component");
  const { byteStride: stride = width * size, byteOffset: from = 0, byteLength } = view;
  if (![stride, from, byteOffset, byteLength].every(isCount) || stride < width * size || !isCount(byteLength)) {
    throw new UnbakeError("syntax", `the buffer view of ${place}`);
  }
  const end = count === 0 ? 0 : byteOffset + (count - 1) * stride + width * size;
  if (end > byteLength)
    throw new UnbakeError("truncated", `${place} reaches to byte ${end} of a view of ${byteLength}`);
  if (from + byteLength > buffer.length) {
    throw new UnbakeError(
      "truncated",
      `the view of ${place} reaches to byte ${from + byteLength} of a buffer of ${buffer.length}`,
    );
  }
  const values = new Float64Array(count * width);
  const bytes = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < width; k++) {
      values[i * width + k] = component(bytes, from + byteOffset + i * stride + k * size, componentType);
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
