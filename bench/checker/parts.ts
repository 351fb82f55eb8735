/**
 * Parts of our own making for the checker's bench: feature trees with dimensions drawn from a seeded generator.
 * Each kind of feature that a program can have occurs in at least one of them.
 */
import type { BSplineCurve, Vec2, Vec3 } from "@unbake/geometry";
import type { Node, ProfileLoop, Segment2, Segment3 } from "@unbake/recover";
import { circle, hole, polygon, profile, subtract, unite } from "@unbake/recover/internals";
import {
  around,
  blind,
  chamfer,
  drill,
  edge,
  extrude,
  fillet,
  frame,
  grid,
  line,
  rectangle,
  revolve,
  row,
  slot,
  Z,
} from "./shorthand.js";

/** A dimension between two numbers, rounded to 0.1 mm as a designer would. */
export type Dimension = (low: number, high: number) => number;
/** A whole number between two, both included. */
export type Count = (low: number, high: number) => number;

export const makers: Readonly<Record<string, (d: Dimension, n: Count) => Node>> = {
  drilledPlate(d, n) {
    const [w, h, t] = [d(60, 120), d(40, 90), d(4, 12)];
    const plate = extrude(frame([0, 0, 0]), profile(rectangle(w, h)), 0, t);
    const round = fillet(
      plate,
      d(3, 6),
      ...[-1, 1].flatMap((x) => [-1, 1].map((y) => edge([(x * w) / 2, (y * h) / 2, t / 2], Z))),
    );
    const pitch: Vec2 = [w / 6, h / 5];
    return subtract(
      round,
      grid(drill(-w / 4, -h / 4, t, d(3, 6), t), n(2, 4), pitch[0], n(2, 3), pitch[1]),
      drill(w / 3, h / 3, t, d(5, 8), t),
    );
  },
  flange(d, n) {
    const [r, t, b] = [d(40, 70), d(8, 15), d(15, 20)];
    const disc = revolve(
      frame([0, 0, 0], [1, 0, 0], Z),
      polygon([0, 0], [r, 0], [r, t], [b, t], [b, t + d(3, 9)], [0, t + 5]),
    );
    const bore = drill(0, 0, t + 20, d(12, 20), t + 20);
    const bolt = drill(r * 0.75, 0, t, d(5, 7), t, {
      entry: { kind: "counterbore", diameter: d(8, 10), depth: d(2, 4) },
    });
    return subtract(disc, bore, around(bolt, n(3, 8)));
  },
  shaft(d) {
    const [a, b, c] = [d(5, 8), d(9, 12), d(6, 8)];
    const [l1, l2, l3] = [d(10, 20), d(20, 40), d(10, 20)];
    const body = revolve(
      frame([0, 0, 0], [1, 0, 0], Z),
      polygon([0, 0], [a, 0], [a, l1], [b, l1], [b, l1 + l2], [c, l1 + l2], [c, l1 + l2 + l3], [0, l1 + l2 + l3]),
    );
    const eased = chamfer(body, d(0.5, 1.5), edge([a, 0, 0], [0, 1, 0]), edge([c, 0, l1 + l2 + l3], [0, 1, 0]));
    const key = extrude(
      frame([0, 0, l1 + l2 / 2], [0, 0, 1], [0, 1, 0]),
      profile(slot(l2 / 2, d(1.5, 2.5))),
      -b - 1,
      -b + d(2, 3),
    );
    return subtract(eased, key);
  },
  bracket(d) {
    const [w, h, t, l] = [d(30, 50), d(30, 50), d(3, 6), d(20, 40)];
    const body = extrude(
      frame([0, 0, 0], [1, 0, 0], Z),
      profile(polygon([0, 0], [w, 0], [w, t], [t, t], [t, h], [0, h])),
      -l,
      0,
    );
    const bent = fillet(body, d(1, 3), edge([t, l / 2, t], [0, 1, 0]));
    const side = hole(frame([t, l / 2, h * 0.7], [0, 1, 0], [0, 0, -1]), d(4, 6), t);
    return subtract(
      bent,
      drill(w * 0.7, l / 3, t, d(4, 6), t, {
        entry: { kind: "countersink", diameter: d(8, 10), angleRad: Math.PI / 2 },
      }),
      side,
    );
  },
  housing(d) {
    const [w, h, t, wall] = [d(50, 80), d(40, 60), d(20, 30), d(2, 4)];
    const block = extrude(frame([0, 0, 0]), profile(rectangle(w, h)), 0, t);
    const pocket = extrude(frame([0, 0, 0]), profile(rectangle(w - 2 * wall, h - 2 * wall)), wall, t + 1);
    const boss = extrude(frame([w / 5, h / 6, 0]), profile(circle([0, 0], d(4, 6))), wall / 2, t * 0.7);
    const body = unite(subtract(block, pocket), boss);
    return subtract(
      body,
      drill(w / 5, h / 6, t * 0.7, d(2, 3), t * 0.4, blind),
      extrude(frame([-w / 4, 0, 0]), profile(slot(d(5, 9), d(1, 2))), -1, wall + 1),
    );
  },
  pipe(d) {
    const [r, bend] = [d(4, 8), d(20, 40)];
    const path: readonly Segment3[] = [
      { kind: "line", start: [0, 0, 0], end: [0, 0, 20] },
      {
        kind: "arc",
        start: [0, 0, 20],
        mid: [bend - bend * Math.SQRT1_2, 0, 20 + bend * Math.SQRT1_2],
        end: [bend, 0, 20 + bend],
      },
      { kind: "line", start: [bend, 0, 20 + bend], end: [bend + d(10, 30), 0, 20 + bend] },
    ];
    return {
      type: "sweep",
      explains: [],
      frame: frame([0, 0, 0]),
      profile: profile(circle([0, 0], r), circle([0, 0], r - d(1, 2))),
      path,
    };
  },
  bigPlate(d, n) {
    const [w, h, t] = [d(700, 1200), d(400, 700), d(5, 10)];
    const plate = extrude(frame([0, 0, 0]), profile(rectangle(w, h)), 0, t);
    return subtract(
      plate,
      drill(w / 3, -h / 7, t, d(0.5, 0.9), t),
      row(drill(-w / 3, h / 4, t, d(6, 9), t), n(3, 7), w / 12),
    );
  },
  hollow(d) {
    const [w, r] = [d(30, 50), d(5, 9)];
    const block = extrude(frame([0, 0, 0]), profile(rectangle(w, w)), 0, w);
    const arc: Segment2 = { kind: "arc", start: [0, -r], end: [0, r], center: [0, 0], ccw: true };
    const ball = revolve(frame([w / 9, w / 12, w / 2], [1, 0, 0], Z), {
      kind: "path",
      segments: [arc, line([0, r], [0, -r])],
    });
    return subtract(block, ball);
  },
  ring: (d) => revolve(frame([0, 0, 0], [1, 0, 0], Z), circle([d(20, 40), d(-5, 5)], d(3, 8))),
  hopper(d) {
    const [a, b, h] = [d(20, 40), d(10, 18), d(15, 30)];
    const sections = [
      { frame: frame([0, 0, 0]), profile: profile(rectangle(a, a * 0.8)) },
      { frame: frame([d(0, 3), 0, h]), profile: profile(rectangle(b, b * 0.7)) },
    ];
    const loft: Node = { type: "loft", explains: [], sections, ruled: true };
    return subtract(loft, drill(0, 0, h, d(3, 5), h / 2, { through: false }));
  },
  nearlySymmetric(d) {
    const [w, t] = [d(40, 60), d(5, 9)];
    const plate = extrude(frame([0, 0, 0]), profile(rectangle(w, w)), 0, t);
    const [x, r] = [w / 3, d(4, 5)];
    return subtract(
      plate,
      drill(x, x, t, r, t),
      drill(-x, x, t, r, t),
      drill(x, -x, t, r, t),
      drill(-x + 0.05, -x, t, r + 0.4, t),
    );
  },
  cam(d) {
    const [w, h] = [d(30, 50), d(15, 25)];
    const poles: readonly Vec3[] = [
      [w, 0, 0],
      [w * 0.9, h, 0],
      [w * 0.5, h * d(1.2, 1.6), 0],
      [w * 0.2, h * 0.6, 0],
      [0, h, 0],
    ];
    const curve: BSplineCurve = {
      kind: "bspline",
      degree: 3,
      poles,
      knots: [0, 0.5, 1],
      multiplicities: [4, 1, 4],
      periodic: false,
    };
    const outline: ProfileLoop = {
      kind: "path",
      segments: [line([0, 0], [w, 0]), { kind: "bspline", start: [w, 0], end: [0, h], curve }, line([0, h], [0, 0])],
    };
    return subtract(extrude(frame([0, 0, 0]), profile(outline), 0, d(6, 12)), drill(w / 3, h / 3, 12, d(4, 6), 12));
  },
  vase(d) {
    const poles: readonly [Vec3, Vec3, Vec3, Vec3] = [
      [d(8, 12), 0, 0],
      [d(14, 18), 10, 0],
      [d(4, 7), 22, 0],
      [d(9, 12), 30, 0],
    ];
    const curve: BSplineCurve = {
      kind: "bspline",
      degree: 3,
      poles,
      knots: [0, 1],
      multiplicities: [4, 4],
      periodic: false,
    };
    const [first, last] = [poles[0], poles[3]];
    const segments: readonly Segment2[] = [
      line([0, 0], [first[0], 0]),
      { kind: "bspline", start: [first[0], 0], end: [last[0], 30], curve },
      line([last[0], 30], [0, 30]),
      line([0, 30], [0, 0]),
    ];
    return revolve(frame([0, 0, 0], [1, 0, 0], Z), { kind: "path", segments });
  },
  /** What two extrusions have in common, with a hole through it. */
  wedgedArm(d) {
    const [l, w, h] = [d(40, 60), d(16, 24), d(14, 20)];
    const plan = polygon([-l / 2, -w / 2], [-4, -w / 3], [4, -w / 3], [l / 2, -w / 2], [l / 2, w / 2], [-l / 2, w / 2]);
    const side = polygon([-l / 2 - 2, 0], [l / 2 + 2, 0], [l / 2 + 2, d(4, 7)], [-l / 3, h], [-l / 2 - 2, h / 2]);
    const arm: Node = {
      type: "boolean",
      operation: "intersect",
      base: extrude(frame([0, 0, 0]), profile(plan), -2, h + 2),
      tools: [extrude(frame([0, 0, 0], [1, 0, 0], Z), profile(side), -w, w)],
      explains: [],
    };
    return subtract(arm, drill(l / 4, 0, h, d(4, 6), h + 2));
  },
  tiny(d) {
    const body = extrude(frame([0, 0, 0]), profile(rectangle(d(1.5, 2.5), d(0.8, 1.2))), 0, d(0.4, 0.7));
    return subtract(body, drill(0.3, 0.1, 0.7, 0.3, 0.7), drill(-0.4, 0, 0.7, 0.5, 0.5, { through: false }));
  },
};
