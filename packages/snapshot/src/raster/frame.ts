/**
 * The buffers of one band of a picture: rows `top` to `top + rows` of the samples. A large picture is drawn band by band to
 * bound its memory; bands overlap by the reach of everything that looks at neighbours, so that nobody sees where they meet.
 */

/** Depth of a sample that nothing covers. */
export const nothing = Number.POSITIVE_INFINITY;

/** Light is stored in `lightBits` bits of a sample's paint, the number of its colour above it. */
export const lightBits = 12;
export const lightMax = 2 ** lightBits - 1;
/** Light of 1 (the colour as it is) in the stored scale: light may be brighter by a third. */
export const lightOne = 0.75 * lightMax;
export const maxPaints = 2 ** (32 - lightBits);

export interface Frame {
  readonly width: number;
  readonly top: number;
  readonly rows: number;
  /** In samples away from the eye. */
  readonly depth: Float32Array;
  /** Colour and light of the nearest surface. */
  readonly paint: Uint32Array;
  readonly ink: Uint8Array;
}

export function createFrame(width: number, rows: number): Frame {
  const count = width * rows;
  return {
    width,
    top: 0,
    rows,
    depth: new Float32Array(count),
    paint: new Uint32Array(count),
    ink: new Uint8Array(count),
  };
}

/** The same buffers, empty, for the band that begins at row `top`; paint counts only where there is a depth. */
export function clearedFrame(frame: Frame, top: number): Frame {
  frame.depth.fill(nothing);
  frame.ink.fill(0);
  return { ...frame, top };
}
