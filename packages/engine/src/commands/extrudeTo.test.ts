import { boxKcl, type Case, measure } from "./measured.fixture.js";

const { PI: pi } = Math;

const cases: readonly Case[] = [
  [
    "reaches a plane",
    "p = startSketchOn(XY) |> circle(center = [0, 0], radius = 1) |> extrude(to = offsetPlane(XY, offset = 7))",
    { volume: 7 * pi, lastBox: [-1, -1, 0, 1, 1, 7] },
  ],
  [
    "reaches a plane behind the sketch",
    "p = startSketchOn(XY) |> circle(center = [0, 0], radius = 1) |> extrude(to = offsetPlane(XY, offset = -3))",
    { volume: 3 * pi, lastBox: [-1, -1, -3, 1, 1, 0] },
  ],
  [
    "reaches a face from outside",
    `${boxKcl("b", [0, 0, 0], [20, 10, 5])}p = startSketchOn(offsetPlane(XY, offset = 20)) |> circle(center = [5, 5], radius = 1) |> extrude(to = bTop)`,
    { volume: 1000 + 15 * pi, lastBox: [4, 4, 5, 6, 6, 20] },
  ],
];

measure("extrusions up to something", cases);
