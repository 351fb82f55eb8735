/** From the triangles of a piece to faces on surfaces. */
import { frameFromZ } from "@unbake/kernel";
import { findFlats } from "./flats.js";
import type { Region, Segmentation } from "./regions.js";
import type { ClosedMesh } from "./surface.js";
import type { MeshTolerances } from "./tolerances.js";

export function segment(mesh: ClosedMesh, piece: readonly number[], tolerances: MeshTolerances): Segmentation {
  const { flats } = findFlats(mesh, piece, tolerances.flatMm);
  const regions: Region[] = flats.map(({ center, normal, triangles, vertices, area }) => ({
    surface: { kind: "plane", frame: frameFromZ(center, normal) },
    outward: true,
    triangles,
    vertices,
    area,
  }));
  const regionOf = new Int32Array(mesh.triangles.length / 3).fill(-1);
  regions.forEach(({ triangles }, i) => {
    for (const t of triangles) regionOf[t] = i;
  });
  const area = regions.reduce((sum, region) => sum + region.area, 0);
  return { regions, regionOf, explainedArea: area, area };
}
