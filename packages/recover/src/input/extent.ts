/** Warns of parts so far from the origin that their coordinates have lost digits. */
import { distance3, type Topology } from "@unbake/geometry";
import { farMm, farRatio, farSizes } from "../tolerances.js";
import { boxOf } from "./box.js";

export function extentWarning(solids: readonly Topology[]): string | undefined {
  const box = boxOf(solids.flatMap(({ vertices }) => vertices.map((vertex) => vertex.point)));
  if (box === undefined) return undefined;
  const size = distance3(box.min, box.max);
  const far = Math.max(...[...box.min, ...box.max].map(Math.abs));
  if (far <= farRatio * size && (far <= farMm || far <= farSizes * size)) return undefined;
  const digits = Math.floor(Math.log10((2 ** 53 * size) / far));
  return `the model is ${size.toPrecision(3)} mm large and ${far.toPrecision(3)} mm from the origin: its coordinates hold only about ${digits} digits of its shape`;
}
