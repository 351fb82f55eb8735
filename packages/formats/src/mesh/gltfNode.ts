/** Where a node of a glTF file puts its meshes and children. */
import { at, UnbakeError } from "@unbake/ground";
import { lastRowSlack, unitQuaternionShare } from "../tolerances.js";
import type { GltfNode } from "./gltfJson.js";
import type { Placement } from "./placed.js";

// What the standard takes where a node does not say.
const unmoved: readonly number[] = [0, 0, 0];
const unturned: readonly number[] = [0, 0, 0, 1];
const unscaled: readonly number[] = [1, 1, 1];

/** A node's matrix (written by columns), or its translation, rotation (a quaternion) and scale. @throws syntax, bad_geometry, unsupported_content. */
export function placementOf(node: GltfNode, index: number): Placement {
  const name = `node ${index}`;
  const matrix = numbers(node.matrix, 16, `${name}: its matrix`);
  const translation = numbers(node.translation, 3, `${name}: its translation`) ?? unmoved;
  const rotation = numbers(node.rotation, 4, `${name}: its rotation`) ?? unturned;
  const scale = numbers(node.scale, 3, `${name}: its scale`) ?? unscaled;
  if (matrix === undefined) return composed(translation, rotation, scale, name);
  if ([...translation, ...rotation, ...scale].join() !== "0,0,0,0,0,0,1,1,1,1") {
    throw new UnbakeError("syntax", `${name}, which has a matrix and another placement beside it`);
  }
  const bad = [3, 7, 11, 15].some((i) => !(Math.abs(at(matrix, i) - (i === 15 ? 1 : 0)) <= lastRowSlack));
  if (bad) throw new UnbakeError("unsupported_content", `a matrix with perspective in ${name}`);
  return [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14].map((i) => at(matrix, i));
}

function numbers(value: unknown, count: number, place: string): readonly number[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.length !== count || !value.every((n) => Number.isFinite(n))) {
    throw new UnbakeError("syntax", `${place} is no list of ${count} numbers`);
  }
  return value;
}

function composed(
  [tx = 0, ty = 0, tz = 0]: readonly number[],
  [qx = 0, qy = 0, qz = 0, qw = 0]: readonly number[],
  [sx = 0, sy = 0, sz = 0]: readonly number[],
  place: string,
): Placement {
  const length = Math.hypot(qx, qy, qz, qw);
  if (!(Math.abs(length - 1) <= unitQuaternionShare)) {
    throw new UnbakeError(
      "bad_geometry",
      `${place} has a rotation by a quaternion of length ${length.toPrecision(4)}, not 1`,
    );
  }
  const [x, y, z, w] = [qx / length, qy / length, qz / length, qw / length];
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
