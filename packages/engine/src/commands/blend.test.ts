import { type Case, measure } from "./measured.fixture.js";

const strip = (name: string, z: number, tag: string): string =>
  `${name} = startSketchOn(offsetPlane(XY, offset = ${z})) |> startProfile(at = [0, 0]) |> line(end = [4, 0], tag = $${tag}) |> extrude(length = 2, bodyType = SURFACE)\n`;

const cases: readonly Case[] = [
  [
    "of two level strips is flat",
    `${strip("p", 0, "e1")}${strip("q", 5, "e2")}r = blend([getBoundedEdge(p, edge = getOppositeEdge(e1)), e2])`,
    // Two strips of 4 by 2, and 4 by 3 between them.
    { area: 8 + 8 + 12, lastBox: [0, 0, 2, 4, 0, 5] },
  ],
];

measure("tangent blends", cases);
