/** Small models of our own making, for the tests of both printers. */
import {
  composePoses,
  type Frame,
  frameFromZ,
  identityPose,
  type Pose,
  rotationPose,
  translationPose,
  type Vec3,
} from "@unbake/geometry";
import type { Model, Node, Profile } from "../model/types.js";
import { at, boolean, circle, extrude, hole, onePart, polygon, rectangle, slot, world } from "./shapes.fixture.js";

export const flange = (): Model => {
  const plate = extrude(world, circle([0, 0], 70), 0, 14);
  const boss = extrude(world, circle([0, 0], 31), 14, 17, { overrun: [1, 0], role: "boss" });
  const bore = extrude(world, circle([0, 0], 20), 0, 17, { overrun: [1, 1], role: "bore" });
  const bolt = hole(at([54, 0, 14], [0, 0, -1]), 11, 14, { role: "bolt hole" });
  const bolts: Node = {
    type: "pattern",
    body: bolt,
    pattern: { kind: "circular", origin: [0, 0, 0], axis: [0, 0, 1], stepRad: Math.PI / 3, count: 6 },
    explains: [],
  };
  return onePart("Pipe flange DN40", boolean("subtract", boolean("union", plate, boss), bore, bolts));
};

/** Turned about x, as lathes have it. */
export const shaft = (): Model => {
  const meridian: Frame = { origin: [0, 0, 0], x: [0, 0, 1], y: [1, 0, 0], z: [0, 1, 0] };
  const outer = polygon([
    [0, 0],
    [10, 0],
    [10, 45],
    [6, 45],
    [6, 61],
    [0, 61],
  ]);
  return onePart("Stepped shaft", {
    type: "revolve",
    frame: meridian,
    profile: { outer, holes: [] },
    angleRad: 2 * Math.PI,
    explains: [],
  });
};

export const bracket = (): Model => {
  const foot = extrude(
    { origin: [0, 0, 0], x: [0, 1, 0], y: [0, 0, 1], z: [1, 0, 0] },
    polygon([
      [0, 0],
      [60, 0, 2],
      [60, 5],
      [5, 5, 4],
      [5, 40],
      [0, 40, 1.5],
    ]),
    -20,
    20,
  );
  const long = extrude(world, slot([-8, 45], [8, 45], 3.3), 0, 5, { overrun: [1, 1], role: "slot" });
  const eye = hole(at([0, 5, 26], [0, -1, 0]), 12.5, 5);
  return onePart("L bracket", boolean("subtract", foot, long, eye));
};

export const inchPlate = (): Model => {
  const inch = 25.4;
  const plate = extrude(world, rectangle(0, 0, 4 * inch, 2.5 * inch, 0.25 * inch), 0, 0.375 * inch);
  const corners: Node = {
    type: "pattern",
    body: hole(at([0.5 * inch, 0.5 * inch, 0.375 * inch], [0, 0, -1]), 0.266 * inch, 0.375 * inch, {
      overrunStart: 2.54,
      overrunEnd: 2.54,
    }),
    pattern: {
      kind: "grid",
      direction: [1, 0, 0],
      spacing: 3 * inch,
      count: 2,
      secondDirection: [0, 1, 0],
      secondSpacing: 1.5 * inch,
      secondCount: 2,
    },
    explains: [],
  };
  return onePart("Mounting plate", boolean("subtract", plate, corners), "in");
};

/** A base with pins: rows, loose ones, turned ones. */
export const assembly = (): Model => {
  const base = extrude(world, rectangle(-50, -30, 50, 30), -8, 0);
  const pin = extrude(world, circle([0, 0], 2), 0, 12);
  const rows = Array.from({ length: 12 }, (_, i) =>
    translationPose([-40 + (i % 6) * 7, -20 + Math.floor(i / 6) * 9, 0.5]),
  );
  const lying = [0, 1].map((i) =>
    composePoses(translationPose([10, 5 + 11 * i, 3]), rotationPose([0, 0, 0], [0, 1, 0], Math.PI / 2)),
  );
  const skew = composePoses(translationPose([30, 20, 20]), rotationPose([0, 0, 0], [1, 2, 3], 0.7));
  const poses = [...rows, ...lying, skew];
  return {
    name: "Pin board",
    unit: "mm",
    parts: [
      { id: 0, name: "base */ plate\nof steel", body: base },
      { id: 1, name: "pin", body: pin },
    ],
    instances: [
      { part: 0, pose: identityPose, solid: 0, color: [120, 130, 140] },
      ...poses.map((pose, i) => ({ part: 1, pose, solid: i + 1 })),
    ],
  };
};

/** Holes without a pattern, in corners and in the middle, and a pocket. */
export const manyHoles = (): Model => {
  const plate = extrude(world, rectangle(0, 0, 80, 50), 0, 6);
  const places = [
    [8, 8, 4.5],
    [72, 8, 4.5],
    [8, 42, 4.5],
    [72, 42, 4.5],
    [40, 30, 10],
  ] as const;
  const holes = places.map(([x, y, d]) => hole(at([x, y, 6], [0, 0, -1]), d, 6));
  const pocket = extrude(world, rectangle(20, 12, 60, 18, 2), 3, 6, { overrun: [0, 1] });
  return onePart("Cover plate", boolean("subtract", plate, ...holes, pocket));
};

/** Holes square to a slanted face. */
export const ramp = (): Model => {
  const side: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] };
  const wedge = extrude(
    side,
    polygon([
      [0, 0],
      [40, 0],
      [40, 5],
      [0, 35],
    ]),
    -30,
    0,
  );
  const into: Vec3 = [-0.6, 0, -0.8];
  const holes = [
    [20, 8],
    [20, 22],
    [10, 15],
  ].map(([x, y]) => hole(at([x ?? 0, y ?? 0, 35 - 0.75 * (x ?? 0)], into, [0, 1, 0]), 4, 5, { through: false }));
  return onePart("Ramp", boolean("subtract", wedge, ...holes));
};

/** One pin at places without order. */
export const scattered = (): Model => {
  const pin = extrude(world, circle([0, 0], 1.5), 0, 8);
  const places = [
    [0, 0],
    [7, 3],
    [15, 1],
    [22, 9],
    [31, 4],
    [4, 14],
    [18, 17],
  ] as const;
  return {
    name: "Scattered pins",
    unit: "mm",
    parts: [{ id: 0, name: "pin", body: pin }],
    instances: places.map(([x, y], solid) => ({ part: 0, pose: translationPose([x, y, 2]), solid })),
  };
};

/** A part and its mirror image, and a part that is there only as a mirror image. */
export const mirrored = (): Model => {
  const corner = boolean(
    "subtract",
    extrude(
      world,
      polygon([
        [0, 0],
        [30, 0],
        [30, 8],
        [12, 20, 3],
        [0, 20],
      ]),
      0,
      6,
    ),
    hole(at([22, 4, 6], [0, 0, -1]), 4, 3, {
      through: false,
      bottom: { kind: "drill", angleRad: (118 * Math.PI) / 180 },
    }),
  );
  const wedge: Node = {
    type: "revolve",
    frame: { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] },
    profile: { outer: rectangle(5, 0, 9, 3), holes: [] },
    angleRad: 1,
    explains: [],
  };
  const mirror: Pose = [-1, 0, 0, -10, 0, 1, 0, 0, 0, 0, 1, 0];
  const mirrorY: Pose = [1, 0, 0, 0, 0, -1, 0, -40, 0, 0, 1, 0];
  return {
    name: "Left and right",
    unit: "mm",
    parts: [
      { id: 0, name: "corner", body: corner },
      { id: 1, name: "wedge", body: wedge },
    ],
    instances: [
      { part: 0, pose: identityPose, solid: 0 },
      { part: 0, pose: mirror, solid: 1 },
      { part: 1, pose: mirrorY, solid: 2 },
    ],
  };
};

export const drilled = (): Model => {
  const block = extrude(world, rectangle(0, 0, 48, 22), 0, 12);
  const down = (x: number, y: number): Frame => at([x, y, 12], [0, 0, -1]);
  const bored = hole(down(10, 11), 4.5, 12, { entry: { kind: "counterbore", diameter: 8, depth: 4.4 } });
  const sunk = hole(down(24, 11), 4.5, 12, { entry: { kind: "countersink", diameter: 9.4, angleRad: Math.PI / 2 } });
  const blind = hole(down(36, 11), 3.3, 8, {
    through: false,
    bottom: { kind: "drill", angleRad: (118 * Math.PI) / 180 },
  });
  const side = hole(at([48, 11, 6], [-1, 0, 0]), 2.5, 5, { through: false });
  return onePart("Drilled block", boolean("subtract", block, bored, sunk, blind, side));
};

export const dressed = (): Model => {
  const block = extrude(world, rectangle(0, 0, 40, 20), 0, 10);
  const body: Node = {
    type: "fillet",
    radius: 3,
    edges: [
      { point: [0, 0, 5], tangent: [0, 0, 1] },
      { point: [40, 0, 5], tangent: [0, 0, 1] },
    ],
    base: boolean("subtract", block, hole(at([20, 10, 10], [0, 0, -1]), 6, 10)),
    explains: [],
  };
  return onePart("Dressed block", {
    type: "chamfer",
    length: 1,
    edges: [
      { point: [23, 10, 10], tangent: [0, 1, 0] },
      { point: [20, 20, 10], tangent: [1, 0, 0] },
    ],
    base: body,
    explains: [],
  });
};

/** What stands at odd angles, and every other kind of profile and sweep. */
export const odd = (): Model => {
  const tilted = frameFromZ([1.25, -3.5, 7.125], [1, 2, 3], [1, 0, 0]);
  const tiltedBox = extrude(tilted, rectangle(-4.2, -3, 5.1, 3, 0.75), -2, 6, { holes: [circle([0.5, 0.25], 1.5)] });
  const oval = extrude(at([30, 0, 0]), { kind: "ellipse", center: [0, 0], majorAxis: [6, 2], minorRadius: 3 }, 0, 4);
  const spline: Profile = {
    outer: {
      kind: "path",
      segments: [
        { kind: "line", start: [0, 0], end: [10, 0] },
        {
          kind: "bspline",
          start: [10, 0],
          end: [0, 0],
          curve: {
            kind: "bspline",
            degree: 3,
            poles: [
              [10, 0, 0],
              [11, 6, 0],
              [-2, 6, 0],
              [0, 0, 0],
            ],
            knots: [0, 1],
            multiplicities: [4, 4],
            periodic: false,
          },
        },
      ],
    },
    holes: [],
  };
  const splined: Node = {
    type: "extrude",
    frame: at([50, 0, 0]),
    profile: spline,
    from: 0,
    to: 3,
    overrunStart: 0,
    overrunEnd: 0,
    explains: [],
  };
  const pipe: Node = {
    type: "sweep",
    frame: at([80, 0, 0]),
    profile: { outer: circle([0, 0], 2), holes: [circle([0, 0], 1.5)] },
    path: [
      { kind: "line", start: [80, 0, 0], end: [80, 0, 20] },
      { kind: "arc", start: [80, 0, 20], mid: [80 + 8 - 8 * Math.SQRT1_2, 0, 20 + 8 * Math.SQRT1_2], end: [88, 0, 28] },
      { kind: "line", start: [88, 0, 28], end: [95, 0, 28] },
    ],
    explains: [],
  };
  const tower: Node = {
    type: "loft",
    ruled: true,
    sections: [
      { frame: at([0, 60, 0]), profile: { outer: rectangle(-5, -5, 5, 5), holes: [] } },
      { frame: at([0, 60, 12]), profile: { outer: rectangle(-3, -3, 3, 3), holes: [] } },
    ],
    explains: [],
  };
  const fan: Node = {
    type: "pattern",
    body: extrude(at([0, -60, 0]), rectangle(4, -1, 9, 1), 0, 3),
    pattern: { kind: "circular", origin: [0, -60, 0], axis: [0, 0, 1], stepRad: 0.5, count: 4 },
    explains: [],
  };
  const hub = extrude(at([0, -60, 0]), circle([0, 0], 5), 0, 4);
  const bodies: readonly Node[] = [tiltedBox, oval, splined, pipe, tower, boolean("union", hub, fan)];
  return {
    name: "Odd ones",
    unit: "mm",
    parts: bodies.map((body, id) => ({ id, name: `odd ${id}`, body })),
    instances: bodies.map((_, id) => ({ part: id, pose: identityPose, solid: id })),
  };
};

export const models: Readonly<Record<string, () => Model>> = {
  flange,
  shaft,
  bracket,
  inchPlate,
  assembly,
  scattered,
  manyHoles,
  ramp,
  mirrored,
  drilled,
  dressed,
  odd,
};
