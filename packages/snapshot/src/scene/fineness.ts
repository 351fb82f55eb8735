/** How finely a body is meshed for a picture: as coarse as nobody can see. */
import type { Box } from "@unbake/geometry";
import type { MeshOptions } from "@unbake/kernel";

/** Chord error in pixels: under a third of a pixel a polygon looks like its curve. */
const chordPx = 0.25;
/** Angle between facets, by the size of the body in the picture: shading hides facets, the outline shows them. */
const angles = [
  { overPx: 200, angularRad: 0.25 },
  { overPx: 50, angularRad: 0.4 },
  { overPx: 0, angularRad: 0.7 },
] as const;

export function diagonal({ min, max }: Box): number {
  return Math.sqrt((max[0] - min[0]) ** 2 + (max[1] - min[1]) ** 2 + (max[2] - min[2]) ** 2);
}

/** Mesh options for a body with diagonal `bodyMm` in a scene of `sceneMm` that is drawn `sizePx` wide; `coarser` is 1 or more. */
export function fineness(bodyMm: number, sceneMm: number, sizePx: number, coarser = 1): MeshOptions {
  const pixelMm = sceneMm / sizePx;
  const bodyPx = bodyMm / pixelMm;
  const angularRad = angles.find(({ overPx }) => bodyPx >= overPx)?.angularRad ?? angles[0].angularRad;
  return { linear: chordPx * pixelMm * coarser, angularRad: Math.min(1, angularRad * coarser) };
}
