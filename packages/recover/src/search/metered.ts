/**
 * The kernel with a meter on it: what a search asks of it is counted in units of work, each about a millisecond of a quiet desktop machine.
 * Counted is what is asked, never how long it took, so that a search ends at the same step on every machine and under every load.
 */
import type { Surface } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { BooleanOptions, Kernel, Shape } from "@unbake/kernel";

export interface Meter {
  /** Units since the search began. */
  units: number;
  /** What is asked past this is refused, wherever it is asked: a search looks at its own bound only between two steps. */
  most: number;
}

/** What ends a search that has asked for too much. */
export const outOfUnits = (): UnbakeError =>
  new UnbakeError("not_recovered", "the search used up its budget of kernel operations");

/** What a face costs in a boolean: intersections of freeform surfaces take a hundred times as long as those of planes, where there are any. */
const faceUnits: Readonly<Record<Surface["kind"], number>> = {
  plane: 0.4,
  cylinder: 0.8,
  cone: 1.5,
  sphere: 1.5,
  torus: 4,
  extrusion: 8,
  revolution: 8,
  offset: 30,
  bspline: 30,
};
/** A boolean that is checked meshes, measures and intersects once more. */
const checkedFactor = 2.5;

/** Units of each call, and of each face of its shape. */
const callUnits = {
  massProperties: [1, 0.3],
  roughMass: [0.5, 0.1],
  faceProperties: [0.5, 0.2],
  boundingBox: [0.5, 0.1],
  classify: [0.5, 0.1],
  sampleFace: [0.6, 0],
  distanceToPoint: [0.15, 0],
  distance: [1, 0.1],
  mesh: [2, 2],
  isValid: [0.5, 0.3],
  section: [2, 1],
  unify: [1, 1],
  heal: [2, 2],
  extrude: [1.5, 0],
  revolve: [1.5, 0],
  sweep: [10, 0],
  loft: [10, 0],
  reshell: [1, 0.2],
  fillet: [10, 1],
  chamfer: [10, 1],
} as const satisfies Partial<Record<keyof Kernel, readonly [number, number]>>;
/** An edge that is rounded or chamfered. */
const dressedEdgeUnits = 10;

/** Looking for rooms: for each thousand triangles and each pair of heights. */
const spaceUnits = 0.2;

const hasFaces = ({ kind }: Shape): boolean => kind === "solid" || kind === "compound" || kind === "shell";

/** The kernel, and the meter that counts what is asked of it. */
export function metered(kernel: Kernel): { readonly kernel: Kernel; readonly meter: Meter } {
  const meter: Meter = { units: 0, most: Number.POSITIVE_INFINITY };
  const count = (units: number): void => {
    meter.units += units;
    if (meter.units > meter.most) throw outOfUnits();
  };
  const facesOf = (shape: Shape): number => (hasFaces(shape) ? kernel.topology(shape).faces.length : 1);
  const booleanUnits = (shapes: readonly Shape[], checked: boolean): number => {
    const faces = shapes.filter(hasFaces).flatMap((shape) => kernel.topology(shape).faces);
    const units = faces.reduce((sum, { surface }) => sum + faceUnits[surface.kind], 3);
    return checked ? units * checkedFactor : units;
  };
  const counted = Object.fromEntries(
    Object.entries(callUnits).map(([name, [call, face]]) => {
      const ask = kernel[name as keyof typeof callUnits] as (shape: Shape, ...rest: unknown[]) => unknown;
      return [
        name,
        (shape: Shape, ...rest: unknown[]) => {
          count(call + (face > 0 ? face * facesOf(shape) : 0));
          return ask(shape, ...rest);
        },
      ];
    }),
  ) as unknown as Pick<Kernel, keyof typeof callUnits>;
  const boolean =
    (kind: "fuse" | "cut" | "common" | "split") =>
    (a: readonly Shape[], b: readonly Shape[], options: BooleanOptions = {}) => {
      count(booleanUnits([...a, ...b], options.check ?? true));
      return kernel[kind](a, b, options);
    };
  return {
    meter,
    kernel: {
      ...kernel,
      ...counted,
      fuse: boolean("fuse"),
      cut: boolean("cut"),
      common: boolean("common"),
      split: boolean("split"),
      differences: (a, b) => {
        count(booleanUnits([a, b], false));
        return kernel.differences(a, b);
      },
      meshSpaces: (mesh, frame, options) => {
        count(spaceUnits * options.levels.length ** 2 * (mesh.faceIds.length / 1000));
        return kernel.meshSpaces(mesh, frame, options);
      },
      fillet: (solid, edges) => {
        count(dressedEdgeUnits * edges.length);
        return counted.fillet(solid, edges);
      },
      chamfer: (solid, edges) => {
        count(dressedEdgeUnits * edges.length);
        return counted.chamfer(solid, edges);
      },
    },
  };
}
