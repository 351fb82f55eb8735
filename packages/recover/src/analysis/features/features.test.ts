import { describe, expect, it } from "vitest";
import {
  at,
  circle,
  drill,
  extrude,
  hole,
  polygon,
  profile,
  rectangle,
  subtract,
  topFrame,
  turned,
  unite,
} from "../../model/shorthand.js";
import type { Node } from "../../model/types.js";
import { compareFeatures, featuresOf } from "./features.js";

const plate = extrude(topFrame, profile(rectangle(40, 30)), 0, 8);
const bore = drill([10, 12, 8], 5, 8);
const upwards = hole(at(10, 12, 0), 5, 8, { overrunStart: 3 });
const row = (body: Node, count: number): Node => ({
  type: "pattern",
  explains: [],
  body,
  pattern: { kind: "linear", direction: [1, 0, 0], spacing: 6, count },
});
const shifted: Node = {
  type: "place",
  explains: [],
  body: drill([0, 12, 8], 5, 8),
  pose: [1, 0, 0, 10, 0, 1, 0, 0, 0, 0, 1, 0],
};

const cases: readonly {
  readonly name: string;
  readonly known: Node;
  readonly found: Node;
  readonly right: readonly [number, number];
  readonly of: readonly [number, number];
}[] = [
  {
    name: "a hole drilled from the other side",
    known: subtract(plate, bore),
    found: subtract(plate, upwards),
    right: [2, 2],
    of: [2, 2],
  },
  {
    name: "a hole that is an extruded circle",
    known: subtract(plate, bore),
    found: subtract(plate, extrude(at(10, 12), profile(circle([0, 0], 2.5)), -1, 9)),
    right: [2, 2],
    of: [2, 2],
  },
  {
    name: "a hole that is placed",
    known: subtract(plate, bore),
    found: subtract(plate, shifted),
    right: [2, 2],
    of: [2, 2],
  },
  {
    name: "a hole that is a loop of the section",
    known: subtract(plate, bore),
    found: extrude(topFrame, profile(rectangle(40, 30), circle([10, 12], 2.5)), 0, 8),
    right: [2, 2],
    of: [2, 2],
  },
  {
    name: "a block that is extruded along another edge and runs over",
    known: subtract(plate, extrude(at(3, 3), profile(rectangle(4, 5)), 2, 9)),
    found: subtract(
      plate,
      extrude({ ...at(3, 3, 2), x: [0, 1, 0], y: [0, 0, 1], z: [1, 0, 0] }, profile(rectangle(5, 6)), 0, 4),
    ),
    right: [2, 2],
    of: [2, 2],
  },
  {
    name: "a block farther off than it runs over",
    known: subtract(plate, extrude(at(3, 3), profile(rectangle(4, 5)), 2, 9)),
    found: subtract(plate, extrude(at(4, 3), profile(rectangle(4, 5)), 2, 9)),
    right: [1, 1],
    of: [2, 2],
  },
  {
    name: "a section that runs the other way round",
    known: extrude(topFrame, profile(polygon([0, 0], [9, 0], [0, 5])), 0, 8),
    found: extrude(topFrame, profile(polygon([0, 5], [9, 0], [0, 0])), 0, 8),
    right: [1, 1],
    of: [1, 1],
  },
  {
    name: "a hole of another size",
    known: subtract(plate, bore),
    found: subtract(plate, drill([10, 12, 8], 5.1, 8)),
    right: [1, 1],
    of: [2, 2],
  },
  {
    name: "a hole at another place",
    known: subtract(plate, bore),
    found: subtract(plate, drill([10, 12.1, 8], 5, 8)),
    right: [1, 1],
    of: [2, 2],
  },
  {
    name: "a blind hole for a through hole",
    known: subtract(plate, bore),
    found: subtract(plate, drill([10, 12, 8], 5, 8, { through: false })),
    right: [1, 1],
    of: [2, 2],
  },
  { name: "a missing hole", known: subtract(plate, bore), found: plate, right: [1, 1], of: [2, 1] },
  {
    name: "a hole too many at the same place",
    known: subtract(plate, bore),
    found: subtract(plate, bore, bore),
    right: [2, 2],
    of: [2, 3],
  },
  {
    name: "holes one by one for a pattern",
    known: subtract(plate, row(bore, 2)),
    found: subtract(plate, bore, drill([16, 12, 8], 5, 8)),
    right: [3, 3],
    of: [4, 3],
  },
  {
    name: "an added body for one that is cut",
    known: subtract(plate, extrude(at(3, 3), profile(rectangle(4, 5)), 2, 9)),
    found: unite(plate, extrude(at(3, 3), profile(rectangle(4, 5)), 2, 9)),
    right: [1, 1],
    of: [2, 2],
  },
  {
    name: "a turned body of the same section elsewhere",
    known: turned(rectangle(4, 5)),
    found: { ...turned(rectangle(4, 5)), frame: { ...turned(rectangle(4, 5)).frame, origin: [1, 0, 0] } },
    right: [0, 0],
    of: [1, 1],
  },
];

describe("compareFeatures", () => {
  it.each(cases)("$name", ({ known, found, right, of }) => {
    const compared = compareFeatures(featuresOf(known), featuresOf(found));
    const counted = [
      compared.known.filter((one) => one.found).length,
      compared.found.filter((one) => one.known).length,
    ];
    expect([counted, [compared.known.length, compared.found.length]]).toEqual([right, of]);
  });

  it("keeps what the maker calls a feature, and what is in it", () => {
    const named = featuresOf(subtract(plate, { ...row(bore, 2), role: "row" }));
    expect(named.map(({ role }) => role)).toEqual([undefined, "row", "row", "row"]);
  });
});
