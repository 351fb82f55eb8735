/** A scene as a drawing in lines: edges and outlines, hidden ones left out. */
import { clearedFrame, createFrame, type Frame } from "../raster/frame.js";
import { projectBody } from "../raster/project.js";
import { drawTriangles } from "../raster/triangles.js";
import type { Scene, SectionPlane, ViewName } from "../types.js";
import { fit, type Projection } from "../view.js";
import { hatchOf } from "./hatch.js";
import { outlinesOf } from "./outlines.js";
import { svgOf } from "./svg.js";
import { type Place, type Stroke, visibleParts } from "./visible.js";

/** Samples along a side: what hides what is told to a two-thousandth of the picture. */
const side = 2048;

export interface DrawingOptions {
  readonly view: ViewName;
  readonly title: string;
  /** Surfaces in this plane are hatched. */
  readonly plane?: Required<SectionPlane>;
}

/** An SVG file. Throws UnbakeError("no_shape") when nothing is in the scene. */
export function drawing(scene: Scene, { view, title, plane }: DrawingOptions): string {
  const projection = fit(scene, view, side);
  const frame = depthsOf(scene, projection);
  const sharp: Stroke[] = [];
  const smooth: Stroke[] = [];
  const hatch: Stroke[] = [];
  for (const { mesh, sharpEdges, smoothEdges } of scene.bodies) {
    sharp.push(...seen(frame, sharpEdges, projection), ...seen(frame, outlinesOf(mesh, projection.away), projection));
    smooth.push(...seen(frame, smoothEdges, projection));
    const place = (vertex: number) => placeOf(mesh.positions, 3 * vertex, projection);
    if (plane) for (const [from, to] of hatchOf(mesh, plane, place)) hatch.push(...visibleParts(frame, from, to));
  }
  return svgOf({ sharp, smooth, hatch }, side, title);
}

function depthsOf(scene: Scene, projection: Projection): Frame {
  const frame = clearedFrame(createFrame(side, side), 0);
  for (const body of scene.bodies) drawTriangles(frame, projectBody(body, projection), 0, []);
  return frame;
}

function seen(frame: Frame, pieces: Float32Array, projection: Projection): Stroke[] {
  const strokes: Stroke[] = [];
  for (let i = 0; i < pieces.length; i += 6)
    strokes.push(...visibleParts(frame, placeOf(pieces, i, projection), placeOf(pieces, i + 3, projection)));
  return strokes;
}

function placeOf(p: ArrayLike<number>, i: number, { right, up, away, scale, offset }: Projection): Place {
  const [x, y, z] = [p[i] as number, p[i + 1] as number, p[i + 2] as number];
  return [
    offset[0] + scale * (right[0] * x + right[1] * y + right[2] * z),
    offset[1] - scale * (up[0] * x + up[1] * y + up[2] * z),
    offset[2] + scale * (away[0] * x + away[1] * y + away[2] * z),
  ];
}
