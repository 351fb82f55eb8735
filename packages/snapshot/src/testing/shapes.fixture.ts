/** Small shapes of our own for tests of pictures. */
import type { Frame, Vec3 } from "@unbake/geometry";
import type { Kernel, Shape } from "@unbake/kernel";
import { type ShapeToDraw, sceneOfShapes } from "../scene/sceneOfShapes.js";
import type { Scene } from "../types.js";

export const at = (origin: Vec3): Frame => ({ origin, x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] });

/** An L of two plates with a hole in each and a rounded inner corner. */
export function bracket(kernel: Kernel): Shape {
  const plates = kernel.fuse([kernel.box(at([0, 0, 0]), [40, 30, 6])], [kernel.box(at([0, 0, 0]), [6, 30, 30])], {
    unify: true,
  }).shape;
  const across: Frame = { origin: [-1, 15, 19], x: [0, 1, 0], y: [0, 0, 1], z: [1, 0, 0] };
  const holes = [kernel.cylinder(at([25, 15, -1]), 6, 10), kernel.cylinder(across, 5, 10)];
  const drilled = kernel.cut([plates], holes).shape;
  const inner = kernel.topology(drilled).edges.find(({ curve, start, end }) => {
    const points = [start, end].map((id) => kernel.topology(drilled).vertices[id]?.point);
    return curve?.kind === "line" && points.every((p) => p?.[0] === 6 && p[2] === 6);
  });
  if (!inner) throw new Error("the bracket has no inner corner");
  return kernel.fillet(drilled, [{ edge: inner.id, radius: 5 }]).shape;
}

/** A ball on a pin on a disc. */
export function knob(kernel: Kernel): Shape {
  const parts = [kernel.cylinder(at([0, 0, 0]), 3, 20), kernel.sphere([0, 0, 22], 7)];
  return kernel.fuse([kernel.cylinder(at([0, 0, 0]), 12, 3)], parts).shape;
}

/** A black chip with a white dot and leads of a tenth of a millimetre. */
export function chip(kernel: Kernel): readonly ShapeToDraw[] {
  const leads = [0, 1, 2, 3].map((i) => kernel.box(at([3 + 6 * i, -12, 1]), [0.1, 44, 0.1]));
  return [
    { shape: kernel.box(at([0, 0, 0]), [24, 20, 4]), color: [0, 0, 0] },
    { shape: kernel.cylinder(at([4, 4, 4]), 1.5, 0.3), color: [255, 255, 255] },
    ...leads.map((shape): ShapeToDraw => ({ shape, color: [200, 200, 200] })),
  ];
}

/** A scene of shapes that live no longer than the call. */
export function sceneOf(kernel: Kernel, make: (kernel: Kernel) => readonly ShapeToDraw[], sizePx: number): Scene {
  return kernel.scope(() => sceneOfShapes(kernel, make(kernel), sizePx));
}

/** Seeded random numbers in [0, 1) (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
