/**
 * glTF 2.0, as JSON or GLB: the triangles of every node of the scene. Metres and Y up become millimetres and Z up. Buffers are the GLB's
 * own or data: URIs; nothing else is followed.
 */
import { UnbakeError } from "@unbake/ground";
import { gltfBuffers } from "./gltfBuffers.js";
import { refuseExtensions, refuseNodeExtensions } from "./gltfExtensions.js";
import { type Gltf, type GltfNode, parseGltf } from "./gltfJson.js";
import { type GltfMesh, hasTriangles, meshOf, weightsOf } from "./gltfMesh.js";
import { placementOf } from "./gltfNode.js";
import { shownNodes } from "./gltfScene.js";
import { checkTriangles, checkVertices, maxDepth, maxPlacements } from "./limits.js";
import { combine, type Placement, placePoints, placeTriangles } from "./placed.js";
import { largestOf, singlePrecision } from "./precision.js";
import type { MeshBody, MeshFile } from "./types.js";

/** x, y up, z towards the front in metres -> x, y towards the back, z up in millimetres. */
const toMillimetres: Placement = [1000, 0, 0, 0, 0, 0, -1000, 0, 0, 1000, 0, 0];

interface PlacedNode {
  readonly node: GltfNode;
  readonly index: number;
  readonly placement: Placement;
}

/** @throws syntax, truncated, dangling_reference, cyclic, missing_external, too_large, unsupported_content, bad_geometry. */
export function readGltf(bytes: Uint8Array): MeshFile {
  const { json, binary, warnings } = parseGltf(bytes);
  refuseExtensions(json);
  const { roots, warnings: unshown } = shownNodes(json);
  const placed = roots.flatMap((root) => [...placedNodes(json, root, toMillimetres, 0, { placements: 0 })]);
  const buffers = gltfBuffers(json, binary);
  const meshes = new Map<string, GltfMesh>();
  const bodies: MeshBody[] = [];
  const count = { triangles: 0, vertices: 0 };
  for (const { node, index, placement } of placed) {
    if (node.mesh === undefined) continue;
    refuseSkin(node, index);
    const weights = weightsOf(json, node, node.mesh);
    const key = `${node.mesh}:${weights.join()}`;
    const mesh = meshes.get(key) ?? meshOf(json, buffers, node.mesh, weights);
    meshes.set(key, mesh);
    if (mesh.triangles.length === 0) continue;
    count.triangles += mesh.triangles.length / 3;
    count.vertices += mesh.positions.length / 3;
    checkTriangles(count.triangles);
    checkVertices(count.vertices);
    bodies.push(bodyOf(mesh, placement, node.name ?? json.meshes?.[node.mesh]?.name));
  }
  const precisionMm = bodies.reduce((most, body) => Math.max(most, singlePrecision(largestOf(body))), 0);
  return {
    bodies,
    holds: heldBodies(json, placed),
    unit: "mm",
    precisionMm,
    warnings: [...warnings, ...unshown, ...unconverted(json)],
  };
}

/** A node and all below it, each where the ones above put it. */
function* placedNodes(
  json: Gltf,
  index: number,
  outer: Placement,
  depth: number,
  count: { placements: number },
): Generator<PlacedNode> {
  const node = json.nodes?.[index];
  if (!node) throw new UnbakeError("dangling_reference", `node ${index} does not exist`);
  if (depth > maxDepth) {
    throw new UnbakeError("cyclic", `node ${index} is inside itself, or more than ${maxDepth} deep`);
  }
  if (++count.placements > maxPlacements) {
    throw new UnbakeError("too_large", `more than ${maxPlacements} nodes are placed`);
  }
  refuseNodeExtensions(node, index);
  const placement = combine(outer, placementOf(node, index));
  yield { node, index, placement };
  for (const child of node.children ?? []) yield* placedNodes(json, child, placement, depth + 1, count);
}

/** Joints move the vertices of a skin, and the place of its own node does not count. */
function refuseSkin(node: GltfNode, index: number): void {
  if (node.skin !== undefined) throw new UnbakeError("unsupported_content", `a mesh with a skin in node ${index}`);
}

function bodyOf(mesh: GltfMesh, placement: Placement, name: string | undefined): MeshBody {
  return {
    ...(name && { name }),
    positions: placePoints(mesh.positions, placement),
    triangles: placeTriangles(mesh.triangles, placement),
  };
}

/** Each time a mesh of triangles is placed there is one body, or a part of one. Empty meshes hold none. */
function heldBodies(json: Gltf, placed: readonly PlacedNode[]): number {
  const cornerCount = (mesh: number): number =>
    (json.meshes?.[mesh]?.primitives ?? []).filter(hasTriangles).reduce((sum, { indices, attributes }) => {
      const accessor = indices ?? attributes?.POSITION;
      const corners = accessor === undefined ? undefined : json.accessors?.[accessor]?.count;
      return sum + (corners !== undefined && corners >= 3 ? corners : 0);
    }, 0);
  return placed.filter(({ node }) => node.mesh !== undefined && cornerCount(node.mesh) > 0).length;
}

/** What the file holds beside what is read. */
function unconverted(json: Gltf): string[] {
  const warnings: string[] = [];
  const primitives = (json.meshes ?? []).flatMap((mesh) => mesh.primitives ?? []);
  const others = primitives.filter((primitive) => !hasTriangles(primitive)).length;
  if (others > 0) warnings.push(`${others} primitives of points or lines are not converted`);
  if ((json.animations ?? []).length > 0) {
    warnings.push("the file's animations are not played: nodes are where they are without them");
  }
  return warnings;
}
