import { boxKcl, type Case, measure } from "./measured.fixture.js";

const { PI: pi, SQRT2 } = Math;
const brick = boxKcl("b", [0, 0, 0], [2, 3, 4]);
const wedge =
  "b = startSketchOn(XY) |> startProfile(at = [0, 0]) |> xLine(length = 6) |> yLine(length = 8) |> close() |> extrude(length = 5)\n";

const cases: readonly Case[] = [
  [
    "a shift",
    `${brick}c = b |> translate(x = 1, y = -2, z = 3)`,
    { volume: 24, bodies: 1, lastBox: [1, -2, 3, 3, 1, 7] },
  ],
  [
    "a shift by a point",
    `${brick}c = b |> translate(xyz = [10, 20, 30])`,
    { volume: 24, lastBox: [10, 20, 30, 12, 23, 34] },
  ],
  ["a turn about z", `${brick}c = b |> rotate(yaw = 90deg)`, { volume: 24, lastBox: [-3, 0, 0, 0, 2, 4] }],
  ["a turn about x", `${brick}c = b |> rotate(roll = 90deg)`, { volume: 24, lastBox: [0, -4, 0, 2, 0, 3] }],
  ["a turn about y", `${brick}c = b |> rotate(pitch = 90deg)`, { volume: 24, lastBox: [0, 0, -2, 4, 3, 0] }],
  [
    "a turn about an axis",
    `${brick}c = b |> rotate(axis = [0, 0, 1], angle = 45deg)`,
    { volume: 24, area: 52, lastBox: [-3 / SQRT2, 0, 0, SQRT2, 5 / SQRT2, 4] },
  ],
  [
    "a turn of 360 degrees",
    `${brick}c = b |> rotate(axis = [1, 2, 3], angle = 360deg)`,
    { volume: 24, lastBox: [0, 0, 0, 2, 3, 4] },
  ],
  ["scaled by a factor", `${brick}c = b |> scale(factor = 3)`, { volume: 24 * 27, area: 52 * 9 }],
  [
    "scaled along each axis",
    `${brick}c = b |> scale(x = 2, y = 0.5, z = 3)`,
    { volume: 72, lastBox: [0, 0, 0, 4, 1.5, 12] },
  ],
  [
    "a round bar that is scaled across",
    "c = startSketchOn(XY) |> circle(center = [0, 0], radius = 2) |> extrude(length = 5) |> scale(x = 3)",
    { volume: 60 * pi, freeform: true, lastBox: [-6, -2, 0, 6, 2, 5] },
  ],
  [
    "a negative factor mirrors",
    `${wedge}m = b |> scale(x = -1)`,
    { volume: 120, bodies: 1, lastBox: [-6, 0, 0, 0, 8, 5] },
  ],
  [
    "three negative factors turn inside out and back",
    `${wedge}m = b |> scale(x = -1, y = -2, z = -1)`,
    { volume: 240, lastBox: [-6, -16, -5, 0, 0, 0] },
  ],
  ["a factor of zero", `${brick}c = b |> scale(x = 0)`, { error: "scale" }],
  ["a clone", `${brick}c = clone(b) |> translate(x = 5)`, { volume: 48, bodies: 2, lastBox: [5, 0, 0, 7, 3, 4] }],
  [
    "a cloned profile",
    "p = startSketchOn(XY) |> circle(center = [0, 0], radius = 2)\nq = clone(p) |> translate(x = 10)\na = extrude(p, length = 1)\nb = extrude(q, length = 2)",
    { volume: 12 * pi, bodies: 2, lastBox: [8, -2, 0, 12, 2, 2] },
  ],
  [
    "the tags of a clone are its own",
    `${boxKcl("b", [0, 0, 0], [10, 10, 10])}c = clone(b) |> translate(x = 20)\nf = fillet(c, radius = 2, tags = [getOppositeEdge(c.sketch.tags.bFront)])`,
    { volume: 2000 - 10 * 4 * (1 - pi / 4), bodies: 2 },
  ],
  [
    "a moved profile",
    "p = startSketchOn(XY) |> circle(center = [0, 0], radius = 2) |> translate(z = 5) |> extrude(length = 1)",
    { volume: 4 * pi, lastBox: [-2, -2, 5, 2, 2, 6] },
  ],
];

measure("transforms", cases);
