/**
 * A solid without some of its faces: those beside them are extended until they meet, and corners and edges come back where surfaces meet. All on
 * plain data: the kernel only reads the result. (Slyadnev and Turlapov, "Simplification of CAD models by automatic recognition and suppression of
 * blend chains", 2020.)
 */
import { addScaled, type Curve, distance3, dot, evaluateCurve, sub, unit, type Vec3 } from "@unbake/geometry";
import { at, must } from "@unbake/ground";
import { borderCurve } from "../../analysis/brep/intersect.js";
import type { BrepEdge, BrepFace, BrepSolid } from "../../analysis/brep/stepText.js";
import { type ElementarySurface, isElementary } from "../../analysis/graph/elementary.js";
import { meetingPoint, worstDistance } from "../../analysis/graph/meetingPoint.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { type Border, bordersOf, type Removal, type Side } from "./borders.js";

/** The solid, and where its edges are new: by the two faces beside them. */
export interface Suppressed {
  readonly brep: BrepSolid;
  readonly newEdges: readonly NewEdge[];
}

export interface NewEdge {
  readonly faces: readonly [number, number];
  readonly curve: Curve;
  readonly start: Vec3;
  readonly end: Vec3;
}

/** The solid without the faces, or why there is none. */
export function rebuilt(graph: SolidGraph, removal: Removal): Suppressed | string {
  return new Rebuild(graph, removal).solid();
}

class Rebuild {
  readonly #graph: SolidGraph;
  readonly #removal: Removal;
  readonly #vertices: Vec3[] = [];
  readonly #ownVertices = new Map<number, number>();
  readonly #edges: BrepEdge[] = [];
  readonly #edgesBy = new Map<string, number>();
  readonly #newEdges: NewEdge[] = [];

  constructor(graph: SolidGraph, removal: Removal) {
    this.#graph = graph;
    this.#removal = removal;
  }

  solid(): Suppressed | string {
    const { topology, faces } = this.#graph;
    const shells: BrepFace[][] = [];
    for (const shell of topology.shells) {
      const made: BrepFace[] = [];
      for (const id of shell.faces) {
        if (this.#removal.faces.has(id)) continue;
        const face = this.#face(id);
        if (typeof face === "string") return `face ${id} (${at(faces, id).surface.kind}): ${face}`;
        made.push(face);
      }
      if (made.length > 0) shells.push(made);
    }
    return { brep: { vertices: this.#vertices, edges: this.#edges, shells }, newEdges: this.#newEdges };
  }

  #face(id: number): BrepFace | string {
    const borders = bordersOf(this.#graph, id, this.#removal);
    if (!borders) return "its border cannot be told";
    const loops: { edge: number; reversed: boolean }[][] = [];
    for (const border of borders) {
      const loop = this.#loop(id, border);
      if (typeof loop === "string") return loop;
      loops.push(loop);
    }
    const { surface, sameSense, info } = at(this.#graph.faces, id);
    // A surface that only reads as a simpler one keeps the words of the file, so that its edges lie on it.
    return isElementary(surface)
      ? { surface, outward: sameSense, loops }
      : { surface: info.surface, outward: info.sameSense, loops };
  }

  #loop(face: number, { sides, ownCorner }: Border): { edge: number; reversed: boolean }[] | string {
    const corners = sides.map((side, i) =>
      sides.length === 1 && side.kept.length === 0
        ? undefined
        : this.#corner(face, side, at(sides, (i + 1) % sides.length), at(ownCorner, i)),
    );
    const uses: { edge: number; reversed: boolean }[] = [];
    for (const [i, side] of sides.entries()) {
      const [from, to] = [corners[(i + sides.length - 1) % sides.length], corners[i]];
      if (typeof from === "string") return from;
      if (typeof to === "string") return to;
      const use = this.#edge(face, side, from, to);
      if (typeof use === "string") return use;
      uses.push(use);
    }
    return uses;
  }

  /** The vertex between two sides of a face. */
  #corner(face: number, side: Side, next: Side, isOwn: boolean): number | string {
    if (isOwn) return this.#ownVertex(side.to);
    const surfaces = [face, side.other, next.other].map((id) => at(this.#graph.faces, id).surface);
    const known = surfaces.filter(isElementary);
    if (known.length < 3) return "a corner on a freeform surface";
    const seed = middleOf([must(side.points.at(-1), "end of a side"), at(next.points, 0)]);
    const point = meetingPoint(known, seed);
    const { toleranceMm } = this.#graph;
    if (!(worstDistance(known, point) <= toleranceMm))
      return `three faces do not meet: ${[face, side.other, next.other].map((id) => `${id} ${at(this.#graph.faces, id).surface.kind}`).join(", ")}`;
    return this.#vertexAt(point);
  }

  #vertexAt(point: Vec3): number {
    const near = this.#vertices.findIndex((vertex) => distance3(vertex, point) <= 2 * this.#graph.toleranceMm);
    if (near >= 0) return near;
    this.#vertices.push(point);
    return this.#vertices.length - 1;
  }

  #ownVertex(id: number): number {
    const known = this.#ownVertices.get(id);
    if (known !== undefined) return known;
    const place = this.#vertexAt(at(this.#graph.topology.vertices, id).point);
    this.#ownVertices.set(id, place);
    return place;
  }

  #edge(
    face: number,
    side: Side,
    from: number | undefined,
    to: number | undefined,
  ): { edge: number; reversed: boolean } | string {
    const [only] = side.kept;
    const isWhole =
      side.kept.length === 1 &&
      only !== undefined &&
      (from === undefined || (from === this.#ownVertices.get(side.from) && to === this.#ownVertices.get(side.to)));
    if (isWhole) return this.#ownEdge(only);
    const pair = face < side.other ? [face, side.other] : [side.other, face];
    if (from === undefined || to === undefined) return this.#closedEdge(face, side, pair.join(" "));
    const key = (a: number, b: number): string => `${pair.join(" ")} ${a} ${b}`;
    const same = this.#edgesBy.get(key(from, to));
    if (same !== undefined) return { edge: same, reversed: false };
    const back = this.#edgesBy.get(key(to, from));
    if (back !== undefined) return { edge: back, reversed: true };
    if (from === to) return `an edge beside face ${side.other} shrinks to a point`;
    const curve = this.#curve(face, side, [at(this.#vertices, from), at(this.#vertices, to)]);
    if (typeof curve === "string") return curve;
    return { edge: this.#add(key(from, to), face, side, { start: from, end: to, curve }), reversed: false };
  }

  #add(key: string, face: number, side: Side, edge: BrepEdge): number {
    this.#edges.push(edge);
    this.#edgesBy.set(key, this.#edges.length - 1);
    const [start, end] = [at(this.#vertices, edge.start), at(this.#vertices, edge.end)];
    if (side.kept.length === 0) this.#newEdges.push({ faces: [face, side.other], curve: edge.curve, start, end });
    return this.#edges.length - 1;
  }

  /** An edge of the solid that stays as it is. */
  #ownEdge({ edge, reversed }: Side["kept"][number]): { edge: number; reversed: boolean } | string {
    const key = `own ${edge}`;
    const known = this.#edgesBy.get(key);
    if (known !== undefined) return { edge: known, reversed };
    const { curve, start, end } = at(this.#graph.topology.edges, edge);
    if (!curve) return "an edge without a curve";
    this.#edges.push({ start: this.#ownVertex(start), end: this.#ownVertex(end), curve });
    this.#edgesBy.set(key, this.#edges.length - 1);
    return { edge: this.#edges.length - 1, reversed };
  }

  /** A whole circle (or ellipse), new on both sides. */
  #closedEdge(face: number, side: Side, pair: string): { edge: number; reversed: boolean } | string {
    const curve = this.#curve(face, side, undefined);
    if (typeof curve === "string") return curve;
    if (curve.kind !== "circle" && curve.kind !== "ellipse") return "a closed border that is no circle";
    const key = `${pair} closed ${curve.frame.origin.map((c) => Math.round(c / this.#graph.toleranceMm / 10)).join(" ")}`;
    const known = this.#edgesBy.get(key);
    if (known === undefined) {
      const start = this.#vertexAt(evaluateCurve(curve, 0));
      return { edge: this.#add(key, face, side, { start, end: start, curve }), reversed: false };
    }
    const other = at(this.#edges, known).curve;
    return { edge: known, reversed: other.kind === curve.kind && dot(other.frame.z, curve.frame.z) < 0 };
  }

  /** The curve of the side: that of the edges of the solid in it, which goes on, or where the surfaces meet. */
  #curve(face: number, side: Side, ends: readonly [Vec3, Vec3] | undefined): Curve | string {
    const { toleranceMm } = this.#graph;
    const [a, b] = [at(this.#graph.faces, face).surface, at(this.#graph.faces, side.other).surface];
    if (!isElementary(a) || !isElementary(b)) return "a border on a freeform surface";
    if (ends && isStraight([a, b], ends, toleranceMm))
      return { kind: "line", origin: ends[0], direction: unit(sub(ends[1], ends[0])) };
    const inner = side.points.map((point) => meetingPoint([a, b], point));
    const points = ends ? [ends[0], ...between(inner, ends), ends[1]] : [...inner.slice(0, -1), at(inner, 0)];
    return (
      borderCurve(a, b, points, toleranceMm) ??
      `the border of a ${a.kind} ${face} and a ${b.kind} ${side.other} is no curve that is known`
    );
  }
}

/** The straight way from one end to the other lies on both surfaces. */
function isStraight(
  surfaces: readonly ElementarySurface[],
  [from, to]: readonly [Vec3, Vec3],
  toleranceMm: number,
): boolean {
  const way = sub(to, from);
  return [0.25, 0.5, 0.75].every((share) => worstDistance(surfaces, addScaled(from, way, share)) <= toleranceMm);
}

const middleOf = (points: readonly Vec3[]): Vec3 => {
  const sum = points.reduce<Vec3>((s, p) => [s[0] + p[0], s[1] + p[1], s[2] + p[2]], [0, 0, 0]);
  return [sum[0] / points.length, sum[1] / points.length, sum[2] / points.length];
};

/** Those of the points that lie between the ends, seen along the way from one to the other: the others would turn the curve back. */
function between(points: readonly Vec3[], [from, to]: readonly [Vec3, Vec3]): readonly Vec3[] {
  return points.slice(1, -1).filter((p) => distance3(p, from) > 0 && distance3(p, to) > 0);
}
