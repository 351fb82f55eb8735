import { boxKcl, type Case, cylinderKcl, measure } from "./measured.fixture.js";

const { PI: pi } = Math;
const common = (a: string, b: string): string => `getCommonEdge(faces = [${a}, ${b}])`;
const round = (body: string, radius: number, edges: readonly string[], name = "f"): string =>
  `${name} = fillet(${body}, radius = ${radius}, tags = [${edges.join(", ")}])\n`;
/** A box b whose start is tagged too. */
const box = (size: readonly number[]): string =>
  boxKcl("b", [0, 0, 0], size).replace("tagEnd = $bTop", "tagEnd = $bTop, tagStart = $bBottom");
const walls = ["bFront", "bRight", "bBack", "bLeft"];
const upright = walls.map((wall, i) => common(wall, walls[(i + 1) % 4] ?? ""));
const rims = ["bTop", "bBottom"].flatMap((cap) => walls.map((wall) => common(wall, cap)));
const rightWall = ["bTop", "bBottom"].map((cap) => common("bRight", cap));
const leftWall = ["bTop", "bBottom"].map((cap) => common("bLeft", cap));

/** What a fillet takes off a right corner, mm2, and how far the middle of that is from either wall. */
const corner = (radius: number): number => radius ** 2 * (1 - pi / 4);
const middle = (radius: number): number => (radius * (10 - 3 * pi)) / (12 - 3 * pi);
/** A box all of whose edges are rounded: a smaller box, slabs on it, quarters of cylinders, eighths of a ball (Steiner). */
function ball(size: readonly number[], r: number): number {
  const [a = 0, b = 0, c = 0] = size.map((s) => s - 2 * r);
  return a * b * c + 2 * r * (a * b + b * c + c * a) + pi * r ** 2 * (a + b + c) + (4 / 3) * pi * r ** 3;
}

const bar = box([10, 20, 5]);
const slot =
  "p = startSketchOn(XZ) |> startProfile(at = [0, 0]) |> xLine(length = 30) |> yLine(length = 15) |> xLine(length = -10) |> yLine(length = -10, tag = $right) |> xLine(length = -10, tag = $floor) |> yLine(length = 10, tag = $left) |> xLine(length = -10) |> close() |> extrude(length = 8)\n";
const coin = cylinderKcl("c", [0, 0, 0], 10, 4).replace("radius = 10)", "radius = 10, tag = $rim)");
const tube =
  "c = startSketchOn(XZ) |> startProfile(at = [6, 0]) |> xLine(length = 4, tag = $a) |> yLine(length = 4, tag = $b) |> xLine(length = -4, tag = $c1) |> close(tag = $d) |> revolve(axis = Y)\n";

const cases: readonly Case[] = [
  ["a wall that two radii leave nothing of", bar + round("b", 2.5, rightWall), { volume: 1000 - 40 * corner(2.5) }],
  ["two walls of one bar", bar + round("b", 2.5, [...rightWall, ...leftWall]), { volume: 1000 - 80 * corner(2.5) }],
  [
    "one radius after the other",
    bar + round("b", 2.5, rightWall.slice(0, 1)) + round("f", 2.5, rightWall.slice(1), "g"),
    { volume: 1000 - 40 * corner(2.5) },
  ],
  ["round ends of a plate", bar + round("b", 5, upright), { volume: 1000 - 20 * corner(5) }],
  ["a square bar made a cylinder", box([10, 10, 5]) + round("b", 5, upright), { volume: 125 * pi }],
  ["a cube made a ball", box([10, 10, 10]) + round("b", 5, [...upright, ...rims]), { volume: ball([10, 10, 10], 5) }],
  ["a bar made a capsule", box([10, 10, 30]) + round("b", 5, [...upright, ...rims]), { volume: ball([10, 10, 30], 5) }],
  [
    "a plate with round walls and corners",
    box([20, 30, 10]) +
      round("b", 5, upright) +
      round("f", 5, [common("bFront", "bTop"), common("bFront", "bBottom")], "g"),
    { volume: ball([20, 30, 10], 5) },
  ],
  [
    "a coin with a round rim",
    coin + round("c", 2, ["rim", "getOppositeEdge(rim)"]),
    { volume: 400 * pi - 4 * pi * (10 - middle(2)) * corner(2) },
  ],
  [
    "a square ring made a torus",
    tube + round("c", 2, [common("a", "b"), common("b", "c1"), common("c1", "d"), common("d", "a")]),
    { volume: 2 * pi * 8 * 4 * pi },
  ],
  [
    "a slot with a round floor",
    slot + round("p", 5, [common("floor", "right"), common("floor", "left")]),
    { volume: 8 * (350 + 2 * corner(5)) },
  ],
  [
    "corners of 3, then a rim of 1",
    box([20, 30, 10]) + round("b", 3, upright) + round("f", 1, [common("bFront", "bTop")], "g"),
    // The rim is straight along the walls and turns about the corners.
    {
      volume: 10 * (600 - 4 * corner(3)) - corner(1) * (2 * 14 + 2 * 24) - 2 * pi * (3 - middle(1)) * corner(1),
    },
  ],
  ["radii too large for the wall", bar + round("b", 3, rightWall), { error: "does not fit" }],
  [
    "radii too large for the slot",
    slot + round("p", 6, [common("floor", "right"), common("floor", "left")]),
    { error: "does not fit" },
  ],
];

measure("full rounds", cases);

const shells: readonly Case[] = [
  [
    "a shelled box, then bored",
    `${boxKcl("b", [0, 0, 0], [30, 20, 10])}s = shell(b, faces = [bTop], thickness = 2)\n${cylinderKcl("c", [15, 10, -1], 4, 20)}u = subtract(s, tools = c)`,
    { volume: 6000 - 26 * 16 * 8 - 32 * pi },
  ],
  [
    "bored, then shelled",
    `${boxKcl("b", [0, 0, 0], [30, 20, 10])}${cylinderKcl("c", [15, 10, -1], 4, 20)}u = subtract(b, tools = c)\ns = shell(u, faces = [bTop], thickness = 2)`,
    { volume: 6000 - 160 * pi - (26 * 16 - 36 * pi) * 8 },
  ],
  [
    "a pocket in the open face",
    `${boxKcl("b", [0, 0, 0], [30, 20, 20])}${boxKcl("c", [10, 5, 10], [10, 10, 20])}u = subtract(b, tools = c)\ns = shell(u, faces = [bTop], thickness = 2)`,
    { volume: 12000 - 1000 - (26 * 16 * 18 - 14 * 14 * 12) },
  ],
  [
    "an angle of two boxes that overlap",
    `${boxKcl("b", [0, 0, 0], [30, 10, 10])}${boxKcl("d", [0, 5, 0], [10, 25, 10])}u = union([b, d])\ns = shell(u, faces = [bTop, dTop], thickness = 1)`,
    { volume: 5000 - 9 * (28 * 8 + 8 * 20) },
  ],
  [
    "an angle of two boxes that touch",
    `${boxKcl("b", [0, 0, 0], [30, 10, 10])}${boxKcl("d", [0, 10, 0], [10, 20, 10])}u = union([b, d])\ns = shell(u, faces = [bTop, dTop], thickness = 1)`,
    { volume: 5000 - 9 * (28 * 8 + 8 * 20) },
  ],
  [
    "a face that goes on in one that stays",
    `${boxKcl("b", [0, 0, 0], [30, 10, 10])}${boxKcl("d", [0, 10, 0], [10, 20, 10])}u = union([b, d])\ns = shell(u, faces = [bTop], thickness = 1)`,
    { error: "goes on in one plane as a face that stays" },
  ],
  [
    "a box with a boss, open below",
    `${boxKcl("b", [0, 0, 0], [30, 20, 10])}${cylinderKcl("c", [15, 10, 5], 5, 15)}u = union([b, c])\ns = shell(u, faces = [START], thickness = 1)`,
    { volume: 6000 + 250 * pi - (28 * 18 * 9 + 160 * pi) },
  ],
];

measure("shells after booleans", shells);
