import { boxKcl, type Case, cylinderKcl, measure } from "./measured.fixture.js";

const { PI: pi } = Math;
const cube = boxKcl("b", [0, 0, 0], [10, 10, 10]);
/** What a fillet takes off a right corner, mm2, and how far the middle of that is from either wall. */
const corner = (radius: number): number => radius ** 2 * (1 - pi / 4);
const middle = (radius: number): number => (radius * (10 - 3 * pi)) / (12 - 3 * pi);

/** The part of a circle beyond a chord. */
const segment = (radius: number, chordAt: number): number =>
  radius ** 2 * Math.acos(chordAt / radius) - chordAt * Math.sqrt(radius ** 2 - chordAt ** 2);

const cases: readonly Case[] = [
  ["a fillet of one edge", `${cube}f = fillet(b, radius = 2, tags = [bFront])`, { volume: 1000 - 10 * corner(2) }],
  [
    "fillets of two edges apart",
    `${cube}f = fillet(b, radius = 2, tags = [bFront, getOppositeEdge(bBack)])`,
    { volume: 1000 - 20 * corner(2) },
  ],
  [
    "a fillet of all upright edges",
    `${cube}f = fillet(b, radius = 3, tags = [getCommonEdge(faces = [bFront, bRight]), getCommonEdge(faces = [bRight, bBack]), getCommonEdge(faces = [bBack, bLeft]), getCommonEdge(faces = [bLeft, bFront])])`,
    { volume: 1000 - 40 * corner(3) },
  ],
  [
    "a fillet that fills an inner corner",
    `p = startSketchOn(XZ) |> startProfile(at = [0, 0]) |> xLine(length = 20) |> yLine(length = 5, tag = $end) |> xLine(length = -15, tag = $floor) |> yLine(length = 15, tag = $wall) |> xLine(length = -5) |> close() |> extrude(length = 8)
f = fillet(p, radius = 2, tags = getCommonEdge(faces = [floor, wall]))`,
    { volume: 8 * (175 + corner(2)) },
  ],
  [
    "a fillet of the rim of a cylinder",
    // Pappus with the middle of what is taken off.
    `${cylinderKcl("c", [0, 0, 0], 10, 6).replace("radius = 10)", "radius = 10, tag = $rim)")}f = fillet(c, radius = 2, tags = [rim])`,
    { volume: 600 * pi - 2 * pi * (10 - middle(2)) * corner(2) },
  ],
  ["a chamfer", `${cube}f = chamfer(b, length = 2, tags = [bFront])`, { volume: 1000 - 20 }],
  [
    "a chamfer of two lengths",
    `${cube}f = chamfer(b, length = 2, secondLength = 4, tags = [bFront])`,
    { volume: 1000 - 40 },
  ],
  [
    "a chamfer of a length and an angle",
    `${cube}f = chamfer(b, length = 2, angle = 30deg, tags = [bFront])`,
    { volume: 1000 - 10 * 2 * Math.tan(pi / 6) },
  ],
  [
    "a chamfer of the rim of a cylinder",
    // The ring of a right triangle whose middle is a third in.
    `${cylinderKcl("c", [0, 0, 0], 10, 6).replace("radius = 10)", "radius = 10, tag = $rim)")}f = chamfer(c, length = 3, tags = [rim])`,
    { volume: 600 * pi - 2 * pi * 9 * 4.5 },
  ],
  ["a fillet that is too large", `${cube}f = fillet(b, radius = 20, tags = [bFront])`, { error: "fillet" }],
  ["a shell with one opening", `${cube}f = shell(b, faces = [bTop], thickness = 2)`, { volume: 1000 - 6 * 6 * 8 }],
  [
    "a shell with two openings",
    `${cube}f = shell(b, faces = [bTop, bFront], thickness = 2)`,
    { volume: 1000 - 6 * 8 * 8 },
  ],
  [
    "a shell by END",
    `${cylinderKcl("c", [0, 0, 0], 10, 6)}f = shell(c, faces = [END], thickness = 1)`,
    { volume: 600 * pi - 81 * 5 * pi },
  ],
  [
    // The dome meets the straight top at 4 degrees: walls that go on so nearly smoothly were not cut at each other.
    "a shell whose walls turn inwards by little",
    `h = sqrt(20 * 20 - 19.95 * 19.95)
f = startSketchOn(XY) |> startProfile(at = [0, 0]) |> xLine(length = 60) |> yLine(length = 20) |> xLine(endAbsolute = 30 + h) |> arc(endAbsolute = [30 - h, 20], interiorAbsolute = [30, 20.05]) |> xLine(endAbsolute = 0) |> close() |> extrude(length = 8) |> shell(faces = [START, END], thickness = 5)`,
    { volume: 8 * (60 * 20 + segment(20, 19.95) - 50 * 10 - segment(15, 14.95)) },
  ],
  [
    "a shell of a prism with a hole, open at its start",
    `f = startSketchOn(XY) |> rectangle(center = [0, 0], width = 40, height = 30) |> subtract2d(tool = circle(startSketchOn(XY), center = [0, 0], radius = 5)) |> extrude(length = 12) |> shell(faces = [START], thickness = 2)`,
    { volume: 12 * (1200 - 25 * pi) - 10 * (36 * 26 - 49 * pi) },
  ],
  ["hollow", `${cube}f = hollow(b, thickness = 2)`, { volume: 1000 - 6 ** 3, area: 600 + 6 * 36 }],
  ["hollow without a wall", `${cube}f = hollow(b, thickness = -2)`, { error: "a hollow body needs a wall" }],
  [
    "hollow and round",
    `${cylinderKcl("c", [0, 0, 0], 10, 6)}f = hollow(c, thickness = 1)`,
    { volume: 600 * pi - 81 * 4 * pi },
  ],
];

measure("fillets, chamfers, shells", cases);
