/** The JSON of a glTF file, in a text of its own or the first chunk of a GLB, checked as far as it is read. */
import { UnbakeError } from "../errors.js";
import { maxTextBytes } from "./limits.js";

export interface GltfNode {
  readonly name?: string;
  readonly mesh?: number;
  readonly skin?: number;
  readonly children?: readonly number[];
  readonly matrix?: readonly number[];
  readonly translation?: readonly number[];
  readonly rotation?: readonly number[];
  readonly scale?: readonly number[];
}

export interface GltfPrimitive {
  readonly mode?: number;
  readonly indices?: number;
  readonly attributes?: { readonly POSITION?: number };
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface GltfAccessor {
  readonly bufferView?: number;
  readonly byteOffset?: number;
  readonly componentType?: number;
  readonly normalized?: boolean;
  readonly count?: number;
  readonly type?: string;
  readonly sparse?: unknown;
}

export interface GltfBufferView {
  readonly buffer?: number;
  readonly byteOffset?: number;
  readonly byteLength?: number;
  readonly byteStride?: number;
}

/** The parts of a glTF document that shapes need. Numbers in it may be anything: they are checked where they are used. */
export interface Gltf {
  readonly scene?: number;
  readonly scenes?: readonly { readonly nodes?: readonly number[] }[];
  readonly nodes?: readonly GltfNode[];
  readonly meshes?: readonly { readonly name?: string; readonly primitives?: readonly GltfPrimitive[] }[];
  readonly accessors?: readonly GltfAccessor[];
  readonly bufferViews?: readonly GltfBufferView[];
  readonly buffers?: readonly { readonly uri?: string; readonly byteLength?: number }[];
  readonly extensionsRequired?: readonly string[];
}

const jsonChunk = 0x4e4f534a;
const binaryChunk = 0x004e4942;

/** @throws syntax, truncated, too_large, unsupported_content. */
export function parseGltf(bytes: Uint8Array): { readonly json: Gltf; readonly binary?: Uint8Array } {
  const isBinary = new TextDecoder("latin1").decode(bytes.subarray(0, 4)) === "glTF";
  if (!isBinary) return { json: parse(bytes) };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 20) throw new UnbakeError("truncated", `${bytes.length} bytes of a GLB header of 20`);
  const version = view.getUint32(4, true);
  if (version !== 2) throw new UnbakeError("unsupported_content", `binary glTF of version ${version}`);
  const length = view.getUint32(8, true);
  if (length > bytes.length) throw new UnbakeError("truncated", `it announces ${length} bytes and has ${bytes.length}`);
  let json: Gltf | undefined;
  let binary: Uint8Array | undefined;
  for (let at = 12; at + 8 <= length; ) {
    const size = view.getUint32(at, true);
    const kind = view.getUint32(at + 4, true);
    if (at + 8 + size > length)
      throw new UnbakeError("truncated", `a chunk of ${size} bytes does not fit into the file`);
    const chunk = bytes.subarray(at + 8, at + 8 + size);
    if (kind === jsonChunk) json ??= parse(chunk);
    else if (kind === binaryChunk) binary ??= chunk;
    at += 8 + size;
  }
  if (!json) throw new UnbakeError("syntax", "a GLB without JSON");
  return binary ? { json, binary } : { json };
}

/** Lists that the shapes are in. */
const lists = ["scenes", "nodes", "meshes", "accessors", "bufferViews", "buffers", "extensionsRequired"] as const;

function parse(bytes: Uint8Array): Gltf {
  if (bytes.length > maxTextBytes) {
    throw new UnbakeError("too_large", `${bytes.length} bytes of JSON, the limit is ${maxTextBytes}`);
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new UnbakeError("syntax", `its JSON (${(cause as Error).message.slice(0, 100)})`, { cause });
  }
  if (typeof json !== "object" || json === null) throw new UnbakeError("syntax", "its JSON is no object");
  for (const list of lists) {
    const value: unknown = (json as Record<string, unknown>)[list];
    if (value === undefined) continue;
    const sound =
      Array.isArray(value) &&
      value.every((item) => item !== null && typeof item === (list === "extensionsRequired" ? "string" : "object"));
    if (!sound) throw new UnbakeError("syntax", `"${list}" of its JSON is no list of what it should be`);
  }
  return json as Gltf;
}
