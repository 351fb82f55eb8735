/** Vertices of a body in the picture: place, depth and light. */

import { brightness } from "../shade/light.js";
import type { SceneBody } from "../types.js";
import type { Projection } from "../view.js";

/**
 * Places are in whole steps of 1/256 sample: sums and products of them are exact, so that triangles with a common side
 * neither leave a gap between them nor depend on the processor.
 */
export const stepsPerSample = 256;

export interface ProjectedBody {
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** In samples. */
  readonly depth: Float32Array;
  /** 0 to lightMax; on a surface that faces away it is that of its other side. */
  readonly light: Float32Array;
  readonly lightOfBack: Float32Array;
  readonly triangles: Uint32Array;
  /** Triangles that face away need not be drawn. */
  readonly closed: boolean;
}

export function projectBody({ mesh, closed = false }: SceneBody, projection: Projection): ProjectedBody {
  const { right, up, away, scale, offset } = projection;
  const { positions, normals, triangles } = mesh;
  const count = positions.length / 3;
  const x = new Int32Array(count);
  const y = new Int32Array(count);
  const depth = new Float32Array(count);
  const light = new Float32Array(normals ? count : 0);
  const lightOfBack = new Float32Array(normals ? count : 0);
  for (let i = 0; i < count; i++) {
    const px = positions[3 * i] as number;
    const py = positions[3 * i + 1] as number;
    const pz = positions[3 * i + 2] as number;
    const sx = offset[0] + scale * (right[0] * px + right[1] * py + right[2] * pz);
    const sy = offset[1] - scale * (up[0] * px + up[1] * py + up[2] * pz);
    x[i] = Math.round(sx * stepsPerSample);
    y[i] = Math.round(sy * stepsPerSample);
    depth[i] = offset[2] + scale * (away[0] * px + away[1] * py + away[2] * pz);
    if (!normals) continue;
    const nx = normals[3 * i] as number;
    const ny = normals[3 * i + 1] as number;
    const nz = normals[3 * i + 2] as number;
    const a = right[0] * nx + right[1] * ny + right[2] * nz;
    const b = up[0] * nx + up[1] * ny + up[2] * nz;
    const c = -(away[0] * nx + away[1] * ny + away[2] * nz);
    light[i] = brightness(a, b, c);
    lightOfBack[i] = brightness(-a, -b, -c);
  }
  return { x, y, depth, light, lightOfBack, triangles, closed };
}
