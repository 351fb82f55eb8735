/**
 * Edges and wires as BRep text. OpenCASCADE's own wire builder joins edges by coincidence and rejects ends that are
 * a rounding error apart; written as text, neighbouring edges share a vertex by construction, whose tolerance is the
 * gap that it bridges, and every curve kind is exact.
 */

import type { Curve, CurveSegment, Frame, Vec3 } from "@unbake/geometry";
import { distance3, evaluateCurve, lerp } from "@unbake/geometry";
import { at, must, UnbakeError } from "@unbake/ground";
import { confusionMm, joinGapMm } from "../tolerances.js";

interface OrientedSegment {
  readonly segment: CurveSegment;
  /** The wire runs against the curve's parameter. */
  readonly reversed: boolean;
  readonly start: Vec3;
  readonly end: Vec3;
}

/** One edge, from the lower parameter to the higher. */
export function edgeText(segment: CurveSegment): string {
  const [only] = orient([segment]);
  if (!only) throw new UnbakeError("kernel", "an edge needs a segment");
  const { curve, range } = ascending(segment);
  const start = evaluateCurve(curve, range[0]);
  const end = evaluateCurve(curve, range[1]);
  return shapeText([curve], verticesOf([{ start, end }], distance3(start, end) <= joinGapMm), [{ curve: 0, range }]);
}

/** One wire: the segments in order, each turned round where that makes it meet the one before. Throws when they do not meet. */
export function wireText(segments: readonly CurveSegment[]): { readonly text: string; readonly closed: boolean } {
  const run = orient(segments);
  const first = run[0];
  const last = run.at(-1);
  if (!first || !last) throw new UnbakeError("kernel", "a wire needs at least one segment");
  const closed = distance3(first.start, last.end) <= joinGapMm;
  const edges = run.map(({ segment, reversed }, i) => ({ ...ascending(segment), curve: i, reversed }));
  const curves = run.map(({ segment }) => segment.curve);
  return { text: shapeText(curves, verticesOf(run, closed), edges, closed), closed };
}

function ascending(segment: CurveSegment): CurveSegment {
  const [a, b] = segment.range;
  return a <= b ? segment : { curve: segment.curve, range: [b, a] };
}

/** Turns each segment so that it starts where the one before ended. */
function orient(segments: readonly CurveSegment[]): OrientedSegment[] {
  const ends = segments.map((segment, i) => {
    const start = evaluateCurve(segment.curve, segment.range[0]);
    const end = evaluateCurve(segment.curve, segment.range[1]);
    if (![...start, ...end].every(Number.isFinite)) throw new UnbakeError("kernel", `segment ${i} has no finite ends`);
    return { segment, start, end };
  });
  const run: OrientedSegment[] = [];
  ends.forEach(({ segment, start, end }, i) => {
    const previous = run.at(-1);
    const next = ends[i + 1];
    let turn = false;
    if (previous) {
      turn = distance3(previous.end, end) < distance3(previous.end, start);
    } else if (next) {
      const toNext = (p: Vec3): number => Math.min(distance3(p, next.start), distance3(p, next.end));
      turn = toNext(start) < toNext(end);
    }
    const from = turn ? end : start;
    const gap = previous ? distance3(previous.end, from) : 0;
    if (gap > joinGapMm) {
      throw new UnbakeError("kernel", `segments ${i - 1} and ${i} of the wire are ${gap.toPrecision(3)} mm apart`);
    }
    const descending = segment.range[0] > segment.range[1];
    run.push({ segment, reversed: descending !== turn, start: from, end: turn ? start : end });
  });
  return run;
}

interface VertexText {
  readonly point: Vec3;
  readonly tolerance: number;
}

/** One vertex between each two neighbours, half way over the gap; the first is also the last when closed. */
function verticesOf(run: readonly { readonly start: Vec3; readonly end: Vec3 }[], closed: boolean): VertexText[] {
  const count = closed ? run.length : run.length + 1;
  return Array.from({ length: count }, (_, i) => {
    const before = i > 0 ? run[i - 1]?.end : closed ? run.at(-1)?.end : undefined;
    const after = run[i]?.start;
    if (before && after) {
      const gap = distance3(before, after);
      return { point: lerp(before, after, 0.5), tolerance: Math.max(confusionMm, gap * 0.51) };
    }
    return { point: must(before ?? after, "curve that ends at a vertex"), tolerance: confusionMm };
  });
}

interface EdgeText {
  readonly curve: number;
  readonly range: readonly [number, number];
  readonly reversed?: boolean;
}

/**
 * The whole text: vertices, edges, and a wire when `closed` is given. References count from the end of the list of
 * TShapes, which holds vertices first, then edges, then the wire.
 */
function shapeText(
  curves: readonly Curve[],
  vertices: readonly VertexText[],
  edges: readonly EdgeText[],
  closed?: boolean,
): string {
  const total = vertices.length + edges.length + (closed === undefined ? 0 : 1);
  const vertexRef = (i: number): number => total - (i % vertices.length);
  const edgeRef = (i: number): number => total - vertices.length - i;
  const out: string[] = [
    "",
    "CASCADE Topology V3, (c) Open Cascade",
    "Locations 0",
    "Curve2ds 0",
    `Curves ${curves.length}`,
    ...curves.map(curveText),
    "Polygon3D 0",
    "PolygonOnTriangulations 0",
    "Surfaces 0",
    "Triangulations 0",
    "",
    `TShapes ${total}`,
  ];
  for (const { point, tolerance } of vertices) {
    out.push("Ve", `${tolerance}`, point.join(" "), "0 0", "", "0101101", "*");
  }
  edges.forEach(({ curve, range, reversed }, i) => {
    const [from, to] = reversed ? [i + 1, i] : [i, i + 1];
    const uses = `+${vertexRef(from)} 0 -${vertexRef(to)} 0 *`;
    const tolerance = Math.max(...[i, i + 1].map((v) => at(vertices, v % vertices.length).tolerance), confusionMm);
    // The edge's own tolerance stays the least: the vertices bridge the gaps.
    out.push("Ed", ` ${Math.min(tolerance, confusionMm)} 1 1 0`, `1  ${curve + 1} 0 ${range[0]} ${range[1]}`, "0");
    out.push("", "0101000", uses);
  });
  if (closed !== undefined) {
    const uses = edges.map(({ reversed }, i) => `${reversed ? "-" : "+"}${edgeRef(i)} 0`);
    out.push("Wi", "", closed ? "0101100" : "0101000", `${uses.join(" ")} *`);
  }
  out.push("", "+1 0 ", "");
  return out.join("\n");
}

/** One curve as BRep text writes it: kind and numbers. */
export function curveText(curve: Curve): string {
  switch (curve.kind) {
    case "line":
      return `1 ${curve.origin.join(" ")} ${curve.direction.join(" ")} `;
    case "circle":
      return `2 ${frameText(curve.frame)} ${curve.radius} `;
    case "ellipse":
      return `3 ${frameText(curve.frame)} ${curve.majorRadius} ${curve.minorRadius} `;
    case "parabola":
      return `4 ${frameText(curve.frame)} ${curve.focal} `;
    case "hyperbola":
      return `5 ${frameText(curve.frame)} ${curve.majorRadius} ${curve.minorRadius} `;
    case "offset":
      return `9 ${curve.distance} ${curve.direction.join(" ")} \n${curveText(curve.base)}`;
    case "bspline": {
      const poles = curve.poles.map((p, i) => (curve.weights ? `${p.join(" ")} ${curve.weights[i]}` : p.join(" ")));
      const knots = curve.knots.map((k, i) => `${k} ${curve.multiplicities[i]}`);
      const head = [curve.weights ? 1 : 0, curve.periodic ? 1 : 0, curve.degree, poles.length, knots.length];
      return `7 ${head.join(" ")} ${poles.join(" ")} ${knots.join(" ")} `;
    }
  }
}

const frameText = ({ origin, x, y, z }: Frame): string => [...origin, ...z, ...x, ...y].join(" ");
