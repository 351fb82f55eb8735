/**
 * Soft light that goes with the eye, so that every view is lit: a hemisphere, bright above and darker below, and one lamp
 * above the left shoulder. Only sums, products and roots: the same on every processor.
 */
import { lightMax, lightOne } from "../raster/frame.js";

const ambient = 0.67;
/** How much brighter what faces up is than the mean. */
const hemisphere = 0.08;
const lamp = 0.42;
/** Towards the lamp: right, up, towards the eye. */
const toLamp = unit(-0.45, 0.6, 0.66);

function unit(x: number, y: number, z: number): readonly [number, number, number] {
  const length = Math.sqrt(x * x + y * y + z * z);
  return [x / length, y / length, z / length];
}

/** Stored light (0 to lightMax) of a surface with the given normal: right, up, towards the eye; any length but zero. */
export function brightness(a: number, b: number, c: number): number {
  const length = Math.sqrt(a * a + b * b + c * c);
  // A normal that is not known (the apex of a cone) is taken to face the eye.
  if (!(length > 0)) return brightness(0, 0, 1);
  const diffuse = Math.max(0, a * toLamp[0] + b * toLamp[1] + c * toLamp[2]) / length;
  const light = ambient + (hemisphere * b) / length + lamp * diffuse;
  return Math.min(lightMax, Math.max(0, light * lightOne));
}
