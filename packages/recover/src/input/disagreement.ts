/**
 * Finds faces whose loops contradict each other: the area integrated over the surface and that of a triangulation from the
 * boundary inwards differ. Only for solids that the kernel calls invalid, and cannot mend: their volume may be meaningless.
 */

import { cross, distance3, type FaceInfo, norm, sub, type Topology, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { disagreeingArea, disagreementMesh, emptyAreaShare } from "../tolerances.js";
import { boxOf } from "./box.js";
import { stationPoints } from "./stray.js";

export interface Disagreement {
  readonly face: FaceInfo;
  readonly areaMm2: number;
  readonly meshAreaMm2: number;
}

/** The face whose two areas differ most, when they differ by too much. */
export function worstDisagreement(kernel: Kernel, solid: Shape, topology: Topology): Disagreement | undefined {
  const box = boxOf(topology.vertices.map((vertex) => vertex.point));
  if (box === undefined) return undefined;
  const meshed = meshAreas(kernel, solid, topology.faces.length, distance3(box.min, box.max));
  const areas = kernel.faceProperties(solid).map(({ area }) => area);
  const total = areas.reduce((sum, area) => sum + area, 0);
  let worst: Disagreement | undefined;
  topology.faces.forEach((face, i) => {
    const areaMm2 = at(areas, i);
    const meshAreaMm2 = at(meshed, i);
    // A surface that the kernel cannot evaluate has no area to either measure.
    const reach = borderMm(topology, face) ** 2;
    const matters = reach > disagreeingArea.ofSolid * total;
    if (matters && areaMm2 < emptyAreaShare * reach) worst = { face, areaMm2, meshAreaMm2: reach };
    const difference = Math.abs(areaMm2 - meshAreaMm2);
    if (difference <= disagreeingArea.ofFace * areaMm2 || difference <= disagreeingArea.ofSolid * total) return;
    if (worst === undefined || difference > Math.abs(worst.areaMm2 - worst.meshAreaMm2)) {
      worst = { face, areaMm2, meshAreaMm2 };
    }
  });
  return worst;
}

/** How far the edges of a face reach, mm. */
function borderMm(topology: Topology, face: FaceInfo): number {
  const edges = face.loops.flatMap(({ coedges }) => coedges.map(({ edge }) => topology.edges[edge]));
  const box = boxOf(edges.flatMap((edge) => (edge === undefined ? [] : stationPoints(edge))));
  return box === undefined ? 0 : distance3(box.min, box.max);
}

function meshAreas(kernel: Kernel, solid: Shape, faces: number, diagonal: number): Float64Array {
  const { positions, triangles, faceIds } = kernel.mesh(solid, {
    linear: disagreementMesh.linearShare * diagonal,
    angularRad: disagreementMesh.angularRad,
  });
  const areas = new Float64Array(faces);
  const corner = (index: number): Vec3 => {
    const first = 3 * at(triangles, index);
    return [at(positions, first), at(positions, first + 1), at(positions, first + 2)];
  };
  for (let i = 0; i < faceIds.length; i++) {
    const a = corner(3 * i);
    const face = at(faceIds, i);
    areas[face] = at(areas, face) + norm(cross(sub(corner(3 * i + 1), a), sub(corner(3 * i + 2), a))) / 2;
  }
  return areas;
}
