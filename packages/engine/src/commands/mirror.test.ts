import { boxKcl, type Case, cylinderKcl, measure } from "./measured.fixture.js";

const { PI: pi } = Math;

const cases: readonly Case[] = [
  [
    "a sketch whose mirrored profile stays open is mirrored again",
    `@settings(kclVersion = 2.0)
s = sketch(on = XY) {
  side = line(start = [var 6mm, var 0mm], end = [var 6mm, var 3mm])
  roof = line(start = [var 6mm, var 3mm], end = [var 0mm, var 5mm])
  coincident([side.end, roof.start])
}
m = s |> mirror2d(axis = Y) |> mirror2d(axis = X)
p = extrude(region(segments = [s.side, s.roof]), length = 3)`,
    // Four times the trapezium below the roof: 6 * (3 + 5) / 2.
    { volume: 4 * 24 * 3, lastBox: [-6, -5, 0, 6, 5, 3] },
  ],
  [
    "an open chain closes with its image",
    "m = startSketchOn(XY) |> startProfile(at = [0, -4]) |> xLine(length = 3) |> tangentialArc(angle = 180deg, radius = 4) |> xLine(length = -3) |> mirror2d(axis = Y)\np = extrude(m, length = 2)",
    { volume: 2 * (6 * 8 + 16 * pi) },
  ],
  [
    "a chain across a slanted axis",
    "m = startSketchOn(XY) |> startProfile(at = [0, 0]) |> xLine(length = 6) |> line(endAbsolute = [6, 6]) |> mirror2d(axis = { origin = [0, 0], direction = [1, 1] })\np = extrude(m, length = 2)",
    { volume: 72, lastBox: [0, 0, 0, 6, 6, 2] },
  ],
  [
    "a body across a plane",
    `${boxKcl("b", [2, 0, 0], [3, 4, 5])}m = mirror3d([b], across = YZ)`,
    { volume: 120, bodies: 2, lastBox: [-5, 0, 0, -2, 4, 5] },
  ],
  [
    "a body across a plane that is offset",
    `${boxKcl("b", [2, 0, 0], [3, 4, 5])}m = mirror3d([b], across = offsetPlane(XY, offset = 10))`,
    { volume: 120, lastBox: [2, 0, 15, 5, 4, 20] },
  ],
  [
    "a body across its own middle is itself again",
    `${boxKcl("b", [-2, 0, 0], [4, 4, 5])}m = mirror3d([b], across = YZ)\nu = union([b, m[0]])`,
    { volume: 80, bodies: 1 },
  ],
  [
    "what was mirrored can be subtracted",
    `${boxKcl("b", [-10, -5, 0], [20, 10, 4])}${cylinderKcl("h", [6, 0, -1], 2, 6)}m = mirror3d([h], across = YZ)\np = subtract(b, tools = [h, m[0]])`,
    { volume: 800 - 2 * 16 * pi, bodies: 1 },
  ],
];

measure("mirror images", cases);
