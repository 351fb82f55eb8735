import { type Case, measure } from "./measured.fixture.js";

const { PI: pi } = Math;
const allow = "@settings(experimentalFeatures = allow)\n";
/** 1 mm inwards over 4 mm of height. */
const angle = `${(Math.atan(0.25) * 180) / pi}deg`;

/** A frustum of height `h` over an area whose far end is scaled by `k`. */
const frustum = (area: number, h: number, k: number): number => ((area * h) / 3) * (1 + k + k ** 2);

/** The official engine scales a profile about the middle of its box, by what the angle takes off its diagonal. */
const scaled = (width: number, height: number, lean: number): number => 1 - lean / Math.hypot(width, height);

const cases: readonly Case[] = [
  [
    "a rectangle leans inwards",
    `${allow}p = startSketchOn(XY) |> rectangle(width = 20, height = 10, center = [0, 0]) |> extrude(length = 4, draftAngle = ${angle})`,
    { volume: frustum(200, 4, scaled(20, 10, 1)) },
  ],
  [
    "a hole is scaled with what it is in",
    `${allow}p = startSketchOn(XY) |> rectangle(width = 20, height = 10, center = [0, 0])
  |> subtract2d(tool = circle(startSketchOn(XY), center = [0, 0], radius = 2))
  |> extrude(length = 4, draftAngle = ${angle})`,
    { volume: frustum(200 - 4 * pi, 4, scaled(20, 10, 1)), freeform: true },
  ],
];

measure("drafted extrusions", cases);
