import type { Kernel } from "@unbake/kernel";
import { type ShapeToDraw, sceneOfShapes, snapshot, type ViewName } from "@unbake/snapshot";
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
