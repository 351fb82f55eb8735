/** The JSON of a glTF file, in a text of its own or the first chunk of a GLB, checked as far as it is read. */
import { UnbakeError } from "@unbake/ground";
import { maxTextBytes } from "./limits.js";
import { trailingWarnings } from "./trailing.js";

export interface GltfNode {
  readonly name?: string;
  readonly mesh?: number;
  readonly skin?: number;
  readonly children?: readonly number[];
  readonly matrix?: readonly number[];
  readonly translation?: readonly number[];
  readonly rotation?: readonly number[];
  readonly scale?: readonly number[];
  readonly weights?: readonly number[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface GltfPrimitive {
  readonly mode?: number;
  readonly indices?: number;
  readonly attributes?: { readonly POSITION?: number };
  readonly targets?: readonly { readonly POSITION?: number }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface GltfAccessor {
  readonly bufferView?: number;
  readonly byteOffset?: number;
  readonly componentType?: number;
  readonly normalized?: boolean;
  readonly count?: number;
  readonly type?: string;
  readonly sparse?: GltfSparse;
}

/** Values that take the place of others. */
export interface GltfSparse {
  readonly count?: number;
  readonly indices?: { readonly bufferView?: number; readonly byteOffset?: number; readonly componentType?: number };
  readonly values?: { readonly bufferView?: number; readonly byteOffset?: number };
}

interface GltfBufferView {
  readonly buffer?: number;
  readonly byteOffset?: number;
  readonly byteLength?: number;
  readonly byteStride?: number;
}

interface GltfMeshJson {
  readonly name?: string;
  readonly primitives?: readonly GltfPrimitive[];
  readonly weights?: readonly number[];
}

/** The parts of a glTF document that shapes need. Numbers in it may be anything: they are checked where they are used. */
export interface Gltf {
  readonly asset?: { readonly version?: string; readonly minVersion?: string };
  readonly scene?: number;
  readonly scenes?: readonly { readonly nodes?: readonly number[] }[];
  readonly nodes?: readonly GltfNode[];
  readonly meshes?: readonly GltfMeshJson[];
  readonly accessors?: readonly GltfAccessor[];
  readonly bufferViews?: readonly GltfBufferView[];
  readonly buffers?: readonly { readonly uri?: string; readonly byteLength?: number }[];
  readonly animations?: readonly unknown[];
  readonly extensionsRequired?: readonly string[];
}

const jsonChunk = 0x4e4f534a;
const binaryChunk = 0x004e4942;

export interface ParsedGltf {
  readonly json: Gltf;
  /** The GLB's own chunk. */
  readonly binary?: Uint8Array;
  readonly warnings: readonly string[];
}

/** @throws syntax, truncated, too_large, unsupported_content. */
export function parseGltf(bytes: Uint8Array): ParsedGltf {
  const isBinary = new TextDecoder("latin1").decode(bytes.subarray(0, 4)) === "glTF";
  return isBinary ? parseGlb(bytes) : { json: parse(bytes), warnings: [] };
}

function parseGlb(bytes: Uint8Array): ParsedGltf {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 20) throw new UnbakeError("truncated", `${bytes.length} bytes of a GLB header of 20`);
  const version = view.getUint32(4, true);
  if (version !== 2) throw new UnbakeError("unsupported_content", `binary glTF of version ${version}`);
  const length = view.getUint32(8, true);
  if (length > bytes.length) throw new UnbakeError("truncated", `it announces ${length} bytes and has ${bytes.length}`);
  const chunks: { readonly kind: number; readonly content: Uint8Array }[] = [];
  for (let at = 12; at < length; ) {
    const size = at + 8 <= length ? view.getUint32(at, true) : length;
    if (at + 8 + size > length)
      throw new UnbakeError("truncated", `the chunk at byte ${at} does not fit into the file`);
    chunks.push({ kind: view.getUint32(at + 4, true), content: bytes.subarray(at + 8, at + 8 + size) });
    at += 8 + size;
  }
  const [first, second] = chunks;
  if (first?.kind !== jsonChunk) throw new UnbakeError("syntax", "byte 12: the first chunk of a GLB is no JSON");
  if (
    chunks.slice(1).some(({ kind }) => kind === jsonChunk) ||
    chunks.slice(2).some(({ kind }) => kind === binaryChunk)
  ) {
    throw new UnbakeError("syntax", "its chunks: JSON and data come once each, data second");
  }
  const json = parse(first.content);
  const warnings = trailingWarnings(bytes, length);
  return second?.kind === binaryChunk ? { json, binary: second.content, warnings } : { json, warnings };
}

/** Lists that the shapes are in. */
const lists = [
  "scenes",
  "nodes",
  "meshes",
  "accessors",
  "bufferViews",
  "buffers",
  "animations",
  "extensionsRequired",
] as const;

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
  checkVersion(json as Gltf);
  checkMeshes(json as Gltf);
  return json as Gltf;
}

function checkVersion({ asset }: Gltf): void {
  // A GLB states its version in its header, too.
  if (!asset) return;
  const needed = String(asset.minVersion ?? asset.version);
  // 2.1 may be read as 2.0 where nothing says otherwise.
  const known = asset.minVersion === undefined ? /^2\.\d+$/ : /^2\.0$/;
  if (!known.test(needed)) throw new UnbakeError("unsupported_content", `glTF of version ${needed.slice(0, 20)}`);
}

function checkMeshes({ meshes = [] }: Gltf): void {
  const isList = (value: unknown): boolean =>
    value === undefined || (Array.isArray(value) && value.every((item) => item !== null && typeof item === "object"));
  meshes.forEach(({ primitives }, i) => {
    if (!isList(primitives) || !(primitives ?? []).every(({ targets }) => isList(targets))) {
      throw new UnbakeError("syntax", `the primitives of mesh ${i}`);
    }
  });
}
