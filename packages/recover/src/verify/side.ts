/** One side of a proof: a shape with its solids, each a set of merged faces with measured boundaries. */

import type { EdgeInfo, FaceInfo, Mesh, Surface, Topology, Vec3 } from "@unbake/geometry";
import { addTo, at } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { canonicalSurface } from "../analysis/graph/canonical.js";
import { footOnElementary, isElementary } from "../analysis/graph/elementary.js";
import { besideSolidsShare } from "../tolerances.js";
import { type BoundaryIndex, boundaryIndex } from "./boundaryIndex.js";
import { type EdgeShape, edgeShape } from "./edgeShape.js";

export interface Side {
  readonly kernel: Kernel;
  readonly shape: Shape;
  readonly topology: Topology;
  readonly solids: readonly SolidSide[];
  /** By face id. */
  readonly measuredFaces: readonly { readonly area: number; readonly centroid: Vec3 }[];
  /** The area of the shape is not that of its solids: one of them is in there twice, or there are loose faces. */
  readonly holdsMore: boolean;
  /** Meshes of its solids that similarity was measured on: an original is compared with more than one program. */
  readonly meshes: Map<string, Mesh>;
  /** By solid: chord error, mm, of the meshes that showed the similarity of an earlier program. */
  readonly chordErrors: Map<number, number>;
  edge(id: number): EdgeShape | undefined;
}

export interface SolidSide {
  readonly id: number;
  readonly volume: number;
  readonly area: number;
  readonly centroid: Vec3;
  readonly shells: number;
}

/** A face read canonically. */
export interface SideFace {
  readonly info: FaceInfo;
  readonly surface: Surface;
  /** The natural normal of `surface` points out of the material. */
  readonly outward: boolean;
  /** How far the file's surface is from `surface` at most, mm. */
  readonly canonicalError: number;
  readonly area: number;
  readonly centroid: Vec3;
}

/** Faces of one solid that continue each other: what a modeller would call one face. */
export interface Patch {
  readonly index: number;
  readonly faces: readonly SideFace[];
  readonly surface: Surface;
  readonly outward: boolean;
  readonly canonicalError: number;
  readonly area: number;
  readonly centroid: Vec3;
  readonly boundary: BoundaryIndex;
  /**
   * Samples of the boundary, and the points where edges shrink to nothing (an apex), dropped onto an elementary surface:
   * edges may be off their faces by as much as their tolerance.
   */
  readonly extent: readonly Vec3[];
  /** By edge id: the patch on the other side. Absent where there is none (an open shell) or more than one. */
  readonly across: ReadonlyMap<number, number>;
}

const sides = new WeakMap<Shape, Side>();

/** Measures a shape; remembered as long as its handle lives, because one original is proven against several programs. */
export function readSide(kernel: Kernel, shape: Shape): Side {
  const before = sides.get(shape);
  if (before?.kernel === kernel) return before;
  const side = kernel.scope(() => measureSide(kernel, shape));
  sides.set(shape, side);
  return side;
}

function measureSide(kernel: Kernel, shape: Shape): Side {
  const topology = kernel.topology(shape);
  const handles = kernel.solids(shape);
  const edges = new Map<number, EdgeShape | undefined>();
  const whole = kernel.massProperties(shape);
  const measuredFaces = kernel.faceProperties(shape);
  const ownArea = topology.solids
    .flatMap((solid) => solid.faces)
    .reduce((sum, face) => sum + at(measuredFaces, face).area, 0);
  return {
    kernel,
    shape,
    topology,
    measuredFaces,
    meshes: new Map(),
    chordErrors: new Map(),
    holdsMore: Math.abs(whole.area - ownArea) > besideSolidsShare * ownArea,
    solids: topology.solids.map((solid): SolidSide => {
      const handle = handles[solid.id];
      if (!handle) throw new RangeError(`solid ${solid.id} has no handle`);
      const { volume, area, centroid } = handles.length === 1 ? whole : kernel.massProperties(handle);
      return { id: solid.id, volume, area, centroid, shells: solid.shells.length };
    }),
    edge(id) {
      if (!edges.has(id)) {
        const info = topology.edges[id];
        edges.set(id, info && edgeShape(info));
      }
      return edges.get(id);
    },
  };
}

/** The faces of a solid, canonically. `toleranceMm`: see canonicalSurface. */
export function solidFaces(side: Side, solid: number, toleranceMm: number): SideFace[] {
  const infos = at(side.topology.solids, solid).faces.map((id) => at(side.topology.faces, id));
  return infos.map((info) => {
    const { surface, flipped, deviation } = canonicalSurface(info.surface, toleranceMm);
    return {
      info,
      surface,
      outward: info.sameSense !== flipped,
      canonicalError: deviation,
      area: at(side.measuredFaces, info.id).area,
      centroid: at(side.measuredFaces, info.id).centroid,
    };
  });
}

/** Assembles a patch from its faces; `across` is filled by the caller, who knows the other patches. */
export function makePatch(
  side: Side,
  index: number,
  faces: readonly SideFace[],
  across: ReadonlyMap<number, number>,
): Patch {
  const seed = faces[0];
  if (!seed) throw new RangeError("a patch has at least one face");
  const area = faces.reduce((sum, face) => sum + face.area, 0);
  const middle = (i: 0 | 1 | 2): number => faces.reduce((sum, face) => sum + face.area * face.centroid[i], 0) / area;
  const edges = boundaryEdges(side.topology, faces);
  const shapes = edges.flatMap((edge) => side.edge(edge.id) ?? []);
  return {
    index,
    faces,
    surface: seed.surface,
    outward: seed.outward,
    canonicalError: Math.max(...faces.map((face) => face.canonicalError)),
    area,
    centroid: [middle(0), middle(1), middle(2)],
    boundary: boundaryIndex(shapes),
    extent: [...shapes.flatMap((shape) => shape.samples.map((s) => s.point)), ...tips(side.topology, faces)].map(
      (point) => (isElementary(seed.surface) ? footOnElementary(seed.surface, point) : point),
    ),
    across,
  };
}

/** Edges that a set of faces uses an odd number of times: seams and edges between two of them are inside. */
function boundaryEdges(topology: Topology, faces: readonly SideFace[]): EdgeInfo[] {
  const uses = new Map<number, number>();
  for (const { info } of faces) {
    for (const loop of info.loops) {
      for (const { edge } of loop.coedges) addTo(uses, edge);
    }
  }
  return [...uses].flatMap(([id, count]) => {
    const edge = topology.edges[id];
    return edge && !edge.degenerate && count % 2 === 1 ? [edge] : [];
  });
}

/** Where degenerate edges sit. */
function tips(topology: Topology, faces: readonly SideFace[]): Vec3[] {
  return faces.flatMap(({ info }) =>
    info.loops.flatMap((loop) =>
      loop.coedges.flatMap(({ edge }) => {
        const e = topology.edges[edge];
        const vertex = e?.degenerate ? topology.vertices[e.start] : undefined;
        return vertex ? [vertex.point] : [];
      }),
    ),
  );
}
