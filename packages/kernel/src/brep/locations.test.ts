// Locations that are products: the order of their factors shows only where movements do not commute.

import type { Pose, Vec3 } from "@unbake/geometry";
import { applyPose, composePoses, distance3, rotationPose } from "@unbake/geometry";
import { beforeAll, expect, test } from "vitest";
import type { Kernel, Shape } from "../api.js";
import { world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";
import { LocationTable } from "./locations.js";
import { Scanner } from "./scanner.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const turn: Pose = rotationPose([1, 2, 3], [1, -1, 2], 0.7);
const roll: Pose = rotationPose([0, 5, -2], [0, 0, 1], 1.1);
const tip: Pose = rotationPose([-4, 0, 1], [1, 0, 0], -0.4);
const corners: readonly Vec3[] = [0, 1].flatMap((x) => [0, 2].flatMap((y) => [0, 3].map((z): Vec3 => [x, y, z])));

/** The box's corners are where `pose` carries them, by topology and by the kernel's own measures. */
function expectAt(shape: Shape, pose: Pose): void {
  const found = kernel.topology(shape).vertices.map((v) => v.point);
  expect(found.length).toBe(8);
  for (const corner of corners) {
    const wanted = applyPose(pose, corner);
    expect(Math.min(...found.map((p) => distance3(p, wanted)))).toBeLessThan(1e-9);
    expect(kernel.distanceToPoint(shape, wanted)).toBeLessThan(1e-9);
  }
}

const moved = (shape: Shape, ...poses: readonly Pose[]): Shape =>
  poses.reduce((s, pose) => kernel.transform(s, pose).shape, shape);

/** Some location record of the text is a product. */
const hasProduct = (shape: Shape): boolean => /\nLocations \d+\n(?:.*\n)*?2 {2}/.test(kernel.writeBrep(shape));

test("a solid moved three times over is where the last movement puts it", () => {
  const box = kernel.box(world, [1, 2, 3]);
  const shape = moved(box, turn, roll, tip);
  expect(hasProduct(shape)).toBe(true);
  expectAt(shape, composePoses(tip, composePoses(roll, turn)));
});

test("a solid moved twice, in a compound moved twice, in a compound moved twice", () => {
  const box = kernel.box(world, [1, 2, 3]);
  const inner = moved(kernel.compound([moved(box, turn, roll)]), tip, turn);
  const shape = moved(kernel.compound([inner]), roll, tip);
  expect(hasProduct(shape)).toBe(true);
  const pose = [roll, tip, turn, roll, tip].reduce<Pose>((done, next) => composePoses(next, done), turn);
  expectAt(shape, pose);
});

test("a product of a text is multiplied from the left, powers and inverses too", () => {
  const record = (pose: Pose): string => `1 ${pose.join(" ")}`;
  // The third entry: first location 1 twice, then 2 backwards.
  const table = LocationTable.read(new Scanner(`${record(turn)} ${record(roll)} 2 1 2 2 -1 0`), 3);
  const { matrix } = table.at(3);
  const twice = composePoses(turn, turn);
  const p: Vec3 = [0.3, -2, 7];
  // Location 2 forwards again undoes its inverse.
  expect(distance3(applyPose(roll, applyPose(matrix, p)), applyPose(twice, p))).toBeLessThan(1e-12);
  expect(table.compose(table.at(2), table.at(3)).key).toBe("1^2");
});
