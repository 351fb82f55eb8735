// Meshes of parts of our own making, coarse and fine, as binary STL files.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Curve, CurveSegment, Frame, Mesh, Vec2, Vec3 } from "@unbake/geometry";
import type { Kernel, Shape } from "@unbake/kernel";
import { sure } from "../runner/sure.js";

const finenesses = { coarse: { linear: 0.1, angularRad: 0.5 }, fine: { linear: 0.01, angularRad: 0.2 } };
const frame = (origin: Vec3, z: Vec3 = [0, 0, 1], x: Vec3 = [1, 0, 0]): Frame => ({
  origin,
  x,
  y: [z[1] * x[2] - z[2] * x[1], z[2] * x[0] - z[0] * x[2], z[0] * x[1] - z[1] * x[0]],
  z,
});

function lineBetween(a: Vec3, b: Vec3): CurveSegment {
  const d: Vec3 = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const length = Math.hypot(...d);
  const direction: Vec3 = [d[0] / length, d[1] / length, d[2] / length];
  return { curve: { kind: "line", origin: a, direction }, range: [0, length] };
}

/** A part turned about z: corners of its half section as [radius, height]. */
function turned(kernel: Kernel, corners: readonly Vec2[]): Shape {
  const points = corners.map(([r, h]): Vec3 => [r, 0, h]);
  const wire = kernel.wire(points.map((p, i) => lineBetween(p, sure(points[(i + 1) % points.length]))));
  const section = kernel.planarFace({ origin: [0, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] }, wire);
  return kernel.revolve(section, [0, 0, 0], [0, 0, 1], 2 * Math.PI).shape;
}

const edgesWhere = (kernel: Kernel, shape: Shape, test: (curve: Curve) => boolean) =>
  kernel.topology(shape).edges.filter((edge) => edge.curve && test(edge.curve));
const upright = (curve: Curve) => curve.kind === "line" && Math.abs(curve.direction[2]) > 0.9;

/** Boxes in one, each by its size and, where it is not the origin, its corner. */
function ofBoxes(k: Kernel, ...boxes: readonly (readonly [size: Vec3, corner?: Vec3])[]): Shape {
  const [first, ...others] = boxes.map(([size, corner = [0, 0, 0]]) => k.box(frame(corner), size));
  return k.fuse([sure(first)], others, { unify: true }).shape;
}

/** Each part by its name. */
const parts: Readonly<Record<string, (k: Kernel) => Shape>> = {
  bracket: (k) =>
    ofBoxes(
      k,
      [[60, 40, 8]],
      [[8, 40, 35]],
      [
        [30, 8, 20],
        [0, 16, 0],
      ],
    ),
  stairs: (k) => ofBoxes(k, [[50, 20, 5]], [[35, 20, 10]], [[20, 20, 15]]),
  frame: (k) => k.cut([k.box(frame([0, 0, 0]), [70, 50, 12])], [k.box(frame([8, 8, -1]), [54, 34, 20])]).shape,
  hollow: (k) => k.cut([k.box(frame([0, 0, 0]), [20, 20, 20])], [k.box(frame([5, 5, 5]), [10, 10, 10])]).shape,
  chamfered: (k) => {
    const box = k.box(frame([0, 0, 0]), [40, 30, 20]);
    return k.chamfer(
      box,
      edgesWhere(k, box, upright).map(({ id }) => ({ edge: id, distance: 4 })),
    ).shape;
  },
  leaning: (k) => k.box(frame([3, 4, 5], [0.36, 0.48, 0.8], [0.8, -0.6, 0]), [30, 20, 10]),
  cylinder: (k) => k.cylinder(frame([1, 2, 3]), 5, 12),
  sphere: (k) => k.sphere([3, 4, 5], 7),
  cone: (k) =>
    turned(k, [
      [0, 0],
      [10, 0],
      [0, 15],
    ]),
  shaft: (k) =>
    turned(k, [
      [0, 0],
      [20, 0],
      [20, 8],
      [12, 8],
      [8, 20],
      [8, 40],
      [0, 40],
    ]),
  drilled: (k) => {
    const centers: readonly Vec2[] = [
      [10, 10],
      [70, 10],
      [10, 40],
      [70, 40],
    ];
    const holes = centers.map(([x, y]) => k.cylinder(frame([x, y, -1]), 3.3, 12));
    return k.cut([k.box(frame([0, 0, 0]), [80, 50, 10])], [...holes, k.cylinder(frame([40, 25, 4]), 12, 10)]).shape;
  },
  oblique: (k) => {
    const [s, c] = [Math.sin(0.4), Math.cos(0.4)];
    return k.cut(
      [k.box(frame([0, 0, 0]), [40, 40, 20])],
      [k.cylinder(frame([20, 20, -10], [s, 0, c], [c, 0, -s]), 5, 60)],
    ).shape;
  },
  crossed: (k) =>
    k.cut(
      [k.box(frame([0, 0, 0]), [40, 40, 40])],
      [k.cylinder(frame([20, 20, -1]), 8, 50), k.cylinder(frame([-1, 20, 20], [1, 0, 0], [0, 1, 0]), 5, 50)],
    ).shape,
  rounded: (k) => {
    const box = k.box(frame([0, 0, 0]), [40, 30, 20]);
    return k.fillet(
      box,
      edgesWhere(k, box, upright).map(({ id }) => ({ edge: id, radius: 5 })),
    ).shape;
  },
  pillow: (k) => {
    const box = k.box(frame([0, 0, 0]), [40, 30, 20]);
    return k.fillet(
      box,
      edgesWhere(k, box, () => true).map(({ id }) => ({ edge: id, radius: 3 })),
    ).shape;
  },
  knob: (k) => {
    const body = turned(k, [
      [0, 0],
      [20, 0],
      [20, 8],
      [12, 8],
      [8, 20],
      [8, 40],
      [0, 40],
    ]);
    const rim = (curve: Curve) => curve.kind === "circle" && curve.radius > 19 && curve.frame.origin[2] > 7;
    return k.fillet(
      body,
      edgesWhere(k, body, rim).map(({ id }) => ({ edge: id, radius: 2 })),
    ).shape;
  },
  ring: (k) => {
    const across: Frame = { origin: [15, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] };
    const wire = k.wire([{ curve: { kind: "circle", frame: across, radius: 4 }, range: [0, 2 * Math.PI] }]);
    return k.revolve(k.planarFace(across, wire), [0, 0, 0], [0, 0, 1], 2 * Math.PI).shape;
  },
};

/** Writes the parts to `folder`, which is made. */
export async function writeParts(kernel: Kernel, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, make] of Object.entries(parts)) {
    for (const [fineness, options] of Object.entries(finenesses)) {
      const bytes = kernel.scope(() => binaryStl(kernel.mesh(make(kernel), options)));
      await writeFile(path.join(folder, `${name}-${fineness}.stl`), bytes);
    }
  }
}

function binaryStl({ positions, triangles }: Mesh): Uint8Array {
  const count = triangles.length / 3;
  const bytes = new Uint8Array(84 + 50 * count);
  const view = new DataView(bytes.buffer);
  view.setUint32(80, count, true);
  for (let corner = 0; corner < triangles.length; corner++) {
    const at = 84 + 50 * Math.floor(corner / 3) + 12 + 12 * (corner % 3);
    const first = 3 * sure(triangles[corner]);
    for (let axis = 0; axis < 3; axis++) view.setFloat32(at + 4 * axis, sure(positions[first + axis]), true);
  }
  return bytes;
}
