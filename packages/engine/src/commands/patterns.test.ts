import { boxKcl, type Case, cylinderKcl, measure } from "./measured.fixture.js";

const { PI: pi } = Math;
const brick = boxKcl("b", [0, 0, 0], [2, 3, 4]);

const cases: readonly Case[] = [
  [
    "a row",
    `${brick}p = patternLinear3d(b, instances = 4, distance = 5, axis = [0, 1, 0])`,
    { volume: 96, bodies: 4, lastBox: [0, 15, 0, 2, 18, 4] },
  ],
  [
    "a row along a slanted axis",
    `${brick}p = patternLinear3d(b, instances = 3, distance = 5, axis = [3, 0, 4])`,
    { volume: 72, lastBox: [6, 0, 8, 8, 3, 12] },
  ],
  [
    "a wheel",
    `${cylinderKcl("b", [10, 0, 0], 1, 4)}p = patternCircular3d(b, instances = 4, axis = Z, center = [0, 0, 0])`,
    { volume: 16 * pi, bodies: 4, lastBox: [-1, -11, 0, 1, -9, 4] },
  ],
  [
    "an arc whose last copy ends it",
    `${brick}p = patternCircular3d(b, instances = 3, axis = Z, center = [0, 0, 0], arcDegrees = 180, rotateDuplicates = true)`,
    { volume: 72, bodies: 3, lastBox: [-2, -3, 0, 0, 0, 4] },
  ],
  [
    "copies that do not turn",
    `${brick}p = patternCircular3d(b, instances = 2, axis = Z, center = [10, 1.5, 2], arcDegrees = 360, rotateDuplicates = false)`,
    // The middle (1, 1.5, 2) goes to (19, 1.5, 2).
    { volume: 48, lastBox: [18, 0, 0, 20, 3, 4] },
  ],
  [
    "copies by a function",
    `fn step(@i) {\n  return { translate = [10 * i, 0, 0], rotation = { angle = 90deg * i, axis = [0, 0, 1], origin = "local" }, scale = [2, 2, 2] }\n}\n${brick}p = patternTransform(b, instances = 3, transform = step)`,
    { volume: 24 * (1 + 8 + 8), bodies: 3 },
  ],
  [
    "copies of a body that touch, as one",
    `${boxKcl("b", [0, 0, 0], [5, 5, 5])}p = patternLinear3d(b, instances = 4, distance = 5, axis = X)\nu = union(p)`,
    { volume: 500, area: 2 * 25 + 4 * 100, bodies: 1 },
  ],
  [
    "a plate with a grid of bores",
    `${boxKcl("b", [0, 0, 0], [30, 20, 4])}${cylinderKcl("h", [5, 5, -1], 2, 6)}row = patternLinear3d(h, instances = 3, distance = 10, axis = X)\ngrid = patternLinear3d(row, instances = 2, distance = 10, axis = Y)\np = subtract(b, tools = grid)`,
    { volume: 2400 - 6 * 16 * pi, bodies: 1 },
  ],
  [
    "one instance is the original",
    `${brick}p = patternLinear3d(b, instances = 1, distance = 5, axis = X)`,
    { volume: 24, bodies: 1 },
  ],
];

/** The kernel of holes is a library in KCL: a flat bottom is a cone of 0.005 degrees. */
const flat = (radius: number): number => (pi * radius ** 3 * Math.tan((0.005 * pi) / 180)) / 3;
const plate = boxKcl("b", [0, 0, 0], [40, 20, 10]);

const holes: readonly Case[] = [
  [
    "a blind hole",
    `${plate}h = hole::hole(b, face = bTop, cutAt = [10, 10], holeBottom = hole::flat(), holeBody = hole::blind(depth = 5, diameter = 6), holeType = hole::simple())`,
    { volume: 8000 - 45 * pi - flat(3) },
  ],
  [
    "a drilled hole",
    `${plate}h = hole::hole(b, face = bTop, cutAt = [10, 10], holeBottom = hole::drill(pointAngle = 90deg), holeBody = hole::blind(depth = 4, diameter = 6), holeType = hole::simple())`,
    // The point of 90 degrees is as deep as the radius.
    { volume: 8000 - 36 * pi - 9 * pi },
  ],
  [
    "a counterbore",
    `${plate}h = hole::hole(b, face = bTop, cutAt = [10, 10], holeBottom = hole::drill(pointAngle = 90deg), holeBody = hole::blind(depth = 4, diameter = 4), holeType = hole::counterbore(diameter = 10, depth = 2))`,
    { volume: 8000 - 50 * pi - 16 * pi - (8 * pi) / 3 },
  ],
];

measure("patterns of bodies", cases);
measure("holes", holes);
