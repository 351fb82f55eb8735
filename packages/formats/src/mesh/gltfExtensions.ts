/** Extensions of glTF: which change what is drawn, and which only how it looks. */
import { UnbakeError } from "@unbake/ground";
import type { Gltf, GltfNode, GltfPrimitive } from "./gltfJson.js";

/** Extensions that a file may require although they are not read: they change looks, light, sound or data, no vertex. */
const harmless: readonly RegExp[] = [
  // Integers as coordinates, which are read.
  /^KHR_mesh_quantization$/,
  /^KHR_materials_/,
  /^KHR_texture_/,
  /^EXT_texture_/,
  /^MSFT_texture_dds$/,
  /^MSFT_packing_/,
  /^(KHR|EXT)_lights?_/,
  /^KHR_techniques_webgl$/,
  /^KHR_xmp(_json_ld)?$/,
  /^KHR_animation_pointer$/,
  /^KHR_node_(selectability|hoverability)$/,
  /^(KHR|MSFT)_audio/,
  /^EXT_(mesh_features|instance_features|structural_metadata)$/,
  /^ADOBE_materials_/,
  /^CESIUM_primitive_outline$/,
];

/** What compresses the triangles themselves. */
const compression: ReadonlySet<string> = new Set([
  "KHR_draco_mesh_compression",
  "EXT_meshopt_compression",
  "KHR_meshopt_compression",
]);

/** On nodes: more copies than one, or none. Read without them the bodies would be others. */
const placing: ReadonlySet<string> = new Set(["EXT_mesh_gpu_instancing", "KHR_node_visibility"]);

/** @throws unsupported_content for what the file requires and is not known. */
export function refuseExtensions(json: Gltf): void {
  const needed = json.extensionsRequired?.find((name) => !harmless.some((pattern) => pattern.test(name)));
  if (needed === undefined) return;
  const what = compression.has(needed) ? "meshes compressed by" : "the extension";
  throw new UnbakeError("unsupported_content", `${what} ${needed.slice(0, 60)}, which the file requires`);
}

/** Also where the file does not require them. @throws unsupported_content. */
export function refuseNodeExtensions(node: GltfNode, index: number): void {
  const found = Object.keys(node.extensions ?? {}).find((name) => placing.has(name));
  if (found !== undefined) throw new UnbakeError("unsupported_content", `${found} of node ${index}`);
}

export const isCompressed = ({ extensions }: GltfPrimitive): boolean =>
  Object.keys(extensions ?? {}).some((name) => compression.has(name));
