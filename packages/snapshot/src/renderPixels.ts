/** A scene to pixels, band by band. */
import { at } from "@unbake/ground";
import { clearedFrame, createFrame, type Frame } from "./raster/frame.js";
import { drawLines } from "./raster/lines.js";
import { type ProjectedBody, projectBody } from "./raster/project.js";
import { drawSlivers } from "./raster/slivers.js";
import { drawTriangles } from "./raster/triangles.js";
import { openness, patternCells } from "./shade/occlusion.js";
import { markOutlines } from "./shade/outline.js";
import { type Palette, paletteOf } from "./shade/palette.js";
import { resolveRows } from "./shade/resolve.js";
import { type PictureOptions, type Pixels, type Scene, sizeLimits } from "./types.js";
import { fit, type Projection } from "./view.js";

/** Samples of one band, its overlap with the others not counted: about 40 MB of buffers. */
const usualSamplesOfBand = 2 ** 22;
/** What shades a place is at most this share of the picture away. */
const occlusionShare = 0.04;

/** How a picture of a size is drawn; lengths in samples. */
interface Plan {
  readonly supersampling: number;
  readonly side: number;
  /** Side of a cell of the ambient occlusion. */
  readonly step: number;
  readonly radius: number;
  readonly lineWidth: number;
  readonly outlineReach: number;
  readonly sharpStrength: number;
  readonly smoothStrength: number;
  readonly bandRows: number;
  readonly overlap: number;
}

function planOf(sizePx: number, samplesOfBand: number): Plan {
  // Small pictures have more detail in a pixel, and cost nothing.
  const supersampling = sizePx <= 256 ? 4 : sizePx <= 400 ? 3 : 2;
  const side = sizePx * supersampling;
  const step = supersampling * (sizePx > 512 ? 2 : 1);
  const radius = Math.max(4, occlusionShare * side);
  const linePx = Math.min(3, Math.max(0.7, sizePx / 700));
  const grid = step * patternCells;
  const toGrid = (samples: number) => Math.ceil(samples / grid) * grid;
  return {
    supersampling,
    side,
    step,
    radius,
    lineWidth: linePx * supersampling,
    outlineReach: Math.max(1, Math.round(linePx * supersampling * 0.6)),
    // Where edges crowd, they must leave the colours between them.
    sharpStrength: sizePx <= 160 ? 180 : 215,
    smoothStrength: sizePx <= 256 ? 0 : 70,
    bandRows: toGrid(Math.max(samplesOfBand / side, 4 * radius)),
    overlap: toGrid(radius + 4 * step),
  };
}

/**
 * Draws a scene: orthographic, fitted to its tight box in the view with a margin of a twentieth of the side.
 * The same bytes for the same scene on every run and processor. Throws UnbakeError("no_shape") when nothing is in the scene,
 * RangeError when the size is out of `sizeLimits`.
 */
export function renderPixels(scene: Scene, options: PictureOptions = {}): Pixels {
  return renderInBands(scene, options, usualSamplesOfBand);
}

/** The same in bands of about so many samples, at least four times the reach of shading high. The pixels do not depend on it. */
export function renderInBands(scene: Scene, options: PictureOptions, samplesOfBand: number): Pixels {
  const { view = "iso", sizePx = 512, ground = "white" } = options;
  if (!Number.isInteger(sizePx) || sizePx < sizeLimits.min || sizePx > sizeLimits.max) {
    throw new RangeError(`a picture is ${sizeLimits.min} to ${sizeLimits.max} pixels wide, not ${sizePx}`);
  }
  const plan = planOf(sizePx, samplesOfBand);
  const projection = fit(scene, view, plan.side);
  const bodies = scene.bodies.map((body) => projectBody(body, projection));
  const palette = paletteOf(scene.bodies);
  const rgba = new Uint8Array(4 * sizePx * sizePx);
  const isOneBand = plan.bandRows >= plan.side;
  const frameRows = isOneBand ? plan.side : plan.bandRows + 2 * plan.overlap;
  const buffers = createFrame(plan.side, frameRows);
  const marks = new Uint8Array(plan.side * frameRows);
  for (let row = 0; row < plan.side; row += plan.bandRows) {
    const frame = clearedFrame(buffers, isOneBand ? 0 : row - plan.overlap);
    drawScene(frame, scene, bodies, palette.paints, projection, plan);
    const end = Math.min(plan.side, row + plan.bandRows);
    markOutlines(frame, marks, plan.outlineReach, row - frame.top, end - frame.top);
    const sky = openness(frame, plan.step, plan.radius);
    const input = {
      frame,
      marks,
      sky,
      palette,
      supersampling: plan.supersampling,
      transparent: ground === "transparent",
    };
    resolveRows(input, rgba, sizePx, row / plan.supersampling, end / plan.supersampling);
  }
  return { width: sizePx, height: sizePx, rgba };
}

function drawScene(
  frame: Frame,
  scene: Scene,
  bodies: readonly ProjectedBody[],
  paints: Palette["paints"],
  projection: Projection,
  plan: Plan,
): void {
  const slivers = bodies.map((body, i) => {
    const thin: number[] = [];
    drawTriangles(frame, body, at(paints, i), thin);
    return thin;
  });
  // After all triangles: what is thin comes last where depths are equal.
  bodies.forEach((body, i) => {
    drawSlivers(frame, body, at(paints, i), at(slivers, i));
  });
  for (const { sharpEdges, smoothEdges } of scene.bodies) {
    if (plan.smoothStrength > 0) drawLines(frame, smoothEdges, projection, plan.lineWidth, plan.smoothStrength);
    drawLines(frame, sharpEdges, projection, plan.lineWidth, plan.sharpStrength);
  }
}
