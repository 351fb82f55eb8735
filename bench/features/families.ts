// Features to put on a body, each at a place of its flat top. Dimensions are round, as a designer's are.
import type { Vec2 } from "@unbake/geometry";
import type { HoleNode, Node } from "@unbake/recover";
import { circle, profile, subtract, unite } from "@unbake/recover/internals";
import { around, blind, drill, extrude, frame, grid, rectangle, row, slot } from "../checker/shorthand.js";

/** The flat top of a body that features are made in. */
export interface Top {
  readonly heightMm: number;
  /** From the top to the underside. */
  readonly thickMm: number;
  /** Radius of a ring about the middle that keeps clear of both places. */
  readonly ringMm: number;
}

/** The body with the feature, whose nodes have the family as their role. */
export type AddFeature = (body: Node, place: Vec2, top: Top) => Node;

const cutting =
  (role: string, tool: (place: Vec2, top: Top) => Node): AddFeature =>
  (body, place, top) =>
    subtract(body, { ...tool(place, top), role });
const adding =
  (role: string, tool: (place: Vec2, top: Top) => Node): AddFeature =>
  (body, place, top) =>
    unite(body, { ...tool(place, top), role });
const holes = (role: string, rest: Partial<HoleNode>, diameter = 5): AddFeature =>
  cutting(role, ([x, y], { heightMm, thickMm }) =>
    drill(x, y, heightMm, diameter, rest.through === false ? thickMm * 0.6 : thickMm, rest),
  );
const pocket = (role: string, outline: Parameters<typeof profile>[0], share: number): AddFeature =>
  cutting(role, ([x, y], { heightMm, thickMm }) =>
    extrude(frame([x, y, 0]), profile(outline), heightMm - share * thickMm, heightMm + 1),
  );
const through = (role: string, outline: Parameters<typeof profile>[0]): AddFeature => pocket(role, outline, 1.25);
const standing = (role: string, outline: Parameters<typeof profile>[0], riseMm: number): AddFeature =>
  adding(role, ([x, y], { heightMm }) => extrude(frame([x, y, 0]), profile(outline), heightMm - 1, heightMm + riseMm));

export const families: Readonly<Record<string, AddFeature>> = {
  hole: holes("hole", {}),
  counterbore: holes("counterbore", { entry: { kind: "counterbore", diameter: 9, depth: 3 } }),
  countersink: holes("countersink", { entry: { kind: "countersink", diameter: 9, angleRad: Math.PI / 2 } }),
  "drilled blind hole": holes("drilled blind hole", blind, 4),
  "flat blind hole": holes("flat blind hole", { through: false }, 6),
  slot: through("slot", slot(9, 2.5)),
  "blind slot": pocket("blind slot", slot(8, 2), 0.4),
  pocket: pocket("pocket", rectangle(12, 9), 0.5),
  window: through("window", rectangle(11, 7)),
  boss: standing("boss", circle([0, 0], 5), 7),
  rib: standing("rib", rectangle(14, 2), 6),
  "linear pattern": cutting("linear pattern", ([x, y], { heightMm, thickMm }) =>
    row(drill(x - 5, y, heightMm, 3, thickMm), 3, 5),
  ),
  grid: cutting("grid", ([x, y], { heightMm, thickMm }) =>
    grid(drill(x - 4, y - 3, heightMm, 2.5, thickMm), 3, 4, 2, 6),
  ),
  /** About the middle of the body, whatever its place. */
  "circular pattern": cutting("circular pattern", (_, { heightMm, thickMm, ringMm }) =>
    around(drill(ringMm * Math.cos(Math.PI / 6), ringMm / 2, heightMm, 3, thickMm), 6),
  ),
};
