/** Colours of bodies as they are drawn, and of the lines on them. */
import { at, UnbakeError } from "@unbake/ground";
import { maxPaints } from "../raster/frame.js";
import type { Rgb, SceneBody } from "../types.js";

const defaultColor: Rgb = [184, 199, 218];
/** Pure white would vanish in a white ground and pure black would swallow its own edges: colours are drawn between these. */
const darkest = 40;
const brightest = 228;
/** Below this lightness a body gets light lines on it. */
const darkBelow = 72;

/** Paints are numbered; a body has one, or as many as its faces have colours. */
export interface Palette {
  /** Three numbers a paint: red green blue, 0 to 255. */
  readonly colors: Float32Array;
  readonly lines: Float32Array;
  /** For each body the paint of each triangle; of all of them when it is a number. */
  readonly paints: readonly (number | Uint32Array)[];
}

/** Line around bodies, and where a line lies beside its body. */
export const outlineColor: Rgb = [22, 26, 32];

/** Numbers the colours of a scene. Throws UnbakeError("too_large") when there are more than a sample can hold. */
export function paletteOf(bodies: readonly SceneBody[]): Palette {
  const numbers = new Map<string, number>();
  const all: Rgb[] = [];
  const numberOf = (color: Rgb): number => {
    const key = color.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, all.length);
    return all.push(color) - 1;
  };
  const paints = bodies.map(({ mesh, color = defaultColor, faceColors }) => {
    const own = numberOf(color);
    if (!faceColors) return own;
    const ofFaces = faceColors.map((faceColor) => (faceColor ? numberOf(faceColor) : own));
    return mesh.faceIds.map((face) => ofFaces[face] ?? own);
  });
  if (all.length > maxPaints) throw new UnbakeError("too_large", `more than ${maxPaints} colours`);
  const colors = new Float32Array(3 * all.length);
  const lines = new Float32Array(3 * all.length);
  all.forEach(([red, green, blue], i) => {
    const [r, g, b] = [drawnAs(red), drawnAs(green), drawnAs(blue)] as const;
    const drawn = [r, g, b];
    const isDark = 0.3 * r + 0.59 * g + 0.11 * b < darkBelow;
    colors.set(drawn, 3 * i);
    lines.set(
      drawn.map((value, k) => (isDark ? 0.5 * value + 130 : 0.12 * value + 0.8 * at(outlineColor, k))),
      3 * i,
    );
  });
  return { colors, lines, paints };
}

function drawnAs(value: number): number {
  return darkest + (value * (brightest - darkest)) / 255;
}
