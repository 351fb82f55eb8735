import { boxKcl, type Case, loopKcl, measure } from "./measured.fixture.js";

const { PI: pi, SQRT2 } = Math;
const slab = loopKcl("s", "XY", [
  [0, 0],
  [30, 0],
  [30, 20],
  [0, 20],
]);
const slabBody = `${slab}b = extrude(region(segments = [s.l1, s.l2]), length = 5)\n`;
const square = "startSketchOn(XY) |> rectangle(center = [0, 0], width = 10, height = 10)";
const disc = "startSketchOn(XY) |> circle(center = [0, 0], radius = 3)";

const lengths: readonly Case[] = [
  ["one way", `p = ${square} |> extrude(length = 4)`, { volume: 400, lastBox: [-5, -5, 0, 5, 5, 4] }],
  ["against the normal", `p = ${square} |> extrude(length = -4)`, { volume: 400, lastBox: [-5, -5, -4, 5, 5, 0] }],
  [
    "symmetric",
    `p = ${square} |> extrude(length = 4, symmetric = true)`,
    { volume: 400, lastBox: [-5, -5, -2, 5, 5, 2] },
  ],
  [
    "both ways",
    `p = ${square} |> extrude(length = 4, bidirectionalLength = 1)`,
    { volume: 500, lastBox: [-5, -5, -1, 5, 5, 4] },
  ],
  [
    "both ways with a negative length: the sign turns the first side only",
    `p = ${square} |> extrude(length = -12, bidirectionalLength = 3)`,
    { volume: 1500, lastBox: [-5, -5, -12, 5, 5, 3] },
  ],
  // The height is the part of the length across the sketch: 10 * 4/5.
  [
    "along a slanted direction",
    `p = ${disc} |> extrude(length = 10, direction = [3, 0, 4])`,
    { volume: 9 * pi * 8, lastBox: [-3, -3, 0, 9, 3, 8] },
  ],
  ["to a plane", `p = ${disc} |> extrude(to = offsetPlane(XY, offset = -7))`, { volume: 9 * pi * 7 }],
  ["twisted", `p = ${square} |> extrude(length = 6, twistAngle = 40deg)`, { volume: 600, freeform: true }],
  [
    "twisted about another point",
    `p = ${square} |> extrude(length = 6, twistAngle = 40deg, twistCenter = [2, 1])`,
    { volume: 600, freeform: true },
  ],
  [
    "an inclined plane keeps the volume",
    `p = startSketchOn({ origin = [1, 2, 3], xAxis = [1, 1, 0], yAxis = [0, 0, 1] }) |> rectangle(center = [0, 0], width = 4, height = 6) |> extrude(length = 2)`,
    { volume: 48, area: 2 * (24 + 8 + 12) },
  ],
  ["twisted without end", `p = ${square} |> extrude(length = 6, twistAngle = 1000000deg)`, { error: "turn" }],
  ["by next to nothing", `p = ${square} |> extrude(length = 0.00000001)`, { error: "the extrude encloses no volume" }],
  ["walls only", `p = ${square} |> extrude(length = 4, bodyType = SURFACE)`, { area: 4 * 10 * 4 }],
  ["a round wall only", `p = ${disc} |> extrude(length = 4, bodyType = SURFACE)`, { area: 6 * pi * 4 }],
];

const drafts: readonly Case[] = [
  // The far end is the profile scaled about the middle of its box by f = 1 - length * tan(angle) / diagonal: a frustum of (1 + f + f^2) / 3.
  [
    "a square",
    "@settings(experimentalFeatures = allow)\np = startSketchOn(XY) |> rectangle(center = [1, 2], width = 10, height = 10) |> extrude(length = 4, draftAngle = 10deg)",
    { volume: 100 * 4 * frustum(1 - (4 * Math.tan(pi / 18)) / (10 * SQRT2)) },
  ],
  [
    "a triangle, whose box has another middle",
    "@settings(experimentalFeatures = allow)\np = startSketchOn(XY) |> startProfile(at = [1, 0]) |> line(end = [9, 0]) |> line(endAbsolute = [4, 4]) |> close() |> extrude(length = 3, draftAngle = 15deg)",
    { volume: 18 * 3 * frustum(1 - (3 * Math.tan(pi / 12)) / Math.hypot(9, 4)) },
  ],
  [
    "outwards",
    "@settings(experimentalFeatures = allow)\np = startSketchOn(XY) |> circle(center = [3, 0], radius = 2) |> extrude(length = 3, draftAngle = -20deg)",
    { volume: 4 * pi * 3 * frustum(1 + (3 * Math.tan(pi / 9)) / (4 * SQRT2)) },
  ],
  [
    "against the normal",
    "@settings(experimentalFeatures = allow)\np = startSketchOn(XY) |> rectangle(center = [0, 0], width = 6, height = 8) |> extrude(length = -5, draftAngle = 10deg)",
    { volume: 48 * 5 * frustum(1 - (5 * Math.tan(pi / 18)) / 10) },
  ],
];

/** Volume of a frustum whose far end is scaled by `factor`, over that of the prism. */
function frustum(factor: number): number {
  return (1 + factor + factor * factor) / 3;
}

const onFaces: readonly Case[] = [
  [
    "END of a negative extrusion is the cap in the sketch plane",
    "disc = startSketchOn(XY) |> circle(center = [0, 0], radius = 10) |> extrude(length = -4)\nhub = startSketchOn(disc, face = END) |> circle(center = [0, 0], radius = 3) |> extrude(length = 7)",
    { volume: pi * (100 * 4 + 9 * 7), lastBox: [-10, -10, -4, 10, 10, 7] },
  ],
  [
    "START of a pocket is its floor",
    `${boxKcl("b", [-10, -10, 0], [20, 20, 12])}pocket = startSketchOn(b, face = END) |> rectangle(center = [0, 0], width = 16, height = 16) |> extrude(length = -9)
post = startSketchOn(pocket, face = START) |> circle(center = [0, 0], radius = 2) |> extrude(length = 5)`,
    { volume: 4800 - 16 * 16 * 9 + 4 * pi * 5, lastBox: [-10, -10, 0, 10, 10, 12] },
  ],
  [
    "planeOf a START cap has the sketch's x turned over",
    `${slabBody}t = sketch(on = planeOf(b, face = START)) { c = circle(start = [-4mm, 5mm], center = [-6mm, 5mm]) }\nd = extrude(region(segments = [t.c]), length = 3, method = NEW)`,
    { volume: 3000 + 12 * pi, lastBox: [4, 3, -3, 8, 7, 0] },
  ],
  [
    "faceOf a START cap has the sketch's x turned over",
    `${slabBody}t = sketch(on = faceOf(b, face = START)) { c = circle(start = [-20mm, 12mm], center = [-21mm, 12mm]) }\nd = extrude(region(segments = [t.c]), length = 2, method = NEW)`,
    { volume: 3000 + 2 * pi, lastBox: [20, 11, -2, 22, 13, 0] },
  ],
  [
    "on a side of a body that stands on a side, y runs along its extrusion",
    `a = startSketchOn(XY) |> startProfile(at = [0, 0]) |> xLine(length = 10) |> yLine(length = 10, tag = $right) |> xLine(length = -10) |> close() |> extrude(length = 10)
b = startSketchOn(a, face = right) |> startProfile(at = [2, 2]) |> xLine(length = 6) |> yLine(length = 6) |> xLine(length = -6) |> close(tag = $wall) |> extrude(length = 12, method = NEW)
c = startSketchOn(b, face = wall) |> rectangle(corner = [-7, 13], width = 3, height = 4) |> extrude(length = 5, method = NEW)`,
    // The wall faces -y at y = 2; u = -z, v = x.
    { volume: 1000 + 432 + 60, lastBox: [13, -3, 4, 17, 2, 7] },
  ],
  [
    "out of a side face",
    `${boxKcl("b", [0, 0, 0], [10, 10, 10])}c = startSketchOn(b, face = bFront) |> circle(center = [5, 5], radius = 2) |> extrude(length = 3)`,
    { volume: 1000 + 12 * pi, bodies: 1, lastBox: [0, -3, 0, 10, 10, 10] },
  ],
  [
    "through a body from its side",
    `${boxKcl("b", [0, 0, 0], [10, 10, 10])}c = startSketchOn(b, face = bRight) |> circle(center = [5, 5], radius = 2) |> extrude(length = -10)`,
    { volume: 1000 - 40 * pi, bodies: 1 },
  ],
  [
    // The disc lies beside the face and its cut takes nothing away: its START, 0.5 below the top, carries the next sketch all the same.
    "on the cap of a cut that missed its body",
    `${slabBody}d = sketch(on = faceOf(b, face = END)) {
  c = circle(start = [var 51mm, var 50mm], center = [var 50mm, var 50mm])
}
e = extrude(region(segments = [d.c]), length = -0.5)
${loopKcl("f", "faceOf(e, face = START)", [
  [1, 1],
  [4, 1],
  [4, 3],
  [1, 3],
])}g = extrude(region(segments = [f.l1, f.l2]), length = -1, method = NEW)`,
    { volume: 3000 + 6, bodies: 2 },
  ],
  [
    "up to a face of another body",
    `${boxKcl("b", [0, 0, 0], [10, 10, 4])}c = startSketchOn(offsetPlane(XY, offset = 9)) |> circle(center = [5, 5], radius = 1) |> extrude(to = bTop)`,
    { volume: 400 + 5 * pi },
  ],
];

measure("extrusions", lengths);
measure("extrusions with a draft angle", drafts);
measure("extrusions from and to faces", onFaces);
