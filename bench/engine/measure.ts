// What bodies measure, and how far that is from a reference.
import type { Body } from "@unbake/engine";
import type { Kernel, Shape } from "@unbake/kernel";
import { sure } from "../runner/sure.js";
import type { BrokenReference } from "./brokenReferences.js";

type Triple = [number, number, number];

/** Of Zoo's engine: m3, m2, m, Y up. */
export interface Reference {
  readonly volume: number;
  readonly area: number;
  readonly lo: Triple;
  readonly hi: Triple;
}

export interface Differences {
  readonly box: number;
  readonly area: number;
  readonly volume: number;
}

interface Measures {
  readonly volume: number;
  readonly area: number;
  readonly box: { readonly min: Triple; readonly max: Triple };
  readonly curved: boolean;
  readonly open: boolean;
}

const axes = [0, 1, 2] as const;

/** glTF has Y up: (x, y, z) is KCL (x, -z, y). Metres there, millimetres here. */
const referenceBox = ({ lo, hi }: Reference): Measures["box"] => ({
  min: [lo[0] * 1000, -hi[2] * 1000, lo[1] * 1000],
  max: [hi[0] * 1000, -lo[2] * 1000, hi[1] * 1000],
});

/** Sum of the signed tetrahedra over a mesh: what the reference's volume is for open surfaces. */
function signedMeshVolume(kernel: Kernel, shape: Shape): number {
  const { positions, triangles } = kernel.mesh(shape, { linear: 0.01, angularRad: 0.1 });
  const corner = (i: number): Triple => {
    const at = 3 * sure(triangles[i]);
    return [sure(positions[at]), sure(positions[at + 1]), sure(positions[at + 2])];
  };
  let six = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [corner(i), corner(i + 1), corner(i + 2)];
    six += a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  return six / 6;
}

export function measure(kernel: Kernel, bodies: readonly Body[]): Measures {
  let [volume, area] = [0, 0];
  const box: Measures["box"] = { min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] };
  let curved = false;
  let open = false;
  for (const { shape, type } of bodies) {
    const mass = kernel.massProperties(shape);
    area += mass.area;
    volume += type === "surface" ? signedMeshVolume(kernel, shape) : mass.volume;
    open ||= type === "surface";
    const { min, max } = kernel.boundingBox(shape);
    for (const k of axes) {
      box.min[k] = Math.min(box.min[k], min[k]);
      box.max[k] = Math.max(box.max[k], max[k]);
    }
    const { faces, edges } = kernel.topology(shape);
    curved ||= faces.some((face) => face.surface.kind !== "plane") || edges.some((edge) => edge.curve?.kind !== "line");
  }
  return { volume, area, box, curved, open };
}

/** Relative differences, and the names of those that are too large. A `broken` reference is judged by box and area. */
export function compare(
  ours: Measures,
  reference: Reference,
  broken?: BrokenReference,
): {
  differences: Differences;
  failed: string[];
} {
  const box = referenceBox(reference);
  const diagonal = Math.hypot(...axes.map((k) => box.max[k] - box.min[k]));
  const boxError = Math.max(
    ...axes.flatMap((k) => [Math.abs(ours.box.min[k] - box.min[k]), Math.abs(ours.box.max[k] - box.max[k])]),
  );
  const differences = {
    box: boxError / diagonal,
    area: ours.area / (reference.area * 1e6 + (broken?.lacksMm2 ?? 0)) - 1,
    volume: reference.volume === 0 ? ours.volume : ours.volume / (reference.volume * 1e9) - 1,
  };
  const limit = ours.curved ? { box: 0.01, rest: 0.015 } : { box: 1e-5, rest: 1e-5 };
  const failed: string[] = [];
  if (!(differences.box <= limit.box)) failed.push("box");
  if (!(Math.abs(differences.area) <= limit.rest)) failed.push("area");
  // The enclosed volume of an open surface depends on where the origin is: the area decides there.
  if (!ours.open && !broken && !(Math.abs(differences.volume) <= limit.rest)) failed.push("volume");
  return { differences, failed };
}
