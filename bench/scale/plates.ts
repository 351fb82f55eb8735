// Plates of our own with many features, every one of another size at a place of its own.
import type { Frame, Vec3 } from "@unbake/geometry";
import type { Kernel, Shape } from "@unbake/kernel";

export type PlateKind = "holes" | "pockets";

/** Side of the square cell of one feature, mm; the plate is as large as its features need. */
const cellMm = 10;
const thicknessMm = 8;

const at = (origin: Vec3): Frame => ({ origin, x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] });

/** 0 to 1, spread evenly and without order: multiples of an irrational number. */
const spread = (i: number, by: number): number => (i * by) % 1;

/** The corner of the i-th cell and how far its feature is off the middle, mm in steps of 0.01. */
function middleOf(i: number, columns: number): readonly [number, number] {
  const off = (by: number): number => Math.round((spread(i + 1, by) - 0.5) * 200) / 100;
  return [
    (i % columns) * cellMm + cellMm / 2 + off(Math.SQRT2),
    Math.floor(i / columns) * cellMm + cellMm / 2 + off(Math.sqrt(3)),
  ];
}

/** A cutter for the i-th of n features: a through hole of its own radius, or a pocket of its own depth. */
function cutter(kernel: Kernel, kind: PlateKind, i: number, n: number, columns: number): Shape {
  const [x, y] = middleOf(i, columns);
  const share = i / n;
  if (kind === "holes") return kernel.cylinder(at([x, y, -1]), 1 + 1.5 * share, thicknessMm + 2);
  const depth = 1 + 5 * share;
  return kernel.box(at([x - 2.5, y - 2, thicknessMm - depth]), [5, 4, depth + 1]);
}

/** A plate with n features as STEP. */
export function plateStep(kernel: Kernel, kind: PlateKind, n: number): Uint8Array {
  return kernel.scope(() => {
    const columns = Math.ceil(Math.sqrt(n));
    const rows = Math.ceil(n / columns);
    const blank = kernel.box(at([0, 0, 0]), [columns * cellMm, rows * cellMm, thicknessMm]);
    const cutters = Array.from({ length: n }, (_, i) => cutter(kernel, kind, i, n, columns));
    return kernel.writeStep(kernel.cut([blank], cutters, { check: false }).shape, { name: `${n} ${kind}` });
  });
}
