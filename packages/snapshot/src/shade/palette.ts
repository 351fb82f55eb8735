/** Colours of bodies as they are drawn, and of the lines on them. */
import type { Rgb } from "../types.js";

const defaultColor: Rgb = [184, 199, 218];
/** Pure white would vanish in a white ground and pure black would swallow its own edges: colours are drawn between these. */
const darkest = 40;
const brightest = 228;
/** Below this lightness a body gets light lines on it. */
const darkBelow = 72;

export interface Palette {
  /** Three numbers a body: red green blue, 0 to 255. */
  readonly colors: Float32Array;
  readonly lines: Float32Array;
}

/** Line around bodies, and where a line lies beside its body. */
export const outlineColor: Rgb = [22, 26, 32];

export function paletteOf(bodies: readonly { readonly color?: Rgb }[]): Palette {
  const colors = new Float32Array(3 * bodies.length);
  const lines = new Float32Array(3 * bodies.length);
  bodies.forEach(({ color = defaultColor }, i) => {
    const drawn = color.map((value) => darkest + (value * (brightest - darkest)) / 255);
    const [r = 0, g = 0, b = 0] = drawn;
    const isDark = 0.3 * r + 0.59 * g + 0.11 * b < darkBelow;
    colors.set(drawn, 3 * i);
    lines.set(
      drawn.map((value, k) => (isDark ? 0.5 * value + 100 : 0.12 * value + 0.8 * (outlineColor[k] ?? 0))),
      3 * i,
    );
  });
  return { colors, lines };
}
