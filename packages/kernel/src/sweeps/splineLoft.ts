/**
 * Lofts through three and more sections: corresponding edges as splines over common knots, interpolated across the
 * sections (The NURBS Book, 9.2.5). OpenCASCADE's own lofts choose degree and parameters themselves.
 */

import type { Vec3 } from "@unbake/geometry";
import {
  averagedKnots,
  distance3,
  evaluateSpline,
  interpolateOver,
  overCommonKnots,
  type Pole,
  projectToCurve,
  type Spline,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { TopoDS_Face } from "replicad-opencascadejs";
import type { Shape, SubKind, SubRef, SweepResult } from "../api.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { geometricHistory } from "../ops/geometricHistory.js";
import { resolve } from "../ops/operation.js";
import { matchMm } from "../tolerances.js";
import { correspondingSections, type Section } from "./sections.js";
import { sewPieces } from "./sewPieces.js";
import { splineFace } from "./splineFace.js";

/** How points go from section to section. */
interface Across {
  readonly degree: number;
  readonly parameters: readonly number[];
  readonly flat: readonly number[];
}

/**
 * The loft of degree min(`degree`, sections - 1) with the chord length at the first points of the profiles as parameter.
 * Undefined where the sections do not correspond edge by edge, or a solid has no faces at its ends.
 */
export function splineLoft(
  context: Context,
  profiles: readonly Shape[],
  degree: number,
  solid: boolean,
): SweepResult | undefined {
  const { oc, store } = context;
  const [first, last] = [profiles[0], profiles.at(-1)];
  if (!first || !last || (solid && (first.kind !== "face" || last.kind !== "face"))) return undefined;
  const sections = correspondingSections(context, profiles);
  const across = sections && acrossOf(sections, degree);
  const edges = sections?.[0]?.edges;
  if (!sections || !across || !edges) return undefined;
  return withTemporaries((temp) => {
    const sides = edges.map((_, i) => temp(sideFace(context, sections, i, across)));
    const caps = solid ? [store.native(first), store.native(last)] : [];
    const sewn = sewPieces(context, "loft", [...sides, ...caps], solid);
    // Found now: the pieces die with this block.
    const facesOfEdge = new Map(edges.map(({ id }, i) => [id, sewn.imagesOf(sides[i] as TopoDS_Face, "face")]));
    const [startFaces = [], endFaces = []] = caps.map((cap) => sewn.imagesOf(cap, "face"));
    const { shape } = sewn;
    return {
      shape,
      startFaces,
      endFaces,
      modified: geometricHistory(context, first, shape).modified,
      generated(ref: SubRef, kind: SubKind) {
        const id = subShapes(oc, store, first, ref.kind).find(resolve(context, ref));
        if (id === undefined) return [];
        if (ref.kind === "edge" && kind === "face") return [...(facesOfEdge.get(id) ?? [])];
        if (ref.kind === "vertex" && kind === "edge") return edgeFrom(context, sections, id, across, shape);
        return [];
      },
    };
  });
}

/** Undefined when sections start in the same point: then the chord length is no parameter. */
function acrossOf(sections: readonly Section[], wanted: number): Across | undefined {
  const degree = Math.min(wanted, sections.length - 1);
  const starts = sections.map(({ edges, end }) => edges[0]?.start ?? end);
  const lengths = starts.slice(1).map((point, i) => distance3(point, starts[i] ?? point));
  const total = lengths.reduce((a, b) => a + b, 0);
  if (lengths.some((length) => !(length > matchMm))) return undefined;
  const upTo = (count: number): number => lengths.slice(0, count).reduce((a, b) => a + b, 0);
  const parameters = sections.map((_, i) => (i === lengths.length ? 1 : upTo(i) / total));
  return { degree, parameters, flat: averagedKnots(degree, parameters) };
}

const through = ({ degree, flat, parameters }: Across, points: readonly Pole[]): Spline =>
  interpolateOver(degree, flat, parameters, points);

/** The face between the `index`-th edges of all sections; u along the edges, v from section to section. */
function sideFace({ oc }: Context, sections: readonly Section[], index: number, across: Across): TopoDS_Face {
  const splines = overCommonKnots(
    sections.map(({ edges }) => edges[index]?.spline ?? { degree: 1, flat: [], poles: [] }),
  );
  const along = splines[0] as Spline;
  const poles = along.poles.map(
    (_, i) =>
      through(
        across,
        splines.map((spline) => spline.poles[i] ?? []),
      ).poles,
  );
  return splineFace(oc, along, { degree: across.degree, flat: across.flat }, poles);
}

/** The edge of the result that starts from a vertex of the first section. */
function edgeFrom(
  context: Context,
  sections: readonly Section[],
  vertex: number,
  across: Across,
  result: Shape,
): number[] {
  const first = at(sections, 0);
  const index = first.edges.findIndex((edge) => edge.vertex === vertex);
  if (index < 0 && vertex !== first.endVertex) return [];
  const points = sections.map(({ edges, end }): Vec3 => edges[index]?.start ?? end);
  const curve = through(across, points);
  const probes = [1 / 3, 1 / 2, 2 / 3].map((t) => {
    const [x = 0, y = 0, z = 0] = evaluateSpline(curve, t);
    return [x, y, z] as Vec3;
  });
  const found = topologyOf(context, result).edges.filter(
    ({ curve: own, range }) => own && probes.every((probe) => projectToCurve(own, probe, range).distance <= matchMm),
  );
  return found.map(({ id }) => id);
}
