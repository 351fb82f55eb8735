/** What a picture needs of shapes of the kernel. */

import type { Pose } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import type { Rgb, Scene, SceneBody } from "../types.js";
import { featureEdges } from "./featureEdges.js";
import { diagonal, fineness } from "./fineness.js";
import { withSoundNormals } from "./normals.js";
import { placeBody } from "./place.js";

export interface ShapeToDraw {
  readonly shape: Shape;
  readonly color?: Rgb;
  /** By face id of the shape: colours of faces that differ from the shape's. */
  readonly faceColors?: readonly (Rgb | undefined)[];
}

/** Past this many triangles a scene is meshed again, coarser: a picture has fewer pixels than that. */
const mostTriangles = 1_500_000;
const coarserBy = 4;

/**
 * Meshes shapes for pictures up to `sizePx` pixels wide: chord error a quarter of a pixel, facets by the size of each body in
 * the picture, at most about 1.5 million triangles. Solids that are copies of one another are meshed once.
 * The shapes belong to the caller; the scene holds none. Throws UnbakeError("no_shape" | "kernel").
 */
export function sceneOfShapes(kernel: Kernel, shapes: readonly ShapeToDraw[], sizePx: number): Scene {
  if (shapes.length === 0) throw new UnbakeError("no_shape", "there is nothing to draw");
  return kernel.scope(() => {
    const whole = kernel.compound(shapes.map(({ shape }) => shape));
    const sceneMm = diagonal(kernel.boundingBox(whole, { tight: false }));
    const copies = copiesIn(kernel, whole, shapes);
    const meshed = (coarser: number) => {
      const bodies: SceneBody[] = [];
      shapes.forEach(({ shape, color, faceColors }, i) => {
        const { of, pose } = copies[i] ?? { of: i, pose: undefined };
        const original = bodies[of];
        const body: SceneBody =
          pose && original ? placeBody(original, pose) : meshBody(kernel, shape, sceneMm, sizePx, coarser);
        bodies.push({ ...body, ...(color && { color }), ...(faceColors && { faceColors }) });
      });
      return bodies;
    };
    const fine = meshed(1);
    const triangles = fine.reduce((sum, { mesh }) => sum + mesh.faceIds.length, 0);
    return { bodies: triangles > mostTriangles ? meshed(coarserBy) : fine };
  });
}

/** Without colours: these are of each copy. */
function meshBody(kernel: Kernel, shape: Shape, sceneMm: number, sizePx: number, coarser: number): SceneBody {
  const bodyMm = diagonal(kernel.boundingBox(shape, { tight: false }));
  const mesh = withSoundNormals(kernel.mesh(shape, { ...fineness(bodyMm, sceneMm, sizePx, coarser), mend: false }));
  return { mesh, ...featureEdges(mesh) };
}

interface Copy {
  readonly of: number;
  readonly pose: Pose;
}

/** For each shape the earlier one that it is a copy of, if the kernel knows of one. */
function copiesIn(kernel: Kernel, whole: Shape, shapes: readonly ShapeToDraw[]): readonly (Copy | undefined)[] {
  if (shapes.length < 2 || shapes.some(({ shape }) => shape.kind !== "solid")) return [];
  const { solids } = kernel.topology(whole);
  if (solids.length !== shapes.length) return [];
  return solids.map(({ id, definition, pose }) => (definition < id ? { of: definition, pose } : undefined));
}
