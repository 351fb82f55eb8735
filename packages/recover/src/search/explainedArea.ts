/** How much of a solid's boundary a candidate already has, judged by points on its faces: cheap, before any boolean. */

import { toLocal, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import { distanceToBoundary, insideProfile } from "../analysis/profile/locate.js";
import type { ExtrudeNode, RevolveNode } from "../model/types.js";

export interface FaceSamples {
  readonly points: readonly (readonly Vec3[])[];
  readonly areas: readonly number[];
}

/** What the area of a face counts where another body may end as well as there. */
const lesserWeight = 0.3;

/** A few points on every face, and its area; of faces that need not be hit (`counts` of a point of them) a share of it. */
export function faceSamples(kernel: Kernel, graph: SolidGraph, counts?: (point: Vec3) => boolean): FaceSamples {
  const points = graph.faces.map((face) => kernel.sampleFace(graph.shape, face.id, 4).map((s) => s.point));
  const areas = kernel.faceProperties(graph.shape, undefined, { rough: true }).map((p) => p.area);
  const own = points.map(([point]) => !counts || (point !== undefined && counts(point)));
  return { points, areas: areas.map((area, i) => (own[i] ? area : area * lesserWeight)) };
}

/** Area of the faces whose sampled points all lie on the boundary of the extrusion. */
export const areaExplainedByExtrusion = (graph: SolidGraph, samples: FaceSamples, node: ExtrudeNode): number =>
  sumWhere(samples, isOnExtrusion(graph, node));

/** Whether a point lies on the walls or the ends of the extrusion. */
export const isOnExtrusion =
  ({ toleranceMm: slack }: SolidGraph, { frame, profile, from, to }: ExtrudeNode) =>
  (p: Vec3): boolean => {
    const [x, y, z] = toLocal(frame, p);
    if (z < from - slack || z > to + slack) return false;
    if (Math.abs(z - from) <= slack || Math.abs(z - to) <= slack) return insideProfile(profile, [x, y]);
    return distanceToBoundary(profile, [x, y]) <= slack;
  };

/** Area of the faces whose sampled points all lie on the boundary of the full revolution. */
export const areaExplainedByRevolution = (graph: SolidGraph, samples: FaceSamples, node: RevolveNode): number =>
  sumWhere(samples, isOnRevolution(graph, node));

/** The faces that lie on the revolution. */
export const facesOnRevolution = (graph: SolidGraph, samples: FaceSamples, node: RevolveNode): ReadonlySet<number> =>
  facesWhere(samples, isOnRevolution(graph, node));

const isOnRevolution =
  (graph: SolidGraph, { frame, profile }: RevolveNode) =>
  (p: Vec3): boolean => {
    const [x, y, z] = toLocal(frame, p);
    return distanceToBoundary(profile, [Math.hypot(x, z), y]) <= graph.toleranceMm;
  };

/** The faces that lie on the prism's walls, or on its ends too. */
export function facesOnPrism(
  graph: SolidGraph,
  samples: FaceSamples,
  node: ExtrudeNode,
  ends: boolean,
): ReadonlySet<number> {
  const slack = graph.toleranceMm;
  return facesWhere(samples, (p) => {
    const [x, y, z] = toLocal(node.frame, p);
    if (ends && (Math.abs(z - node.from) <= slack || Math.abs(z - node.to) <= slack)) return true;
    return distanceToBoundary(node.profile, [x, y]) <= slack;
  });
}

/** The faces whose samples are all where they should be. */
const facesWhere = ({ points }: FaceSamples, on: (p: Vec3) => boolean): ReadonlySet<number> =>
  new Set(points.flatMap((those, face) => (those.length > 0 && those.every(on) ? [face] : [])));

const sumWhere = (samples: FaceSamples, on: (p: Vec3) => boolean): number =>
  [...facesWhere(samples, on)].reduce((sum, face) => sum + at(samples.areas, face), 0);
