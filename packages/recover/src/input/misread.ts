/** Compares what the kernel read with what the text says: a wrongly read original would make every proof worthless. */
import { describeInstance, type Part21 } from "@unbake/formats";
import { distance3, type Topology, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { boxMatchMm } from "../tolerances.js";
import { boxOf } from "./box.js";
import type { FileShape } from "./fileShapes.js";

/**
 * Healing may merge or drop a few vertices of a poor file. When more than this share of them is missing, or one that the box of the shape
 * stands on, the shape is another.
 */
const missingShare = 0.5;

/** The kernel is asked about so many vertices of the text that it has none at. */
const maxAsked = 64;

/**
 * @throws misread when the vertices that the kernel read are not those of the text, in millimetres (the unit, or the shape, is another), or
 * one of the text's lies off the boundary (the kernel may take the other side of a loop on a closed surface).
 */
export function checkVertices(kernel: Kernel, file: Part21, shape: FileShape, read: Shape): void {
  const all = [...shape.points, ...shape.seamPoints];
  const box = boxOf(all);
  if (box === undefined) return;
  const limit = boxMatchMm(distance3(box.min, box.max));
  const found = kernel.topology(read).vertices.map(({ point }) => point);
  const near = nearPoint(found, limit);
  const missing = shape.points.filter((point) => !near(point));
  if (missing.length > missingShare * shape.points.length || !reaches(found, shape.points, limit)) {
    throw new UnbakeError(
      "misread",
      `${describeInstance(file, shape.item)} has ${shape.points.length} vertices in ${boxText(shape.points)} mm by its text, and ${found.length} in ${boxText(found)} mm as the kernel read it`,
    );
  }
  const unseen = all.filter((point) => !near(point)).slice(0, maxAsked);
  const off = unseen.find((point) => kernel.distanceToPoint(read, point) > limit);
  if (off === undefined) return;
  throw new UnbakeError(
    "misread",
    `${describeInstance(file, shape.item)} has a vertex at (${off.map((value) => Number(value.toPrecision(6))).join(", ")}) mm by its text, which is off the boundary that the kernel read`,
  );
}

/** @throws misread when a solid did not come to stand where its placement says. */
export function checkPlace(file: Part21, item: number, expected: readonly Vec3[], placed: Topology): void {
  const points = placed.vertices.map(({ point }) => point);
  const box = boxOf(expected);
  if (box === undefined) return;
  const limit = boxMatchMm(distance3(box.min, box.max));
  const near = nearPoint(points, limit);
  if (points.length === expected.length && expected.every(near)) return;
  throw new UnbakeError(
    "misread",
    `${describeInstance(file, item)} stands in ${boxText(expected)} mm by its text, and in ${boxText(points)} mm as the kernel placed it`,
  );
}

/** Do the points reach as far as the others? They may reach further: the kernel gives closed edges and whole surfaces vertices. */
function reaches(found: readonly Vec3[], others: readonly Vec3[], limit: number): boolean {
  const [box, wanted] = [boxOf(found), boxOf(others)];
  if (wanted === undefined) return true;
  if (box === undefined) return false;
  return ([0, 1, 2] as const).every((i) => box.min[i] <= wanted.min[i] + limit && box.max[i] >= wanted.max[i] - limit);
}

/** Tells whether one of the points lies within `limit` of another point. */
function nearPoint(points: readonly Vec3[], limit: number): (point: Vec3) => boolean {
  const cells = new Map<string, Vec3[]>();
  const cell = (point: Vec3): [number, number, number] => [
    Math.floor(point[0] / limit),
    Math.floor(point[1] / limit),
    Math.floor(point[2] / limit),
  ];
  for (const point of points) {
    const key = cell(point).join(" ");
    cells.set(key, [...(cells.get(key) ?? []), point]);
  }
  const steps = [-1, 0, 1];
  return (point) => {
    const [x, y, z] = cell(point);
    return steps.some((i) =>
      steps.some((j) =>
        steps.some((k) =>
          (cells.get(`${x + i} ${y + j} ${z + k}`) ?? []).some((other) => distance3(other, point) <= limit),
        ),
      ),
    );
  };
}

function boxText(points: readonly Vec3[]): string {
  const box = boxOf(points);
  if (box === undefined) return "no box";
  const corner = (point: Vec3): string => `(${point.map((value) => Number(value.toPrecision(6))).join(", ")})`;
  return `${corner(box.min)} to ${corner(box.max)}`;
}
