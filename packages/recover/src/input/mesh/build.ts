/** Faces on exact surfaces, with exact borders, out of the regions of a mesh. */
import { cross, dot, evaluateCurve, norm, sub, type Vec3 } from "@unbake/geometry";
import { at, last, UnbakeError } from "@unbake/ground";
import { borderCurve } from "../../analysis/brep/intersect.js";
import type { BrepEdge, BrepFace, BrepSolid } from "../../analysis/brep/stepText.js";
import type { ElementarySurface } from "../../analysis/graph/elementary.js";
import { meetingPoint } from "../../analysis/graph/meetingPoint.js";
import { type Boundaries, findBoundaries } from "./boundaries.js";
import type { Segmentation } from "./regions.js";
import type { ClosedMesh } from "./surface.js";

/** One closed shell; vertex and edge numbers start at `firstVertex` and `firstEdge`. */
export interface ShellParts {
  readonly vertices: readonly Vec3[];
  readonly edges: readonly BrepEdge[];
  readonly faces: readonly BrepFace[];
}

/** The faces of one piece of a mesh. @throws mesh_not_fitted where the border of two faces is no curve that is written. */
export function buildShell(mesh: ClosedMesh, segmentation: Segmentation, nearMm: number): ShellParts {
  const boundaries = findBoundaries(mesh, segmentation);
  const { regions } = segmentation;
  const surfacesAt = surfacesAtCorners(boundaries, (region) => regions[region]?.surface);
  const places = new Map<number, number>();
  const vertices: Vec3[] = [];
  const vertexOf = (corner: number): number => {
    const known = places.get(corner);
    if (known !== undefined) return known;
    places.set(corner, vertices.length);
    vertices.push(meetingPoint([...(surfacesAt.get(corner) ?? [])], at(mesh.points, corner)));
    return vertices.length - 1;
  };
  const edges = boundaries.chains.map((chain): BrepEdge => {
    const a = regions[chain.left]?.surface;
    const b = regions[chain.right]?.surface;
    const start = vertexOf(at(chain.vertices, 0));
    const end = vertexOf(last(chain.vertices));
    const place = (i: number): Vec3 => at(vertices, i);
    const inner = chain.vertices.slice(1, -1).map((v): Vec3 => at(mesh.points, v));
    const points = [place(start), ...inner, place(end)];
    const curve = a && b && borderCurve(a, b, points, nearMm);
    if (!curve) {
      throw new UnbakeError("mesh_not_fitted", `the border of a ${a?.kind} and a ${b?.kind} is no curve that is known`);
    }
    // Nothing else ends at the vertex of a closed chain: it goes where its curve begins.
    if (chain.closed && chain.alone)
      vertices[start] = evaluateCurve(curve, curve.kind === "bspline" ? at(curve.knots, 0) : 0);
    return { start, end, curve };
  });
  const faces = regions.map(({ surface, outward }, region): BrepFace => {
    const loops = at(boundaries.loops, region).map((uses) =>
      uses.map(({ chain, reversed }) => ({ edge: chain, reversed })),
    );
    return { surface, outward, loops: outerFirst(mesh, boundaries, surface, loops) };
  });
  return { vertices, edges, faces };
}

/** By mesh vertex that ends a chain: the surfaces that meet there. */
function surfacesAtCorners(
  { chains }: Boundaries,
  surfaceOf: (region: number) => ElementarySurface | undefined,
): ReadonlyMap<number, ReadonlySet<ElementarySurface>> {
  const met = new Map<number, Set<ElementarySurface>>();
  for (const { left, right, vertices } of chains) {
    for (const corner of [at(vertices, 0), last(vertices)]) {
      const there = met.get(corner) ?? new Set();
      met.set(corner, there);
      for (const surface of [surfaceOf(left), surfaceOf(right)]) if (surface) there.add(surface);
    }
  }
  return met;
}

/** The loops of a plane with the one around all others first; those of other surfaces as they are. */
function outerFirst(
  mesh: ClosedMesh,
  { chains }: Boundaries,
  surface: ElementarySurface,
  loops: BrepFace["loops"],
): BrepFace["loops"] {
  if (surface.kind !== "plane" || loops.length < 2) return loops;
  const sizes = loops.map((uses) => {
    let sum: Vec3 = [0, 0, 0];
    for (const { edge, reversed } of uses) {
      const { vertices } = at(chains, edge);
      for (let i = 0; i + 1 < vertices.length; i++) {
        const arm = (k: number): Vec3 => sub(at(mesh.points, at(vertices, k)), surface.frame.origin);
        const c = cross(arm(i), arm(i + 1));
        const sign = reversed ? -1 : 1;
        sum = [sum[0] + sign * c[0], sum[1] + sign * c[1], sum[2] + sign * c[2]];
      }
    }
    return norm(sum) * Math.sign(dot(sum, surface.frame.z));
  });
  const outer = sizes.indexOf(Math.max(...sizes));
  return [at(loops, outer), ...loops.filter((_, i) => i !== outer)];
}

/** A solid of an outer shell and its voids. */
export function solidOf(shells: readonly ShellParts[]): BrepSolid {
  const vertices: Vec3[] = [];
  const edges: BrepEdge[] = [];
  const numbered = shells.map((shell) => {
    const [firstVertex, firstEdge] = [vertices.length, edges.length];
    for (const vertex of shell.vertices) vertices.push(vertex);
    for (const e of shell.edges) edges.push({ ...e, start: e.start + firstVertex, end: e.end + firstVertex });
    return shell.faces.map((face) => ({
      ...face,
      loops: face.loops.map((uses) => uses.map(({ edge, reversed }) => ({ edge: edge + firstEdge, reversed }))),
    }));
  });
  return { vertices, edges, shells: numbered };
}
