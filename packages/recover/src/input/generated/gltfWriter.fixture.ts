/** Parts of glTF files, from the specification of glTF 2.0: buffers with views and accessors, and the file as JSON or GLB. */
import { pick, type Random, shuffled } from "./meshes.fixture.js";

export type Json = Record<string, unknown>;
type Component = 5120 | 5121 | 5122 | 5123 | 5125 | 5126;

const sizes: Readonly<Record<Component, number>> = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 };

/** One buffer that grows, with the views into it. */
export interface Buffers {
  readonly bytes: number[];
  readonly views: Json[];
  readonly accessors: Json[];
}

export const newBuffers = (): Buffers => ({ bytes: [], views: [], accessors: [] });

/** A view of values, `stride` bytes from one to the next. Returns its number. */
export function addView(
  buffers: Buffers,
  values: readonly (readonly number[])[],
  component: Component,
  stride = 0,
): number {
  while (buffers.bytes.length % 4 !== 0) buffers.bytes.push(0);
  const size = sizes[component];
  const width = (values[0]?.length ?? 1) * size;
  const step = Math.max(stride, width);
  const view = new DataView(new ArrayBuffer(step * values.length));
  values.forEach((value, i) => {
    value.forEach((x, k) => {
      const at = i * step + k * size;
      if (component === 5126) view.setFloat32(at, x, true);
      else if (component === 5125) view.setUint32(at, x, true);
      else if (component === 5123) view.setUint16(at, x, true);
      else if (component === 5122) view.setInt16(at, x, true);
      else if (component === 5121) view.setUint8(at, x);
      else view.setInt8(at, x);
    });
  });
  buffers.views.push({
    buffer: 0,
    byteOffset: buffers.bytes.length,
    byteLength: view.byteLength,
    ...(stride > 0 && { byteStride: step }),
  });
  buffers.bytes.push(...new Uint8Array(view.buffer));
  return buffers.views.length - 1;
}

/** Points or indices in a view of their own. Returns the accessor's number. */
export function addAccessor(
  buffers: Buffers,
  values: readonly (readonly number[])[],
  component: Component,
  more: Json = {},
  stride = 0,
): number {
  const bufferView = addView(buffers, values, component, stride);
  const type = values[0]?.length === 3 ? "VEC3" : "SCALAR";
  buffers.accessors.push({ bufferView, componentType: component, count: values.length, type, ...more });
  return buffers.accessors.length - 1;
}

/** The file with its buffer: inside the JSON in base64 or in percent signs, or as a GLB's chunk. */
export function gltfFile(
  random: Random,
  buffers: Buffers,
  json: Json,
): { readonly bytes: Uint8Array; readonly form: string } {
  const form = pick(random, ["base64", "percent", "glb", "glb with more chunks"]);
  const { bytes } = buffers;
  const uri = {
    base64: `data:application/octet-stream;base64,${Buffer.from(bytes).toString("base64")}`,
    percent: `data:application/gltf-buffer,${bytes.map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")}`,
  }[form];
  const whole: Json = {
    asset: { version: "2.0" },
    accessors: buffers.accessors,
    bufferViews: buffers.views,
    buffers: [{ byteLength: bytes.length, ...(uri && { uri }) }],
    ...json,
  };
  const text = JSON.stringify(Object.fromEntries(shuffled(random, Object.entries(whole))));
  if (uri !== undefined) return { bytes: new TextEncoder().encode(text), form };
  const more = form === "glb" ? [] : [chunk("MORE", [1, 2, 3, 4], 0)];
  return { bytes: glb([chunk("JSON", [...Buffer.from(text)], 0x20), chunk("BIN\0", bytes, 0), ...more]), form };
}

function chunk(kind: string, content: readonly number[], padding: number): readonly number[] {
  const padded = [...content];
  while (padded.length % 4 !== 0) padded.push(padding);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(padded.length, 0);
  head.write(kind, 4, "latin1");
  return [...head, ...padded];
}

function glb(chunks: readonly (readonly number[])[]): Uint8Array {
  const body = chunks.flat();
  const head = Buffer.alloc(12);
  head.write("glTF", 0, "latin1");
  head.writeUInt32LE(2, 4);
  head.writeUInt32LE(12 + body.length, 8);
  return Uint8Array.from([...head, ...body]);
}
