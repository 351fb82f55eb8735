import type { Vec2 } from "@unbake/geometry";
import { expect, it } from "vitest";
import type { Node, ProfileLoop, Segment2 } from "../../../../../model/types.js";
import { circle, extrude, onePart, polygon, world } from "../../../../shapes.fixture.js";
import { repeatProfiles } from "./repeatProfiles.js";

const turned = ([x, y]: Vec2, angle: number): Vec2 => [
  x * Math.cos(angle) - y * Math.sin(angle),
  x * Math.sin(angle) + y * Math.cos(angle),
];

/** A 20 x 20 rail: a slot under each of four sides, the last of them `wider` than the others. */
function rail(wider = 0): ProfileLoop {
  const side: Vec2[] = [
    [10, 10],
    [3, 10],
    [3, 8],
    [5.5, 8],
    [5.5, 7],
    [3.5, 5],
    [-3.5, 5],
    [-5.5, 7],
    [-5.5, 8],
    [-3, 8],
    [-3, 10],
  ];
  const corners = [0, 1, 2, 3].flatMap((k) =>
    side.map(([x, y]) => turned(k === 3 && y === 5 ? [x + Math.sign(x) * wider, y] : [x, y], (k * Math.PI) / 2)),
  );
  return polygon(corners);
}

/** A gear with straight flanks whose first tooth stands at `phase`; `off` is how far one of its roots is off. */
function gear(teeth: number, phase: number, off = 0): ProfileLoop {
  const step = (2 * Math.PI) / teeth;
  const at = (radius: number, turns: number, index: number): Vec2 =>
    turned([radius, 0], phase + (index + turns) * step);
  const segments = Array.from({ length: teeth }, (_, i): Segment2[] => {
    const root = i === 1 ? 15 + off : 15;
    return [
      { kind: "arc", start: at(20, -0.15, i), end: at(20, 0.15, i), center: [0, 0], ccw: true },
      { kind: "line", start: at(20, 0.15, i), end: at(root, 0.3, i) },
      { kind: "arc", start: at(root, 0.3, i), end: at(root, 0.7, i), center: [0, 0], ccw: true },
      { kind: "line", start: at(root, 0.7, i), end: at(20, 0.85, i) },
    ];
  });
  return { kind: "path", segments: segments.flat() };
}

/** A rack of pointed-off teeth on a bar that is longer than them. */
const rack = (teeth: number): ProfileLoop =>
  polygon([
    [-2, -8],
    [60, -8],
    [60, 0],
    ...Array.from({ length: teeth }, (_, i): Vec2[] => {
      const x = (teeth - 1 - i) * 6;
      return [
        [x + 4, 0],
        [x + 3, 4],
        [x + 1, 4],
        [x, 0],
      ];
    }).flat(),
    [-2, 0],
  ]);

/** Fins on a plate, the outer ones flush with its ends. */
const heatSink = (fins: number): ProfileLoop =>
  polygon([
    [0, 0],
    [10 * fins - 6, 0],
    ...Array.from({ length: fins }, (_, i): Vec2[] => {
      const x = 10 * (fins - 1 - i);
      const gap: Vec2[] =
        i === fins - 1
          ? []
          : [
              [x, 5],
              [x - 6, 5],
            ];
      return [[x + 4, 20], [x, 20], ...gap];
    }).flat(),
  ]);

/** The steps of a body, as a person would say them. */
function told(node: Node): string {
  switch (node.type) {
    case "boolean":
      return `${node.operation}(${[node.base, ...node.tools].map(told).join(", ")})`;
    case "pattern": {
      const { kind } = node.pattern;
      return `${node.pattern.count} x ${kind} ${told(node.body)}`;
    }
    case "place":
      return `placed ${told(node.body)}`;
    case "extrude": {
      const { outer, holes } = node.profile;
      const size = outer.kind === "path" ? String(outer.segments.length) : outer.kind;
      return [node.role ?? "base", size, ...(holes.length > 0 ? [`${holes.length} holes`] : [])].join(" ");
    }
    default:
      return node.type;
  }
}

const toldOf = (outer: ProfileLoop, ...holes: readonly ProfileLoop[]): string => {
  const { model } = repeatProfiles(onePart("part", extrude(world, outer, 0, 8, { holes })), 1e-4);
  return model.parts.map(({ body }) => told(body)).join();
};

it.each([
  ["a rail of four equal quarters", () => toldOf(rail()), "subtract(base 4, 4 x circular slot 10)"],
  [
    "a gear with a gap on an axis",
    () => toldOf(gear(12, Math.PI / 12)),
    "subtract(base circle, 12 x circular toothGap 4)",
  ],
  ["a gear that stands anyhow", () => toldOf(gear(12, 0.1)), "subtract(base circle, 12 x circular placed toothGap 4)"],
  [
    "the teeth of a ring",
    () => toldOf(circle([0, 0], 30), gear(12, 0.1)),
    "subtract(base circle 1 holes, 12 x circular placed toothGap 4)",
  ],
  ["a rack of ten teeth", () => toldOf(rack(10)), "union(base 4, 10 x linear placed tooth 4)"],
  ["a heat sink", () => toldOf(heatSink(9)), "subtract(base 4, 8 x linear placed slot 4)"],
  [
    "cavities in four corners",
    () => toldOf(circle([0, 0], 30), ...[0, 1, 2, 3].map((k) => cavity(k))),
    "subtract(base circle, 4 x circular cavity 5)",
  ],
])("draws one of %s", (_, told, wanted) => {
  expect(told()).toBe(wanted);
});

it.each([
  ["a rail with one slot 0.02 mm wider, but for the other three", () => toldOf(rail(0.02)), "base 44"],
  ["a gear with one root 0.02 mm off", () => toldOf(gear(12, 0, 0.02)), "base 48"],
  ["two teeth, which are no shorter repeated", () => toldOf(rack(2)), "base 12"],
])("draws %s whole", (_, told, wanted) => {
  expect(told()).toBe(wanted);
});

/** A pocket that looks into the corner of its quadrant. */
function cavity(quarter: number): ProfileLoop {
  const corners: Vec2[] = [
    [5, 5],
    [12, 5],
    [12, 10],
    [10, 12],
    [5, 12],
  ];
  return polygon(corners.map((p) => turned(p, (quarter * Math.PI) / 2)));
}
