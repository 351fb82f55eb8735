/**
 * Faces that a rolling ball left: cylinders and tori that run smoothly into one face on either side, and the patches at corners between them,
 * whatever surface those are written with.
 */
import { dot, norm, sub, toLocal, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { onAxis, parallel } from "../../analysis/graph/directions.js";
import { isElementary } from "../../analysis/graph/elementary.js";
import type { GraphFace, SolidGraph } from "../../analysis/graph/solidGraph.js";
import { smoothSine } from "../../tolerances.js";
import type { Dress } from "../blends/dress.js";
import type { Removal } from "./borders.js";
import { type Neighbour, neighboursOf } from "./neighbours.js";

/** A blend or a bevel along an edge: of the faces on its two sides, by the edges that it shares with them. */
export interface BlendFace {
  readonly kind: Dress["kind"];
  readonly face: number;
  /** Radius of a fillet, setback of a chamfer, mm. */
  readonly size: number;
  readonly supports: readonly [number, number];
  readonly springs: ReadonlyMap<number, number>;
  /** Blends and patches that it goes on into. */
  readonly smoothEnds: readonly number[];
}

/** Cosine beyond which two supports are too nearly parallel, or one plane, to have an edge. */
const flatCosine = 0.97;

/** The face as a blend along an edge; undefined where it is none. */
export function asBlend(graph: SolidGraph, face: GraphFace): BlendFace | undefined {
  const { surface } = face;
  if (surface.kind !== "cylinder" && surface.kind !== "torus") return undefined;
  const neighbours = neighboursOf(graph, face.id);
  const { frame } = surface;
  const line = { origin: frame.origin, direction: frame.z };
  const runsAlong = ({ edge, smooth, other }: Neighbour): boolean => {
    const { curve } = at(graph.topology.edges, edge);
    if (!smooth || !isElementary(at(graph.faces, other).surface)) return false;
    if (surface.kind === "cylinder") return curve?.kind === "line" && parallel(curve.direction, frame.z, smoothSine);
    return (
      curve?.kind === "circle" &&
      parallel(curve.frame.z, frame.z, smoothSine) &&
      onAxis(curve.frame.origin, line, graph.toleranceMm)
    );
  };
  const along = neighbours.filter(runsAlong);
  const supports = [...new Set(along.map(({ other }) => other))];
  const [a, b] = supports;
  if (supports.length !== 2 || a === undefined || b === undefined) return undefined;
  const outOf = (support: number): Vec3 => {
    const { middle } = at(
      along.filter(({ other }) => other === support),
      0,
    );
    return sub(middle, tubeCentre(surface, middle));
  };
  const [u, v] = [outOf(a), outOf(b)];
  if (Math.abs(dot(u, v)) > flatCosine * norm(u) * norm(v)) return undefined;
  return {
    kind: "fillet",
    face: face.id,
    size: surface.kind === "cylinder" ? surface.radius : surface.minorRadius,
    supports: [a, b],
    springs: new Map(along.map(({ edge, other }) => [edge, other])),
    smoothEnds: neighbours.filter((one) => one.smooth && !along.includes(one)).map(({ other }) => other),
  };
}

/** The middle of the tube's section through a point. */
function tubeCentre(surface: Extract<GraphFace["surface"], { kind: "cylinder" | "torus" }>, point: Vec3): Vec3 {
  const { origin, x, y, z } = surface.frame;
  const [lx, ly, lz] = toLocal(surface.frame, point);
  const to = (a: number, b: number, c: number): Vec3 => [
    origin[0] + x[0] * a + y[0] * b + z[0] * c,
    origin[1] + x[1] * a + y[1] * b + z[1] * c,
    origin[2] + x[2] * a + y[2] * b + z[2] * c,
  ];
  if (surface.kind === "cylinder") return to(0, 0, lz);
  const out = Math.hypot(lx, ly);
  const share = out > 0 ? surface.majorRadius / out : 0;
  return to(lx * share, ly * share, 0);
}

/**
 * The patch at a corner: every border smooth, at least two of them into blends that go, all others into faces that stay. Between bevels, a small
 * triangle.
 */
export function asPatch(graph: SolidGraph, face: GraphFace, gone: ReadonlyMap<number, BlendFace>): boolean {
  const neighbours = neighboursOf(graph, face.id);
  const beside = neighbours.flatMap(({ other }) => gone.get(other) ?? []);
  if (face.surface.kind === "plane") {
    const isSmall = ({ edge }: Neighbour): boolean => {
      const { range } = at(graph.topology.edges, edge);
      return range[1] - range[0] < mostPatchSizes * Math.max(...beside.map(({ size }) => size));
    };
    return neighbours.length === 3 && beside.length === 3 && neighbours.every(isSmall);
  }
  return new Set(beside).size >= 2 && neighbours.every(({ smooth }) => smooth);
}

/** The sides of the triangle where three bevels meet are no longer than this, in setbacks. */
const mostPatchSizes = 3;

/** The blends and patches as what is to be taken away. */
export function removalOf(blends: readonly BlendFace[], patches: readonly number[]): Removal {
  const byFace = new Map(blends.map((blend) => [blend.face, blend]));
  return {
    faces: new Set([...byFace.keys(), ...patches]),
    across: (removed, edge, from) => {
      const blend = byFace.get(removed);
      if (!blend?.springs.has(edge)) return undefined;
      return blend.supports.find((support) => support !== from);
    },
  };
}
