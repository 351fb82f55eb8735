/** Shapes cut open along a plane. */
import type { Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import type { SectionPlane } from "../types.js";
import type { ShapeToDraw } from "./sceneOfShapes.js";

const axes = ["x", "y", "z"] as const;
/** On which side of the plane the isometric eye is: in front, to the right and above. */
const eyeSide = { x: 1, y: -1, z: 1 } as const;

export interface Section {
  readonly shapes: readonly ShapeToDraw[];
  readonly plane: Required<SectionPlane>;
}

/** What is behind the plane; shapes of the open scope. Throws UnbakeError("no_shape") when nothing is. */
export function sectionOf(kernel: Kernel, shapes: readonly ShapeToDraw[], { axis, at }: SectionPlane): Section {
  const { min, max } = kernel.boundingBox(kernel.compound(shapes.map(({ shape }) => shape)));
  const i = axes.indexOf(axis);
  const along = (v: Vec3) => v[i] as number;
  const value = at ?? (along(min) + along(max)) / 2;
  const room = Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
  const low = [min[0] - room, min[1] - room, min[2] - room];
  const high = [max[0] + room, max[1] + room, max[2] + room];
  // The box that is taken away.
  if (eyeSide[axis] > 0) low[i] = value;
  else high[i] = value;
  const size = high.map((end, k) => end - (low[k] as number));
  if (!((size[i] as number) > 0)) return { shapes, plane: { axis, at: value } };
  const frame = { origin: low as unknown as Vec3, x: [1, 0, 0] as const, y: [0, 1, 0] as const, z: [0, 0, 1] as const };
  const tool = kernel.box(frame, size as unknown as Vec3);
  const cut = shapes.flatMap(({ shape, color }): ShapeToDraw[] => {
    const rest = kernel.cut([shape], [tool]).shape;
    return kernel.solids(rest).map((solid) => ({ shape: solid, ...(color && { color }) }));
  });
  if (cut.length === 0) throw new UnbakeError("no_shape", `nothing lies behind ${axis} = ${value}`);
  return { shapes: cut, plane: { axis, at: value } };
}
