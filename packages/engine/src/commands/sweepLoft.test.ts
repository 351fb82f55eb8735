import { type Case, loopKcl, measure } from "./measured.fixture.js";

const { PI: pi } = Math;
const strip = (on: string, width: number, height: number): string =>
  loopKcl("p", on, [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ]);
const rectangleAt = (name: string, offset: number, width: number, height: number): string =>
  `${name} = startSketchOn(offsetPlane(XY, offset = ${offset})) |> rectangle(center = [0, 0], width = ${width}, height = ${height})\n`;

const sweeps: readonly Case[] = [
  [
    "a profile that stands across its path stays as drawn",
    `${strip("YZ", 3, 2)}path = startSketchOn(XY) |> startProfile(at = [0, 0]) |> line(end = [8, 0]) |> tangentialArc(end = [6, 6])\nb = sweep(region(segments = [p.l1, p.l2]), path)`,
    // Carried round the bend of radius 6 with its middle 1.5 inside of the path.
    { volume: 6 * (8 + (pi / 2) * 4.5), lastBox: [0, 0, 0, 14, 6, 2] },
  ],
  [
    "a profile turns about the start of its path",
    `${strip("XY", 3, 2)}q = sketch(on = offsetPlane(YZ, offset = -4)) { l = line(start = [0mm, 0mm], end = [0mm, 6mm]) }\nb = sweep(region(segments = [p.l1, p.l2]), path = q.l)`,
    // x of the profile comes out against the normal of the path's plane.
    { volume: 36, lastBox: [-11, -2, 0, -8, 0, 6] },
  ],
  [
    "a straight sweep is a prism",
    "q = startSketchOn(XZ) |> startProfile(at = [0, 0]) |> yLine(length = 9)\nb = startSketchOn(XY) |> rectangle(center = [0, 0], width = 2, height = 3) |> sweep(path = q)",
    { volume: 54 },
  ],
  [
    "a tube round a quarter",
    "q = startSketchOn(XZ) |> startProfile(at = [0, 0]) |> yLine(length = 5) |> tangentialArc(angle = 90deg, radius = 10)\nb = startSketchOn(XY) |> circle(center = [0, 0], radius = 3) |> subtract2d(tool = circle(startSketchOn(XY), center = [0, 0], radius = 2)) |> sweep(path = q)",
    { volume: 5 * pi * (5 + 5 * pi) },
  ],
  [
    "a full turn along a circle is a torus",
    "q = startSketchOn(XY) |> circle(center = [0, 0], radius = 10)\nb = startSketchOn(XZ) |> circle(center = [10, 0], radius = 2) |> sweep(path = q)",
    { volume: 4 * pi * 20 * pi },
  ],
  [
    "flags for the profile's place need version 2",
    `${strip("XY", 1, 1)}q = sketch(on = XZ) { l = line(start = [0mm, 0mm], end = [0mm, 10mm]) }\nb = sweep(region(segments = [p.l1, p.l2]), path = q.l, translateProfileToPath = true)`,
    { error: "only supported for sweep version 2" },
  ],
  [
    "a sectional sweep is the body that it would be without",
    `${strip("XY", 1, 1)}q = sketch(on = XZ) { l = line(start = [0mm, 0mm], end = [0mm, 10mm]) }\nb = sweep(region(segments = [p.l1, p.l2]), path = q.l, sectional = true)`,
    { volume: 10 },
  ],
  [
    "walls only",
    "q = startSketchOn(XZ) |> startProfile(at = [0, 0]) |> yLine(length = 9)\nb = startSketchOn(XY) |> circle(center = [0, 0], radius = 2) |> sweep(path = q, bodyType = SURFACE)",
    { area: 36 * pi },
  ],
];

const lofts: readonly Case[] = [
  // A prismatoid: (A1 + 4 Am + A2) h / 6.
  [
    "a frustum",
    `${rectangleAt("a", 0, 8, 6)}${rectangleAt("c", 6, 4, 3)}b = loft([a, c], vDegree = 1)`,
    { volume: 48 + 12 + 4 * 27 },
  ],
  [
    "a wedge",
    `${rectangleAt("a", 0, 8, 6)}${rectangleAt("c", 6, 2, 6)}b = loft([a, c], vDegree = 1)`,
    { volume: 48 + 12 + 4 * 30 },
  ],
  [
    "a cone frustum",
    "a = startSketchOn(XY) |> circle(center = [0, 0], radius = 4)\nc = startSketchOn(offsetPlane(XY, offset = 6)) |> circle(center = [0, 0], radius = 2)\nb = loft([a, c], vDegree = 1)",
    { volume: 2 * pi * (16 + 8 + 4) },
  ],
  [
    "an oblique cylinder",
    "a = startSketchOn(XY) |> circle(center = [0, 0], radius = 4)\nc = startSketchOn(offsetPlane(XY, offset = 6)) |> circle(center = [5, 0], radius = 4)\nb = loft([a, c])",
    { volume: 96 * pi, freeform: true, lastBox: [-4, -4, 0, 9, 4, 6] },
  ],
];

measure("sweeps", sweeps);
measure("lofts", lofts);
