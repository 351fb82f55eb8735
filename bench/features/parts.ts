// The parts of the bench as a table: families of features alone on every body, crossing one another, under fillets and chamfers, and bodies that are
// families of their own.
import { identityPose, type Pose, type Vec2, type Vec3 } from "@unbake/geometry";
import type { FacePick, Model, Node, Profile, Segment3 } from "@unbake/recover";
import { circle, coiled, polygon, profile, subtract, unite } from "@unbake/recover/internals";
import { chamfer, drill, edge, extrude, fillet, frame, line, rectangle, revolve, Z } from "../checker/shorthand.js";
import { families, type Top } from "./families.js";

export interface KnownPart {
  readonly name: string;
  readonly families: readonly string[];
  readonly node: Node;
}

interface Body {
  readonly node: Node;
  readonly top: Top;
  /** Two places with room for a feature each. */
  readonly places: readonly [Vec2, Vec2];
}

const axial = frame([0, 0, 0], [1, 0, 0], Z);
const plate = extrude(frame([0, 0, 0]), profile(rectangle(80, 60)), 0, 10);
const bodies = {
  plate: {
    node: plate,
    top: { heightMm: 10, thickMm: 10, ringMm: 27 },
    places: [
      [-20, 4],
      [18, -7],
    ],
  },
  disc: {
    node: extrude(frame([0, 0, 0]), profile(circle([0, 0], 40)), 0, 8),
    top: { heightMm: 8, thickMm: 8, ringMm: 33 },
    places: [
      [-18, 3],
      [17, -5],
    ],
  },
  angle: {
    node: extrude(axial, profile(polygon([-40, 0], [40, 0], [40, 8], [-32, 8], [-32, 45], [-40, 45])), -25, 25),
    top: { heightMm: 8, thickMm: 8, ringMm: 14 },
    places: [
      [-14, 2],
      [20, -6],
    ],
  },
  hub: {
    node: revolve(axial, polygon([0, -10], [12, -10], [12, 0], [42, 0], [42, 9], [0, 9])),
    top: { heightMm: 9, thickMm: 9, ringMm: 27 },
    places: [
      [-24, 3],
      [25, -4],
    ],
  },
} as const satisfies Readonly<Record<string, Body>>;

const names = Object.keys(families);
const made = (body: Body, family: string, place: Vec2, node: Node = body.node): Node =>
  families[family]?.(node, place, body.top) ?? node; // default: cannot be, the name is a key
const kindOf = (name: keyof typeof bodies): string => (name === "hub" ? "revolution" : "extrusion");

const alone = (Object.keys(bodies) as (keyof typeof bodies)[]).flatMap((body) =>
  names.map(
    (family): KnownPart => ({
      name: `${body}, ${family}`,
      families: [kindOf(body), family],
      node: made(bodies[body], family, bodies[body].places[0]),
    }),
  ),
);

/** Each family with the one so many after it. */
const crossing = (
  [
    ["plate", 1],
    ["plate", 5],
    ["disc", 2],
  ] as const
).flatMap(([body, step]) =>
  names.map((first, i): KnownPart => {
    const second = names[(i + step) % names.length] ?? first; // default: cannot be, the index is within
    const { places } = bodies[body];
    const node = made(bodies[body], second, places[1], made(bodies[body], first, places[0]));
    return { name: `${body}, ${first} and ${second}`, families: [kindOf(body), first, second], node };
  }),
);

const corners = [-1, 1].flatMap((x) => [-1, 1].map((y): Vec3 => [40 * x, 30 * y, 5]));
const upright = corners.map((point) => edge(point, Z));
const rim = [-1, 1].flatMap((s) => [edge([0, 30 * s, 10], [1, 0, 0]), edge([40 * s, 0, 10], [0, 1, 0])]);
const dressings: Readonly<Record<string, (node: Node) => Node>> = {
  fillet: (node) => ({ ...fillet(node, 4, ...upright), role: "fillet" }),
  chamfer: (node) => ({ ...chamfer(node, 3, ...upright), role: "chamfer" }),
  "rim fillet": (node) => ({ ...fillet(node, 2, ...rim), role: "rim fillet" }),
};
const dressed = Object.entries(dressings).flatMap(([dressing, dress], i) => [
  { name: `plate, ${dressing}`, families: ["extrusion", dressing], node: dress(plate) },
  ...names
    .filter((_, k) => k % 3 === i)
    .map((family): KnownPart => {
      const node = made(bodies.plate, family, bodies.plate.places[0], dress(plate));
      return { name: `plate, ${dressing} and ${family}`, families: ["extrusion", dressing, family], node };
    }),
]);

const hexagon = polygon(
  ...[0, 1, 2, 3, 4, 5].map((k): Vec2 => [15 * Math.cos((k * Math.PI) / 3), 15 * Math.sin((k * Math.PI) / 3)]),
);
const ball = (radius: number): Node =>
  revolve(axial, {
    kind: "path",
    segments: [
      { kind: "arc", start: [0, -radius], end: [0, radius], center: [0, 0], ccw: true },
      line([0, radius], [0, -radius]),
    ],
  });
const cone = revolve(axial, polygon([0, 0], [20, 0], [8, 30], [0, 30]));
const common = (base: Node, tool: Node): Node => ({
  type: "boolean",
  operation: "intersect",
  base,
  tools: [tool],
  explains: [],
});
const swept = (section: Profile, path: readonly Segment3[]): Node => ({
  type: "sweep",
  explains: [],
  frame: frame([0, 0, 0]),
  profile: section,
  path,
});
const bend: readonly Segment3[] = [
  { kind: "line", start: [0, 0, 0], end: [0, 0, 20] },
  { kind: "arc", start: [0, 0, 20], mid: [25 - 25 * Math.SQRT1_2, 0, 20 + 25 * Math.SQRT1_2], end: [25, 0, 45] },
  { kind: "line", start: [25, 0, 45], end: [40, 0, 45] },
];
const shell = (base: Node, thickness: number, ...open: readonly FacePick[]): Node => ({
  type: "shell",
  explains: [],
  base,
  thickness,
  open,
  role: "shell",
});
const tray = shell(plate, 3, { point: [0, 0, 10], normal: Z });
const cup = shell(revolve(axial, polygon([0, 0], [20, 0], [26, 40], [0, 40])), 2, { point: [5, 0, 40], normal: Z });
const bar = extrude(frame([0, 0, 0]), profile(rectangle(50, 30)), 0, 90);
const sleeve = shell(bar, 2, { point: [0, 0, 0], normal: [0, 0, -1] }, { point: [0, 0, 90], normal: Z });
const draft: Node = {
  type: "loft",
  explains: [],
  sections: [
    { frame: frame([0, 0, 0]), profile: profile(rectangle(40, 30)) },
    { frame: frame([0, 0, 20]), profile: profile(rectangle(34, 24)) },
  ],
  ruled: true,
};
const mirrored: Pose = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
const half = extrude(frame([0, 0, 0]), profile(polygon([-1, 0], [30, 0], [24, 14], [10, 20], [-1, 20])), 0, 6);
const whole = unite(half, { type: "place", explains: [], body: half, pose: mirrored });
const offAxis: Node = { ...drill(5, 2, 40, 4, 80), role: "off-axis hole" };
const own = (name: string, family: string, node: Node): KnownPart => ({
  name,
  families: [family],
  node: { ...node, role: family },
});

const others: readonly KnownPart[] = [
  own("ball", "round body", ball(15)),
  own("cone", "round body", cone),
  { name: "ball, off-axis hole", families: ["round body", "off-axis hole"], node: subtract(ball(15), offAxis) },
  { name: "cone, off-axis hole", families: ["round body", "off-axis hole"], node: subtract(cone, offAxis) },
  own(
    "nut blank",
    "intersection",
    common(
      extrude(frame([0, 0, 0]), profile(hexagon), 0, 10),
      revolve(axial, polygon([0, -1], [13, -1], [18, 5], [13, 11], [0, 11])),
    ),
  ),
  own(
    "wedge",
    "intersection",
    common(
      extrude(frame([0, 0, 0]), profile(rectangle(40, 20)), -1, 30),
      extrude(axial, profile(polygon([-25, 0], [25, 0], [25, 8], [-5, 24], [-25, 12])), -15, 15),
    ),
  ),
  own("rod, bent", "sweep", swept(profile(circle([0, 0], 5)), bend)),
  own("pipe, bent", "sweep", swept(profile(circle([0, 0], 6), circle([0, 0], 4.5)), bend)),
  own("bar, bent", "sweep", swept(profile(polygon([5, 0], [2, 5], [-3, 4], [-5, 0], [-3, -4], [2, -5])), bend)),
  own("spring", "helix", coiled(circle([12, 0], 1.5), 6, 20)),
  own("spring of flat wire, left-handed", "helix", coiled(polygon([9, 0], [12, 0], [12, 1.5], [9, 1.5]), -5, 18)),
  own("bar, twisted", "helix", {
    ...coiled(polygon([-6, -6], [6, -6], [6, 6], [-6, 6]), 120, 40),
    frame: frame([0, 0, 0]),
  }),
  own("tube", "tube", extrude(frame([0, 0, 0]), profile(circle([0, 0], 12), circle([0, 0], 9)), 0, 50)),
  own(
    "shaft",
    "revolution",
    revolve(axial, polygon([0, 0], [8, 0], [8, 20], [12, 20], [12, 45], [6, 45], [6, 60], [0, 60])),
  ),
  { name: "tray", families: ["extrusion", "shell"], node: tray },
  {
    name: "tray, hole",
    families: ["extrusion", "shell", "hole"],
    node: made({ ...bodies.plate, top: { heightMm: 3, thickMm: 3, ringMm: 20 } }, "hole", [10, 8], tray),
  },
  { name: "cup", families: ["revolution", "shell"], node: cup },
  { name: "sleeve", families: ["extrusion", "shell"], node: sleeve },
  own("frustum", "draft", draft),
  {
    name: "frustum, hole",
    families: ["draft", "hole"],
    node: made({ ...bodies.plate, top: { heightMm: 20, thickMm: 20, ringMm: 8 } }, "hole", [3, 2], {
      ...draft,
      role: "draft",
    }),
  },
  own("mirrored halves", "mirror", whole),
];

export const parts: readonly KnownPart[] = [...alone, ...crossing, ...dressed, ...others];

export const modelOf = ({ name, node }: KnownPart): Model => ({
  name,
  unit: "mm",
  parts: [{ id: 0, name, body: node }],
  instances: [{ part: 0, solid: 0, pose: identityPose }],
});
