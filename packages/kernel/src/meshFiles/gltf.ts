/**
 * glTF 2.0, as JSON or GLB: the triangles of every node of the scene. Metres and Y up become millimetres and Z up. Buffers are the GLB's
 * own or data: URIs; nothing else is followed.
 */
import { UnbakeError } from "../errors.js";
import { gltfBuffers } from "./gltfBuffers.js";
import { type Gltf, parseGltf } from "./gltfJson.js";
import { checkTriangles, checkVertices, maxDepth, maxPlacements } from "./limits.js";
import { combine, type Placement, placePoints, placeTriangles, unplaced } from "./placed.js";
import { singlePrecision } from "./precision.js";
import type { MeshBody, MeshFile } from "./types.js";

/** x, y up, z towards the front in metres -> x, y towards the back, z up in millimetres. */
const toMillimetres: Placement = [1000, 0, 0, 0, 0, 0, -1000, 0, 0, 1000, 0, 0];
const pointMode = 0;
const [triangleMode, stripMode, fanMode] = [4, 5, 6];

/** @throws syntax, truncated, dangling_reference, cyclic, missing_external, too_large, unsupported_content. */
export function readGltf(bytes: Uint8Array): MeshFile {
  const { json, binary } = parseGltf(bytes);
  refuseExtensions(json);
  const buffers = gltfBuffers(json, binary);
  const warnings: string[] = [];
  const bodies: MeshBody[] = [];
  const meshes = new Map<number, Pick<MeshBody, "positions" | "triangles">>();
  const count = { placements: 0, triangles: 0, vertices: 0 };
  const place = (index: number, outer: Placement, depth: number): void => {
    const node = json.nodes?.[index];
    if (!node) throw new UnbakeError("dangling_reference", `node ${index} does not exist`);
    if (depth > maxDepth)
      throw new UnbakeError("cyclic", `node ${index} is inside itself, or more than ${maxDepth} deep`);
    if (++count.placements > maxPlacements)
      throw new UnbakeError("too_large", `more than ${maxPlacements} nodes are placed`);
    const placement = combine(outer, placementOf(node));
    if (node.mesh !== undefined) {
      const mesh = meshes.get(node.mesh) ?? meshOf(json, buffers, node.mesh);
      meshes.set(node.mesh, mesh);
      count.triangles += mesh.triangles.length / 3;
      count.vertices += mesh.positions.length / 3;
      checkTriangles(count.triangles);
      checkVertices(count.vertices);
      const name = node.name ?? json.meshes?.[node.mesh]?.name;
      if (mesh.triangles.length > 0) {
        bodies.push({
          ...(name && { name }),
          positions: placePoints(mesh.positions, placement),
          triangles: placeTriangles(mesh.triangles, placement),
        });
      }
    }
    if (node.skin !== undefined && !warnings.includes(skinned)) warnings.push(skinned);
    for (const child of node.children ?? []) place(child, placement, depth + 1);
  };
  for (const root of rootsOf(json)) place(root, combine(toMillimetres, unplaced), 0);
  let largest = 0;
  for (const { positions } of bodies) for (const value of positions) largest = Math.max(largest, Math.abs(value));
  return { bodies, unit: "mm", precisionMm: singlePrecision(largest), warnings };
}

const skinned = "skins in the file are not applied: meshes are converted as they are at rest";

/** What compresses the triangles themselves. */
const unread = new Set(["KHR_draco_mesh_compression", "EXT_meshopt_compression"]);

function refuseExtensions(json: Gltf): void {
  const needed = json.extensionsRequired?.find((extension) => unread.has(extension));
  if (needed) throw new UnbakeError("unsupported_content", `meshes compressed by ${needed}`);
}

/** The nodes of the scene that is shown; without scenes all nodes that are no children. */
function rootsOf(json: Gltf): readonly number[] {
  const scene = json.scenes?.[json.scene ?? 0];
  if (scene) return scene.nodes ?? [];
  const children = new Set((json.nodes ?? []).flatMap((node) => node.children ?? []));
  return (json.nodes ?? []).map((_, i) => i).filter((i) => !children.has(i));
}

/** A node's matrix (written by columns), or its translation, rotation (a quaternion) and scale. */
function placementOf(node: NonNullable<Gltf["nodes"]>[number]): Placement {
  const m = node.matrix;
  if (m) return [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14].map((i) => m[i] ?? 0);
  const [tx = 0, ty = 0, tz = 0] = node.translation ?? [];
  const [x = 0, y = 0, z = 0, w = 1] = node.rotation ?? [];
  const [sx = 1, sy = 1, sz = 1] = node.scale ?? [];
  return [
    (1 - 2 * (y * y + z * z)) * sx,
    2 * (x * y - z * w) * sy,
    2 * (x * z + y * w) * sz,
    tx,
    2 * (x * y + z * w) * sx,
    (1 - 2 * (x * x + z * z)) * sy,
    2 * (y * z - x * w) * sz,
    ty,
    2 * (x * z - y * w) * sx,
    2 * (y * z + x * w) * sy,
    (1 - 2 * (x * x + y * y)) * sz,
    tz,
  ];
}

/** The primitives of a mesh together: they differ in material, not in body. */
function meshOf(
  json: Gltf,
  buffers: ReturnType<typeof gltfBuffers>,
  index: number,
): Pick<MeshBody, "positions" | "triangles"> {
  const mesh = json.meshes?.[index];
  if (!mesh) throw new UnbakeError("dangling_reference", `mesh ${index} does not exist`);
  const positions: Float64Array[] = [];
  const triangles: number[] = [];
  let first = 0;
  for (const primitive of mesh.primitives ?? []) {
    const mode = primitive.mode ?? triangleMode;
    const place = primitive.attributes?.POSITION;
    if (place === undefined || (mode >= pointMode && mode < triangleMode)) continue;
    if (
      primitive.extensions &&
      Object.keys(primitive.extensions).some((name) => unread.has(name)) &&
      !buffers.has(place)
    ) {
      throw new UnbakeError("unsupported_content", "compressed meshes without their plain form");
    }
    const points = buffers.points(place);
    const count = points.length / 3;
    const indices = primitive.indices === undefined ? undefined : buffers.indices(primitive.indices);
    const used = indices ?? Uint32Array.from({ length: count }, (_, i) => i);
    const bad = used.find((vertex) => vertex >= count);
    if (bad !== undefined) throw new UnbakeError("dangling_reference", `a triangle names vertex ${bad} of ${count}`);
    checkTriangles((triangles.length + used.length) / 3);
    for (const vertex of cornersOf(used, mode)) triangles.push(vertex + first);
    positions.push(points);
    first += count;
    checkVertices(first);
  }
  const all = new Float64Array(3 * first);
  let at = 0;
  for (const part of positions) {
    all.set(part, at);
    at += part.length;
  }
  return { positions: all, triangles: Uint32Array.from(triangles) };
}

/** The corners of triangles one after the other, out of triangles, a strip or a fan. */
function* cornersOf(indices: Uint32Array, mode: number): Generator<number> {
  const at = (i: number): number => indices[i] ?? 0;
  if (mode === triangleMode) {
    for (let i = 0; i + 2 < indices.length; i += 3) yield* [at(i), at(i + 1), at(i + 2)];
  } else if (mode === stripMode) {
    for (let i = 0; i + 2 < indices.length; i++)
      yield* i % 2 === 0 ? [at(i), at(i + 1), at(i + 2)] : [at(i + 1), at(i), at(i + 2)];
  } else if (mode === fanMode) {
    for (let i = 1; i + 1 < indices.length; i++) yield* [at(0), at(i), at(i + 1)];
  } else throw new UnbakeError("syntax", `the primitive mode ${mode}`);
}
