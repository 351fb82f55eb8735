import { type Case, loopKcl, measure } from "./measured.fixture.js";

const { PI: pi, SQRT1_2 } = Math;
const version2 = "@settings(kclVersion = 2.0)\n";
const rectangle = loopKcl("s", "XY", [
  [0, 0],
  [10, 0],
  [10, 5],
  [0, 5],
]);
const house = loopKcl("s", "XY", [
  [0, 0],
  [30, 0],
  [30, 10],
  [15, 20],
  [0, 10],
]);
/** What rounding the corner between two walls with this angle inside takes off the profile. */
const rounded = (radius: number, insideRad: number): number =>
  radius ** 2 * (1 / Math.tan(insideRad / 2) - (pi - insideRad) / 2);
const eaves = pi / 2 + Math.atan2(10, 15);
const ridge = pi - 2 * Math.atan2(10, 15);

const profiles: readonly Case[] = [
  [
    "a circle through three points",
    "p = startSketchOn(XY) |> circleThreePoint(p1 = [5, 0], p2 = [0, 5], p3 = [-5, 0]) |> extrude(length = 2)",
    { volume: 50 * pi },
  ],
  [
    "a polygon in a circle",
    "p = startSketchOn(XY) |> polygon(radius = 4, numSides = 6, center = [1, 1]) |> extrude(length = 2)",
    { volume: 2 * 3 * 16 * Math.sin(pi / 3) },
  ],
  [
    "a polygon round a circle",
    "p = startSketchOn(XY) |> polygon(radius = 4, numSides = 8, center = [1, 1], inscribed = false) |> extrude(length = 2)",
    { volume: 2 * 8 * 16 * Math.tan(pi / 8) },
  ],
  [
    "an arc without a radius",
    "p = startSketchOn(XY) |> startProfile(at = [0, 0]) |> xLine(length = 5) |> yLine(length = 4) |> arc(angleStart = 90deg, angleEnd = 180deg, radius = 0) |> close() |> extrude(length = 2)",
    { error: "an arc needs a radius" },
  ],
  [
    "an ellipse that is a line",
    "@settings(experimentalFeatures = allow)\np = startSketchOn(XY) |> ellipse(center = [1, 2], majorRadius = 5, minorRadius = 0) |> extrude(length = 2)",
    { error: "an ellipse needs two radii" },
  ],
  [
    "an ellipse",
    "@settings(experimentalFeatures = allow)\np = startSketchOn(XY) |> ellipse(center = [1, 2], majorRadius = 5, minorRadius = 3) |> extrude(length = 2)",
    { volume: 30 * pi, lastBox: [-4, -1, 0, 6, 5, 2] },
  ],
  [
    "a cubic Bezier curve over its chord",
    // x = 10 (1 - 3 t^2 + 2 t^3), y = 15 t (1 - t): the area is 900 B(3, 3) = 30.
    "p = startSketchOn(XY) |> startProfile(at = [0, 0]) |> line(end = [10, 0]) |> bezierCurve(control1 = [0, 5], control2 = [-10, 5], end = [-10, 0]) |> close() |> extrude(length = 2)",
    { volume: 60 },
  ],
  [
    "a parabola over its chord",
    "@settings(experimentalFeatures = allow)\np = startSketchOn(XY) |> startProfile(at = [0, 0]) |> line(end = [8, 0]) |> parabolicPoint(x = 0) |> close() |> extrude(length = 2)",
    { error: "parabolicPoint" },
  ],
  [
    "a slot of tangential arcs",
    "p = startSketchOn(XY) |> startProfile(at = [0, 0]) |> xLine(length = 20) |> tangentialArc(angle = 180deg, radius = 4) |> xLine(length = -20) |> tangentialArc(endAbsolute = [0, 0]) |> close() |> extrude(length = 3)",
    { volume: 3 * (160 + 16 * pi) },
  ],
  [
    "an arc by angles",
    "p = startSketchOn(XY) |> startProfile(at = [5, 0]) |> arc(angleStart = 0deg, angleEnd = 90deg, radius = 5) |> line(endAbsolute = [0, 0]) |> close() |> extrude(length = 2)",
    { volume: (25 * pi) / 2 },
  ],
  [
    "angled lines",
    "p = startSketchOn(XY) |> startProfile(at = [0, 0]) |> angledLine(angle = 30deg, length = 10) |> angledLine(angle = 150deg, length = 10) |> close() |> extrude(length = 1)",
    { volume: 50 * Math.sin((2 * pi) / 3) },
  ],
  [
    "angled lines by their components",
    "p = startSketchOn(XY) |> startProfile(at = [0, 0]) |> xLine(length = 10) |> angledLine(angle = 135deg, lengthX = 10) |> close() |> extrude(length = 1)",
    { volume: 50 },
  ],
  [
    "a profile that is drawn clockwise",
    "p = startSketchOn(XY) |> startProfile(at = [0, 0]) |> yLine(length = 5) |> xLine(length = 10) |> yLine(length = -5) |> close() |> extrude(length = 2)",
    { volume: 100, lastBox: [0, 0, 0, 10, 5, 2] },
  ],
  [
    "two holes in one profile",
    "p = startSketchOn(XY) |> rectangle(center = [0, 0], width = 20, height = 10) |> subtract2d(tool = circle(startSketchOn(XY), center = [-5, 0], radius = 2)) |> subtract2d(tool = circle(startSketchOn(XY), center = [5, 0], radius = 3)) |> extrude(length = 2)",
    { volume: 2 * (200 - 13 * pi) },
  ],
  [
    "an outline that crosses itself, with a hole in one of its cells",
    "p = startSketchOn(XY) |> startProfile(at = [0, 0]) |> line(endAbsolute = [10, 10]) |> line(endAbsolute = [10, 0]) |> line(endAbsolute = [0, 10]) |> close() |> subtract2d(tool = circle(startSketchOn(XY), center = [8, 5], radius = 1)) |> extrude(length = 3)",
    { volume: 3 * (50 - pi) },
  ],
  [
    "a ring cut out of a plate would leave an island",
    "p = startSketchOn(XY) |> rectangle(center = [0, 0], width = 20, height = 20) |> subtract2d(tool = circle(startSketchOn(XY), center = [0, 0], radius = 5) |> subtract2d(tool = circle(startSketchOn(XY), center = [0, 0], radius = 2))) |> extrude(length = 3)",
    { error: "solid2d_add_hole of a profile with holes" },
  ],
  [
    "on the back of a plane",
    "p = startSketchOn(-XY) |> startProfile(at = [0, 0]) |> xLine(length = 10) |> yLine(length = 5) |> close() |> extrude(length = 2)",
    { volume: 50, lastBox: [-10, 0, -2, 0, 5, 0] },
  ],
];

const regions: readonly Case[] = [
  [
    "of two segments that do not meet: the cell that both bound",
    `${version2}${rectangle}p = extrude(region(segments = [s.l2, s.l4]), length = 3)`,
    { volume: 150 },
  ],
  [
    "of a point on a segment: the cell beside it",
    `${version2}${rectangle}p = extrude(region(point = [5mm, 5mm], sketch = s), length = 3)`,
    { volume: 150 },
  ],
  [
    "of a point in the air",
    `${version2}${rectangle}p = extrude(region(point = [5mm, 7mm], sketch = s), length = 3)`,
    { error: "no closed region" },
  ],
  [
    "the overlap of two circles, a lens",
    `${version2}s = sketch(on = XY) {\n  a = circle(start = [5mm, 0mm], center = [0mm, 0mm])\n  b = circle(start = [10mm, 0mm], center = [5mm, 0mm])\n}\np = extrude(region(point = [2.5mm, 0mm], sketch = s), length = 2)`,
    // Two segments of 120 degrees.
    { volume: 2 * 25 * ((2 * pi) / 3 - Math.sin((2 * pi) / 3)) },
  ],
  [
    "a ring, because the circle inside is a hole",
    `${version2}s = sketch(on = XY) {\n  a = circle(start = [5mm, 0mm], center = [0mm, 0mm])\n  b = circle(start = [2mm, 0mm], center = [0mm, 0mm])\n}\np = extrude(region(point = [3mm, 0mm], sketch = s), length = 2)`,
    { volume: 2 * 21 * pi },
  ],
  [
    "a square with a square across it inside",
    `${version2}${loopKcl("s", "XY", [
      [-5, -5],
      [5, -5],
      [5, 5],
      [-5, 5],
    ]).replace(
      "}\n",
      "  c = circle(start = [2mm, 0mm], center = [0mm, 0mm])\n}\n",
    )}p = extrude(region(segments = [s.l1, s.l2]), length = 2)`,
    { volume: 2 * (100 - 4 * pi) },
  ],
  [
    "without kclVersion 2 the loop s1 ... s5 is named s1 s3 s4 s5 s2: l4 and l5 meet at the ridge",
    `${house}r = region(segments = [s.l1, s.l2])\nb = extrude(r, length = 5)\nf = fillet(b, radius = 2, tags = getCommonEdge(faces = [r.tags.l4, r.tags.l5]))`,
    // The names l4 and l5 stand on the walls that were drawn as l3 and l4.
    { volume: 5 * (450 - rounded(2, ridge)) },
  ],
  [
    "with kclVersion 2 every wall has the name of its segment",
    `${version2}${house}r = region(segments = [s.l1, s.l2])\nb = extrude(r, length = 5)\nf = fillet(b, radius = 2, tags = getCommonEdge(faces = [r.tags.l4, r.tags.l5]))`,
    { volume: 5 * (450 - rounded(2, eaves)) },
  ],
];

const patterns2d: readonly Case[] = [
  [
    "a row of circles",
    "p = startSketchOn(XY) |> circle(center = [0, 0], radius = 1) |> patternLinear2d(instances = 4, distance = 3, axis = [1, 1])\nb = extrude(p, length = 2)",
    { volume: 8 * pi, bodies: 4, lastBox: [9 * SQRT1_2 - 1, 9 * SQRT1_2 - 1, 0, 9 * SQRT1_2 + 1, 9 * SQRT1_2 + 1, 2] },
  ],
  [
    "a wheel of circles",
    "p = startSketchOn(XY) |> circle(center = [5, 0], radius = 1) |> patternCircular2d(instances = 6, center = [0, 0], arcDegrees = 360, rotateDuplicates = true)\nb = extrude(p, length = 2)",
    { volume: 12 * pi, bodies: 6 },
  ],
  [
    "a plate with a row of holes",
    "h = startSketchOn(XY) |> circle(center = [2, 2], radius = 1) |> patternLinear2d(instances = 3, distance = 4, axis = X)\np = startSketchOn(XY) |> rectangle(corner = [0, 0], width = 12, height = 4) |> subtract2d(tool = h) |> extrude(length = 1)",
    { volume: 48 - 3 * pi },
  ],
];

measure("profiles", profiles);
measure("regions", regions);
measure("patterns of profiles", patterns2d);
