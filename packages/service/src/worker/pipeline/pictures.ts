import type { Body } from "@unbake/engine";
import { type Kernel, UnbakeError } from "@unbake/kernel";
import { type ShapeToDraw, sceneOfShapes, snapshot, type ViewName } from "@unbake/snapshot";
import { exportBodies } from "../../export/index.js";
import type { ArtefactBytes } from "./types.js";

const views: readonly ViewName[] = ["iso", "front", "right", "top"];
const sizePx = 512;

/** Four pictures of the shapes, as artefacts `<stage>_snapshot/0` to `3`: isometric, front, right, top. */
export async function picturesOf(
  kernel: Kernel,
  stage: string,
  shapes: readonly ShapeToDraw[],
): Promise<ArtefactBytes[]> {
  const scene = sceneOfShapes(kernel, shapes, sizePx);
  const pictures: ArtefactBytes[] = [];
  for (const [i, view] of views.entries()) {
    const bytes = await snapshot(scene, { view, sizePx });
    pictures.push({ kind: `${stage}_snapshot/${i}`, mimeType: "image/png", bytes });
  }
  return pictures;
}

/** The same shapes for a viewer, as artefact `<stage>_glb`; nothing when the kernel cannot mesh them for it. */
export function modelOf(kernel: Kernel, stage: string, name: string, shapes: readonly ShapeToDraw[]): ArtefactBytes[] {
  const bodies = shapes.map(({ shape, color }): Body => {
    const [r = 0, g = 0, b = 0] = color ?? [];
    return { shape, type: "solid", ...(color && { color: [r / 255, g / 255, b / 255, 1] }) };
  });
  try {
    const bytes = exportBodies(kernel, bodies, { format: "glb", name, unit: "mm" });
    return [{ kind: `${stage}_glb`, mimeType: "model/gltf-binary", bytes }];
  } catch (error) {
    if (error instanceof UnbakeError) return [];
    throw error;
  }
}
