/** The triangles of one mesh of a glTF file, in its own space. */
import { at, must, UnbakeError } from "@unbake/ground";
import type { GltfBuffers } from "./gltfBuffers.js";
import { isCompressed } from "./gltfExtensions.js";
import type { Gltf, GltfNode, GltfPrimitive } from "./gltfJson.js";
import { growingFloats, growingIndices } from "./growing.js";
import { checkTriangles, checkVertices } from "./limits.js";
import type { MeshBody } from "./types.js";

const firstTriangleMode = 4;
const [triangleMode, stripMode, fanMode] = [4, 5, 6];

export type GltfMesh = Pick<MeshBody, "positions" | "triangles">;

/** Is the primitive one of triangles? Points and lines (modes 0 to 3) bound nothing. */
export const hasTriangles = ({ mode = triangleMode, attributes }: GltfPrimitive): boolean =>
  attributes?.POSITION !== undefined && !(Number.isInteger(mode) && mode >= 0 && mode < firstTriangleMode);

/** How much of each morph target a node's mesh has: the node's weights, else the mesh's, else none. @throws syntax. */
export function weightsOf(json: Gltf, node: GltfNode, mesh: number): readonly number[] {
  const weights: unknown = node.weights ?? json.meshes?.[mesh]?.weights ?? [];
  if (!Array.isArray(weights) || !weights.every((weight) => Number.isFinite(weight))) {
    throw new UnbakeError("syntax", `the weights of mesh ${mesh}`);
  }
  return weights;
}

/** The primitives of a mesh together: they differ in material, not in body. */
export function meshOf(json: Gltf, buffers: GltfBuffers, index: number, weights: readonly number[]): GltfMesh {
  const mesh = json.meshes?.[index];
  if (!mesh) throw new UnbakeError("dangling_reference", `mesh ${index} does not exist`);
  const positions = growingFloats();
  const triangles = growingIndices();
  (mesh.primitives ?? []).forEach((primitive, i) => {
    if (!hasTriangles(primitive)) return;
    const name = `primitive ${i} of mesh ${index}`;
    const first = positions.length / 3;
    const points = pointsOf(primitive, buffers, weights, name);
    const count = points.length / 3;
    checkVertices(first + count);
    const used = indicesOf(primitive, buffers, count, name);
    checkTriangles((triangles.length + used.length) / 3);
    for (const vertex of cornersOf(used, primitive.mode ?? triangleMode, name)) triangles.push(vertex + first);
    for (const value of points) positions.push(value);
  });
  return { positions: positions.values(), triangles: triangles.values() };
}

/** The vertices, moved by the morph targets that have a weight. */
function pointsOf(
  primitive: GltfPrimitive,
  buffers: GltfBuffers,
  weights: readonly number[],
  name: string,
): Float64Array {
  const place = must(primitive.attributes?.POSITION, "POSITION of a primitive of triangles");
  if (isCompressed(primitive) && !buffers.has(place)) {
    throw new UnbakeError("unsupported_content", `${name}, which is compressed and has no plain form`);
  }
  const points = buffers.points(place).slice();
  const targets = primitive.targets ?? [];
  if (weights.length > 0 && weights.length !== targets.length) {
    throw new UnbakeError("syntax", `${name}, which has ${targets.length} morph targets and ${weights.length} weights`);
  }
  targets.forEach((target, t) => {
    const weight = weights[t] ?? 0; // default: a mesh without weights has its targets at rest
    if (weight === 0 || target.POSITION === undefined) return;
    const moves = buffers.points(target.POSITION);
    if (moves.length !== points.length)
      throw new UnbakeError("syntax", `${name}: morph target ${t} has other vertices`);
    for (let i = 0; i < points.length; i++) points[i] = at(points, i) + weight * at(moves, i);
  });
  return points;
}

function indicesOf({ indices }: GltfPrimitive, buffers: GltfBuffers, count: number, name: string): Uint32Array {
  const used = indices === undefined ? Uint32Array.from({ length: count }, (_, i) => i) : buffers.indices(indices);
  const bad = used.find((vertex) => vertex >= count);
  if (bad !== undefined) throw new UnbakeError("dangling_reference", `${name} names vertex ${bad} of ${count}`);
  return used;
}

/** The corners of triangles one after the other, out of triangles, a strip or a fan. */
function* cornersOf(indices: Uint32Array, mode: number, place: string): Generator<number> {
  const corner = (i: number): number => at(indices, i);
  if (mode === triangleMode) {
    if (indices.length % 3 !== 0) throw new UnbakeError("syntax", `${place}: ${indices.length} corners of triangles`);
    yield* indices;
  } else if (mode === stripMode) {
    for (let i = 0; i + 2 < indices.length; i++)
      yield* i % 2 === 0 ? [corner(i), corner(i + 1), corner(i + 2)] : [corner(i + 1), corner(i), corner(i + 2)];
  } else if (mode === fanMode) {
    for (let i = 1; i + 1 < indices.length; i++) yield* [corner(0), corner(i), corner(i + 1)];
  } else throw new UnbakeError("syntax", `${place}: the mode ${mode}`);
}
