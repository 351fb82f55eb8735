/** Strokes as paths of an SVG file. */
import type { Stroke } from "./visible.js";

export interface Strokes {
  readonly sharp: readonly Stroke[];
  readonly smooth: readonly Stroke[];
  readonly hatch: readonly Stroke[];
}

/** Side of the drawing in its own units. */
const drawingSide = 1000;

/** A drawing of `side` samples as an SVG file that takes the colour of the text around it. */
export function svgOf({ sharp, smooth, hatch }: Strokes, side: number, title: string): string {
  const scale = drawingSide / side;
  const path = (strokes: readonly Stroke[], width: number) => {
    const d = pathOf(strokes, scale);
    return d === "" ? "" : `<path stroke-width="${width}" d="${d}"/>\n`;
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${drawingSide} ${drawingSide}" role="img">
<title>${escaped(title)}</title>
<g fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">
${path(hatch, 0.8)}${path(smooth, 0.8)}${path(sharp, 2)}</g>
</svg>
`;
}

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Strokes that share an end are one line, so that corners are round and the file is small. */
function pathOf(strokes: readonly Stroke[], scale: number): string {
  const ends = strokes.map(
    (stroke) => stroke.map((value) => (value * scale).toFixed(1)) as [string, string, string, string],
  );
  const at = new Map<string, number[]>();
  const note = (key: string, i: number) => at.set(key, [...(at.get(key) ?? []), i]);
  ends.forEach(([x0, y0, x1, y1], i) => {
    note(`${x0} ${y0}`, i);
    note(`${x1} ${y1}`, i);
  });
  const used = new Uint8Array(strokes.length);
  const lines: string[] = [];
  ends.forEach(([x0, y0, x1, y1], i) => {
    if (used[i] === 1) return;
    used[i] = 1;
    const points = [`${x0} ${y0}`, `${x1} ${y1}`];
    for (let last = points[1] as string; ; ) {
      const next = at.get(last)?.find((j) => used[j] === 0);
      const stroke = next === undefined ? undefined : ends[next];
      if (next === undefined || !stroke) break;
      used[next] = 1;
      const [a, b] = [`${stroke[0]} ${stroke[1]}`, `${stroke[2]} ${stroke[3]}`];
      last = a === last ? b : a;
      points.push(last);
    }
    lines.push(`M${points.join("L")}`);
  });
  return lines.join("");
}
