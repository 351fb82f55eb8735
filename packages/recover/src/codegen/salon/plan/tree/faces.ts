/**
 * Edges named by the faces that meet there: picks on the sides and caps of an extrusion become `getCommonEdge` of its
 * segments and caps, which move with the part. What lies elsewhere is named by a point.
 *
 * The faces are found before features are planned, because an extrusion must tag its caps when it is made.
 */
import { distance2, toLocal, type Vec2 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { distanceToSide } from "../../../../analysis/profile/locate.js";
import type { EdgePick, ExtrudeNode, Node, ProfileLoop, RevolveNode } from "../../../../model/types.js";
import { children, isDressing } from "../../../../model/visit.js";
import { onEdgeMm } from "../../../../tolerances.js";
import { type Opening, openingsOf } from "../../../kcl/openings.js";
import type { SketchPlane } from "../../../kcl/planes.js";
import type { EdgePlan } from "../features/types.js";
import type { Scope } from "../scope.js";
import { type Outline, pointAt, type Segment } from "../sketch/outline.js";

export type Cap = "from" | "to";

/** Where a pick lies on an extrusion, in the coordinates of its frame. */
interface Spot {
  readonly extrude: ExtrudeNode;
  readonly at: Vec2;
  /** On the rim of a cap; undefined: between two sides. */
  readonly cap?: Cap;
}

export interface FacePlan {
  readonly spots: ReadonlyMap<EdgePick, Spot>;
  /** Extrusions whose faces are referred to, and which of their caps. */
  readonly caps: ReadonlyMap<ExtrudeNode, ReadonlySet<Cap>>;
  /** Shapes that shells are made of, and what those are open at: sides need names, caps have words for them. */
  readonly opened: Opened;
}

/** What an extrusion or revolution that is referred to is called in the program; a revolution has no caps. */
export interface TaggedExtrusion {
  readonly region: string;
  readonly outline: Outline;
  readonly plane: SketchPlane;
  readonly caps: ReadonlyMap<Cap, string>;
}

/** No edge is named by faces; where shells are open cannot be said otherwise. */
export const noFaces = (body: Node): FacePlan => ({ spots: new Map(), caps: new Map(), opened: openedIn(body) });

type Opened = ReadonlyMap<ExtrudeNode | RevolveNode, ReadonlySet<Opening["kind"]>>;

function openedIn(node: Node): Opened {
  const inside = children(node).flatMap((child) => [...openedIn(child)]);
  if (node.type !== "shell") return new Map(inside);
  const { root, openings } = openingsOf(node);
  return new Map([...inside, [root, new Set(openings.map(({ kind }) => kind))]]);
}

/** The name of the side of a shape that its outer loop passes `at` on. Throws "not_recovered" where the drawing has none. */
export function sideName({ tagged }: Scope, shape: ExtrudeNode | RevolveNode, at: Vec2): string {
  const drawn = tagged.get(shape);
  const side = drawn?.outline.segments.find((s) => passes(drawn.outline, s, drawn.plane.point(at)));
  if (!drawn || !side) throw new UnbakeError("not_recovered", "a shell is open at a side that has no name");
  return `${drawn.region}.tags.${side.name}`;
}

/** Finds the faces of extrusions that the picks of a part's fillets and chamfers lie between. */
export function planFaces(body: Node): FacePlan {
  const spots = new Map<EdgePick, Spot>();
  const caps = new Map<ExtrudeNode, Set<Cap>>();
  const visit = (node: Node): void => {
    if (isDressing(node)) {
      const shapes = material(node.base);
      for (const pick of node.edges) {
        const spot = shapes.map((shape) => spotOn(shape, pick)).find((found) => found !== undefined);
        if (!spot) continue;
        spots.set(pick, spot);
        const needed = caps.get(spot.extrude) ?? new Set<Cap>();
        if (spot.cap) needed.add(spot.cap);
        caps.set(spot.extrude, needed);
      }
      visit(node.base);
    } else if (node.type === "boolean" || node.type === "shell") visit(node.base);
  };
  visit(body);
  return { spots, caps, opened: openedIn(body) };
}

/** Extrusions whose own faces are faces of the body. */
function material(node: Node): readonly ExtrudeNode[] {
  if (node.type === "extrude") return [node];
  if (isDressing(node)) return material(node.base);
  if (node.type !== "boolean") return [];
  const added = node.operation === "union" ? node.tools.flatMap(material) : [];
  return [...material(node.base), ...added];
}

function spotOn(extrude: ExtrudeNode, pick: EdgePick): Spot | undefined {
  const [x, y, z] = toLocal(extrude.frame, pick.point);
  const at: Vec2 = [x, y];
  const { profile } = extrude;
  const sides = [profile.outer, ...profile.holes].flatMap((loop) => sidesAt(loop, at)).length;
  if (sides === 2 && z > extrude.from + onEdgeMm && z < extrude.to - onEdgeMm) return { extrude, at };
  if (sides !== 1) return undefined;
  if (Math.abs(z - extrude.from) < onEdgeMm && extrude.overrunStart === 0) return { extrude, at, cap: "from" };
  if (Math.abs(z - extrude.to) < onEdgeMm && extrude.overrunEnd === 0) return { extrude, at, cap: "to" };
  return undefined;
}

/** The segments of a loop that pass through a point, by index. */
function sidesAt(loop: ProfileLoop, at: Vec2): readonly number[] {
  if (loop.kind === "circle") return Math.abs(distance2(loop.center, at) - loop.radius) < onEdgeMm ? [0] : [];
  if (loop.kind === "ellipse") return [];
  return loop.segments.flatMap((s, i) => {
    if (s.kind === "line") return distanceToSide(s.start, s.end, at) < onEdgeMm ? [i] : [];
    if (s.kind !== "arc") return [];
    return arcPasses(s.center, s.ccw ? s.start : s.end, s.ccw ? s.end : s.start, at) ? [i] : [];
  });
}

/** A point is on the counterclockwise arc from `start` to `end`. */
function arcPasses(center: Vec2, start: Vec2, end: Vec2, p: Vec2): boolean {
  if (Math.abs(distance2(center, p) - distance2(center, start)) > onEdgeMm) return false;
  if (distance2(p, start) < onEdgeMm || distance2(p, end) < onEdgeMm) return true;
  const angle = (q: Vec2): number => Math.atan2(q[1] - center[1], q[0] - center[0]);
  const turn = (a: number): number => (a < 0 ? a + 2 * Math.PI : a);
  return turn(angle(p) - angle(start)) <= turn(angle(end) - angle(start));
}

/** How an edge is named. */
export function planEdge({ faces, tagged }: Scope, pick: EdgePick): EdgePlan {
  const spot = faces.spots.get(pick);
  const extrusion = spot && tagged.get(spot.extrude);
  if (spot && extrusion) {
    const { outline, region } = extrusion;
    const at = extrusion.plane.point(spot.at);
    const sides = outline.segments.filter((s) => passes(outline, s, at)).map((s) => `${region}.tags.${s.name}`);
    const cap = spot.cap && extrusion.caps.get(spot.cap);
    const names = cap ? [...sides, cap] : sides;
    if (names.length === 2) return { kind: "faces", faces: names };
  }
  return { kind: "point", point: pick.point };
}

function passes(outline: Outline, s: Segment, at: Vec2): boolean {
  const point = (i: number): Vec2 => pointAt(outline, i);
  if (s.kind === "line") return distanceToSide(point(s.start), point(s.end), at) < onEdgeMm;
  if (s.kind === "circle") return Math.abs(distance2(point(s.center), at) - s.radius) < onEdgeMm;
  return arcPasses(point(s.center), point(s.start), point(s.end), at);
}
