import path from "node:path";
import { readCad } from "@unbake/recover";
import {
  drawing,
  type PictureOptions,
  type SectionPlane,
  type ShapeToDraw,
  sceneOfShapes,
  sectionOf,
  snapshot,
  type ViewName,
} from "@unbake/snapshot";
import type { DrawingReport, SnapshotReport } from "../jobs.js";
import { filesBeside } from "./beside.js";
import { readBytes } from "./bytes.js";
import { executeFile } from "./run.js";
import type { Tools } from "./tools.js";

export interface SnapshotOptions extends Omit<PictureOptions, "view"> {
  readonly views: readonly ViewName[];
  readonly sizePx: number;
  readonly section?: SectionPlane;
}

/** Pictures of a CAD file, or of the bodies that a KCL program shows, in the order of `views`. Throws UnbakeError. */
export function snapshotFile(tools: Tools, file: string, options: SnapshotOptions): Promise<SnapshotReport> {
  const { views, section, ...picture } = options;
  return tools.kernel.scope(async () => {
    const { shapes, warnings } = await shapesOf(tools, file);
    const shown = section ? sectionOf(tools.kernel, shapes, section).shapes : shapes;
    const scene = sceneOfShapes(tools.kernel, shown, options.sizePx);
    const pictures: SnapshotReport["pictures"][number][] = [];
    for (const view of views) pictures.push({ view, png: await snapshot(scene, { ...picture, view }) });
    return {
      pictures,
      bodies: shapes.length,
      triangles: scene.bodies.reduce((sum, { mesh }) => sum + mesh.faceIds.length, 0),
      warnings,
    };
  });
}

/** Fine enough for the samples of a drawing. */
const drawnPx = 1024;

/** The same as drawings in lines. Throws UnbakeError. */
export function drawFile(
  tools: Tools,
  file: string,
  { views, section }: Pick<SnapshotOptions, "views" | "section">,
): Promise<DrawingReport> {
  return tools.kernel.scope(async () => {
    const { shapes, warnings } = await shapesOf(tools, file);
    const cut = section && sectionOf(tools.kernel, shapes, section);
    const scene = sceneOfShapes(tools.kernel, cut?.shapes ?? shapes, drawnPx);
    const drawings = views.map((view) => {
      const title = `${path.basename(file, path.extname(file))}, ${view}`;
      return { view, svg: drawing(scene, { view, title, ...(cut && { plane: cut.plane }) }) };
    });
    return { drawings, bodies: shapes.length, warnings };
  });
}

interface Drawable {
  readonly shapes: readonly ShapeToDraw[];
  readonly warnings: readonly string[];
}

async function shapesOf(tools: Tools, file: string): Promise<Drawable> {
  if (path.extname(file).toLowerCase() === ".kcl") {
    const { bodies } = await executeFile(tools, file);
    const shown = bodies.filter(({ hidden }) => !hidden);
    return {
      shapes: shown.map(({ shape, color }) => ({ shape, ...(color && { color: to255(color) }) })),
      warnings: [],
    };
  }
  const { solids, warnings } = readCad(tools.kernel, readBytes(tools.files, file), {
    name: path.basename(file),
    beside: filesBeside(tools.files, file),
  });
  return { shapes: solids, warnings };
}

function to255([r, g, b]: readonly [number, number, number, number]): readonly [number, number, number] {
  return [Math.round(r * 255), Math.round(g * 255), Math.round(b * 255)];
}
