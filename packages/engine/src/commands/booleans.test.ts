import { boxKcl, type Case, cylinderKcl, measure } from "./measured.fixture.js";

const { PI: pi } = Math;
const cube = boxKcl("a", [0, 0, 0], [10, 10, 10]);
const inside = boxKcl("b", [3, 3, 3], [4, 4, 4]);
const beside = boxKcl("b", [10, 0, 0], [10, 10, 10]);
const apart = boxKcl("b", [30, 0, 0], [10, 10, 10]);
const corner = boxKcl("b", [5, 5, 5], [10, 10, 10]);
const same = boxKcl("b", [0, 0, 0], [10, 10, 10]);

const cases: readonly Case[] = [
  ["union of bodies that overlap", `${cube}${corner}u = union([a, b])`, { volume: 2000 - 125, bodies: 1 }],
  ["union of bodies that touch in a face", `${cube}${beside}u = union([a, b])`, { volume: 2000, bodies: 1 }],
  ["union of nested bodies", `${cube}${inside}u = union([a, b])`, { volume: 1000 }],
  ["union of equal bodies", `${cube}${same}u = union([a, b])`, { volume: 1000, area: 600 }],
  ["union of bodies apart", `${cube}${apart}u = union([a, b])`, { volume: 2000 }],
  [
    "union of bodies that touch in an edge",
    `${cube}${boxKcl("b", [10, 10, 0], [10, 10, 10])}u = union([a, b])`,
    { volume: 2000 },
  ],
  ["difference of bodies that overlap", `${cube}${corner}u = subtract(a, tools = b)`, { volume: 1000 - 125 }],
  ["difference of bodies that touch", `${cube}${beside}u = subtract(a, tools = b)`, { volume: 1000 }],
  ["a void", `${cube}${inside}u = subtract(a, tools = b)`, { volume: 1000 - 64, area: 600 + 96 }],
  ["difference of equal bodies", `${cube}${same}u = subtract(a, tools = b)`, { bodies: 0 }],
  ["difference with a body that has it inside", `${cube}${inside}u = subtract(b, tools = a)`, { bodies: 0 }],
  ["difference with a body apart", `${cube}${apart}u = subtract(a, tools = b)`, { volume: 1000 }],
  [
    "a slot that shares three planes",
    `${cube}${boxKcl("b", [2, 0, 5], [6, 10, 5])}u = subtract(a, tools = b)`,
    { volume: 1000 - 300, bodies: 1 },
  ],
  [
    "a slot that leaves two bodies",
    `${cube}${boxKcl("b", [4, -1, -1], [2, 12, 12])}u = subtract(a, tools = b)`,
    { volume: 800 },
  ],
  ["intersection of bodies that overlap", `${cube}${corner}u = intersect([a, b])`, { volume: 125 }],
  ["intersection of nested bodies", `${cube}${inside}u = intersect([a, b])`, { volume: 64 }],
  ["intersection of equal bodies", `${cube}${same}u = intersect([a, b])`, { volume: 1000 }],
  ["intersection of bodies apart", `${cube}${apart}u = intersect([a, b])`, { bodies: 0 }],
  ["intersection of bodies that touch", `${cube}${beside}u = intersect([a, b])`, { bodies: 0 }],
  [
    "a bore whose wall touches the side",
    `${cube}${cylinderKcl("b", [5, 3, -1], 3, 12)}u = subtract(a, tools = b)`,
    { volume: 1000 - 90 * pi },
  ],
  [
    "a cylinder in its own bore",
    `${cube}${cylinderKcl("b", [5, 5, 0], 3, 10)}c = clone(b)\nd = subtract(a, tools = b)\nu = union([d, c])`,
    { volume: 1000, bodies: 1 },
  ],
  [
    "two cylinders end to end on one axis",
    `${cylinderKcl("a", [0, 0, 0], 3, 5)}${cylinderKcl("b", [0, 0, 5], 3, 5)}u = union([a, b])`,
    { volume: 90 * pi, area: 60 * pi + 18 * pi },
  ],
  [
    "crossing bars of one radius: Steinmetz",
    `a = startSketchOn(XZ) |> circle(center = [0, 0], radius = 3) |> extrude(length = 20, symmetric = true)
b = startSketchOn(YZ) |> circle(center = [0, 0], radius = 3) |> extrude(length = 20, symmetric = true)
u = intersect([a, b])`,
    { volume: (16 / 3) * 27 },
  ],
  [
    "tools that touch one another",
    `${boxKcl("t", [0, 0, 0], [30, 10, 10])}${boxKcl("b", [5, 2, 5], [5, 6, 10])}${boxKcl("c", [10, 2, 5], [5, 6, 10])}u = subtract(t, tools = [b, c])`,
    { volume: 3000 - 2 * 150 },
  ],
];

measure("booleans", cases);
