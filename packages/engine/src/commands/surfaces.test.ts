import { boxKcl, type Case, measure } from "./measured.fixture.js";

const { PI: pi } = Math;
const cube = boxKcl("b", [0, 0, 0], [10, 10, 10]);

const cases: readonly Case[] = [
  [
    "a surface by next to nothing",
    "s = startSketchOn(XY) |> startProfile(at = [0, 0]) |> xLine(length = 6) |> extrude(length = 0.000000001, bodyType = SURFACE)",
    { error: "the extrude gives no sound surface" },
  ],
  ["a face taken off", `${cube}s = deleteFace(b, faces = [bTop])`, { area: 500 }],
  ["two faces taken off", `${cube}s = deleteFace(b, faces = [bTop, bFront])`, { area: 400 }],
  [
    "an open chain as a wall",
    "s = startSketchOn(XY) |> startProfile(at = [0, 0]) |> xLine(length = 6) |> tangentialArc(angle = 90deg, radius = 4) |> extrude(length = 5, bodyType = SURFACE)",
    { area: 5 * (6 + 2 * pi) },
  ],
  [
    "a wall turned over",
    "s = startSketchOn(XY) |> startProfile(at = [0, 0]) |> xLine(length = 6) |> extrude(length = 5, bodyType = SURFACE) |> flipSurface()",
    { area: 30 },
  ],
  [
    "a disc between two walls that are blended",
    "p = startSketchOn(XY) |> startProfile(at = [0, 0]) |> line(end = [6, 0], tag = $e1) |> extrude(length = 2, bodyType = SURFACE)\nq = startSketchOn(offsetPlane(XY, offset = 7)) |> startProfile(at = [0, 0]) |> line(end = [6, 0], tag = $e2) |> extrude(length = 2, bodyType = SURFACE)\nr = blend([getBoundedEdge(p, edge = getOppositeEdge(e1)), e2])",
    // Strips of 2, 5 and 2.
    { area: 6 * (2 + 5 + 2) },
  ],
];

measure("surfaces", cases);
