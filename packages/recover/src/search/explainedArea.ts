/** How much of a solid's boundary a candidate already has, judged by points on its faces: cheap, before any boolean. */

import { toLocal, type Vec3 } from "@unbake/geometry";
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
export function areaExplainedByExtrusion(graph: SolidGraph, samples: FaceSamples, node: ExtrudeNode): number {
  return sumWhere(samples, (p) => {
    const [x, y, z] = toLocal(node.frame, p);
    const slack = graph.toleranceMm;
    if (z < node.from - slack || z > node.to + slack) return false;
    if (Math.abs(z - node.from) <= slack || Math.abs(z - node.to) <= slack) return insideProfile(node.profile, [x, y]);
    return distanceToBoundary(node.profile, [x, y]) <= slack;
  });
}

/** Area of the faces whose sampled points all lie on the boundary of the full revolution. */
export function areaExplainedByRevolution(graph: SolidGraph, samples: FaceSamples, node: RevolveNode): number {
  return sumWhere(samples, (p) => {
    const [x, y, z] = toLocal(node.frame, p);
    return distanceToBoundary(node.profile, [Math.hypot(x, z), y]) <= graph.toleranceMm;
  });
}

function sumWhere(samples: FaceSamples, on: (p: Vec3) => boolean): number {
  const isOn = samples.points.map((points) => points.length > 0 && points.every(on));
  return samples.areas.reduce((sum, area, i) => (isOn[i] ? sum + area : sum), 0);
}
