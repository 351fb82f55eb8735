/** Copies of a body under a rigid motion: a part that an assembly holds many times is meshed once. */
import type { Mesh, Pose } from "@unbake/geometry";
import type { SceneBody } from "../types.js";

/** The body carried by `pose`. Its colour is its own. */
export function placeBody({ mesh, sharpEdges, smoothEdges, closed = false }: SceneBody, pose: Pose): SceneBody {
  return {
    mesh: placeMesh(mesh, pose),
    sharpEdges: Float32Array.from(move(sharpEdges, pose, 1)),
    smoothEdges: Float32Array.from(move(smoothEdges, pose, 1)),
    closed,
  };
}

function placeMesh(mesh: Mesh, pose: Pose): Mesh {
  const positions = move(mesh.positions, pose, 1);
  const normals = mesh.normals && { normals: Float32Array.from(move(mesh.normals, pose, 0)) };
  return {
    positions,
    ...normals,
    triangles: isMirrored(pose) ? turned(mesh.triangles) : mesh.triangles,
    faceIds: mesh.faceIds,
  };
}

/** Points (`weight` 1) or directions (`weight` 0) after the motion. */
function move(points: ArrayLike<number>, pose: Pose, weight: 0 | 1): Float64Array {
  const result = new Float64Array(points.length);
  const [a, b, c, d, e, f, g, h, i, j, k, l] = pose;
  for (let at = 0; at < points.length; at += 3) {
    const x = points[at] as number;
    const y = points[at + 1] as number;
    const z = points[at + 2] as number;
    result[at] = a * x + b * y + c * z + d * weight;
    result[at + 1] = e * x + f * y + g * z + h * weight;
    result[at + 2] = i * x + j * y + k * z + l * weight;
  }
  return result;
}

function isMirrored([a, b, c, , d, e, f, , g, h, i]: Pose): boolean {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g) < 0;
}

/** A mirror turns triangles inside out: the other sense of rotation turns them back. */
function turned(triangles: Uint32Array): Uint32Array {
  const result = triangles.slice();
  for (let i = 0; i < result.length; i += 3) {
    result[i] = triangles[i + 1] as number;
    result[i + 1] = triangles[i] as number;
  }
  return result;
}
