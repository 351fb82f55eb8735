import type { System } from "@kittycad/lib";
import { cross, dot, type Pose, type Vec3 } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";

const unitOf = ({ axis, direction }: System["up"]): Vec3 => {
  const sign = direction === "negative" ? -1 : 1;
  return [axis !== "y" && axis !== "z" ? sign : 0, axis === "y" ? sign : 0, axis === "z" ? sign : 0];
};

/** KCL looks along -Y with Z up. */
const forward: Vec3 = [0, -1, 0];
const up: Vec3 = [0, 0, 1];

/** The turn that lays a file's axes on KCL's; undefined when they are the same. */
export function turnOf(coords: System | undefined): Pose | undefined {
  if (coords === undefined) return undefined;
  const from = [unitOf(coords.forward), unitOf(coords.up)] as const;
  if (dot(from[0], from[1]) !== 0) {
    throw new UnbakeError("kcl_execution", "import: the axes that look forward and up must be different ones");
  }
  const old = [...from, cross(from[0], from[1])];
  const now = [forward, up, cross(forward, up)];
  // The matrix that carries each old axis to the new one: the sum of their outer products.
  const entry = (row: 0 | 1 | 2, column: 0 | 1 | 2): number =>
    now.reduce((sum, axis, i) => sum + axis[row] * at(old, i)[column], 0);
  const pose: Pose = [
    entry(0, 0),
    entry(0, 1),
    entry(0, 2),
    0,
    entry(1, 0),
    entry(1, 1),
    entry(1, 2),
    0,
    entry(2, 0),
    entry(2, 1),
    entry(2, 2),
    0,
  ];
  return entry(0, 0) === 1 && entry(1, 1) === 1 ? undefined : pose;
}
