import { boxKcl, type Case, measure } from "./measured.fixture.js";

const { PI: pi } = Math;
const disc = "startSketchOn(XZ) |> circle(center = [10, 0], radius = 2)";

const cases: readonly Case[] = [
  [
    "an outline across its axis that crosses itself there: two cells, one on either side",
    "r = startSketchOn(XZ) |> startProfile(at = [-10, 24]) |> xLine(endAbsolute = 16) |> yLine(endAbsolute = 60) |> xLine(endAbsolute = 10) |> line(endAbsolute = [0, 91]) |> yLine(endAbsolute = 0) |> xLine(endAbsolute = -10) |> close() |> revolve(axis = Y)",
    { volume: pi * (100 * 24 + 256 * 36 + (100 * 31) / 3) },
  ],
  // Pappus: area * 2 pi * distance of the middle from the axis.
  [
    "a torus",
    `b = ${disc} |> revolve(axis = Y)`,
    { volume: 4 * pi * 20 * pi, area: 4 * pi * 20 * pi, lastBox: [-12, -12, -2, 12, 12, 2] },
  ],
  [
    "half a torus",
    `b = ${disc} |> revolve(axis = Y, angle = 180deg)`,
    { volume: 4 * pi * 10 * pi, area: 4 * pi * 10 * pi + 8 * pi },
  ],
  ["backwards", `b = ${disc} |> revolve(axis = Y, angle = -90deg)`, { volume: 4 * pi * 5 * pi }],
  [
    "symmetric",
    `b = ${disc} |> revolve(axis = Y, angle = 60deg, symmetric = true)`,
    { volume: (4 * pi * 10 * pi) / 3 },
  ],
  [
    "both ways",
    `b = ${disc} |> revolve(axis = Y, angle = 60deg, bidirectionalAngle = 30deg)`,
    { volume: 4 * pi * 5 * pi },
  ],
  [
    "about an axis of its own",
    `b = ${disc} |> revolve(axis = { direction = [0, 1], origin = [4, 0] }, angle = 90deg)`,
    { volume: 4 * pi * 3 * pi },
  ],
  [
    "a ball",
    "b = startSketchOn(XZ) |> startProfile(at = [0, -5]) |> arc(angleStart = -90deg, angleEnd = 90deg, radius = 5) |> close() |> revolve(axis = Y)",
    { volume: (500 * pi) / 3, area: 100 * pi, lastBox: [-5, -5, -5, 5, 5, 5] },
  ],
  [
    "a cone",
    "b = startSketchOn(XZ) |> startProfile(at = [0, 0]) |> xLine(length = 3) |> line(endAbsolute = [0, 4]) |> close() |> revolve(axis = Y)",
    { volume: 12 * pi, area: 9 * pi + 15 * pi },
  ],
  [
    "a cylinder with a bore",
    "b = startSketchOn(XZ) |> startProfile(at = [2, 0]) |> xLine(length = 3) |> yLine(length = 7) |> xLine(length = -3) |> close() |> revolve(axis = Y)",
    { volume: 21 * 7 * pi, area: 2 * 21 * pi + 14 * 7 * pi },
  ],
  [
    "a profile with a hole",
    "b = startSketchOn(XZ) |> rectangle(center = [10, 0], width = 6, height = 6) |> subtract2d(tool = circle(startSketchOn(XZ), center = [10, 0], radius = 2)) |> revolve(axis = Y)",
    { volume: 20 * pi * (36 - 4 * pi) },
  ],
  [
    "about an edge of a body",
    `${boxKcl("a", [0, 0, 0], [10, 10, 10])}b = startSketchOn(XY) |> circle(center = [16, 5], radius = 2) |> revolve(axis = aRight, angle = 90deg)`,
    { volume: 1000 + 4 * pi * 3 * pi },
  ],
  [
    "a profile that crosses its axis",
    "b = startSketchOn(XZ) |> circle(center = [1, 0], radius = 2) |> revolve(axis = Y)",
    { error: "the profile crosses the axis of its revolution" },
  ],
  [
    "walls only",
    "b = startSketchOn(XZ) |> startProfile(at = [3, 0]) |> yLine(length = 4) |> revolve(axis = Y, bodyType = SURFACE)",
    { area: 24 * pi },
  ],
];

measure("revolutions", cases);
