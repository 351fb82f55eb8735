/** From the triangles of a piece to faces on surfaces. */

import { frameFromZ } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { distanceToElementary } from "../../analysis/graph/elementary.js";
import { mostSmoothFlats, unexplainedShare } from "../../tolerances.js";
import { findCurved, smoothNeighbours } from "./curved.js";
import { type Flat, findFlats } from "./flats.js";
import type { Region, Segmentation } from "./regions.js";
import { snapRegions } from "./snap.js";
import { type ClosedMesh, triangleAcross } from "./surface.js";
import type { MeshTolerances } from "./tolerances.js";

/** The faces of one piece: curved ones first, what is left flat after them. Parameters are snapped within the tolerance. */
export function segment(mesh: ClosedMesh, piece: readonly number[], tolerances: MeshTolerances): Segmentation {
  const found = findFlats(mesh, piece, tolerances.flatMm);
  const { flats, flatOf } = found;
  const area = flats.reduce((sum, flat) => sum + flat.area, 0);
  const curved = findCurved(mesh, found, tolerances);
  const taken = new Set(curved.flatMap((face) => face.flats));
  const rest = flats.filter((flat) => !taken.has(flat.id));
  const unexplained = freeform(rest, smoothNeighbours(mesh, flats, flatOf));
  const regions: Region[] = [
    ...curved.map(({ surface, outward, flats: ids }) => ({
      surface,
      outward,
      ...together(ids.map((id) => at(flats, id))),
    })),
    ...rest
      .filter((flat) => !flat.sliver && !unexplained.has(flat.id))
      .map((flat) => ({
        surface: { kind: "plane", frame: frameFromZ(flat.center, flat.normal) } as const,
        outward: true,
        ...together([flat]),
      })),
  ];
  const regionOf = new Int32Array(mesh.triangles.length / 3).fill(-1);
  regions.forEach(({ triangles }, i) => {
    for (const t of triangles) regionOf[t] = i;
  });
  const slivers = rest.filter((flat) => flat.sliver && !unexplained.has(flat.id));
  const whole = takeSlivers(mesh, regions, regionOf, slivers, tolerances.fitMm);
  const explainedArea = whole.reduce((sum, region) => sum + region.area, 0);
  const complete = piece.every((t) => at(regionOf, t) >= 0);
  return {
    regions: complete ? snapRegions(mesh, whole, tolerances.fitMm, tolerances.diagonalMm) : whole,
    regionOf,
    // Unexplained slivers have no area that would show.
    explainedArea: complete ? area : Math.min(explainedArea, area * (1 - unexplainedShare)),
    area,
  };
}

function together(flats: readonly Flat[]): Pick<Region, "triangles" | "vertices" | "area"> {
  return {
    triangles: flats.flatMap(({ triangles }) => [...triangles]),
    vertices: [...new Set(flats.flatMap(({ vertices }) => [...vertices]))],
    area: flats.reduce((sum, flat) => sum + flat.area, 0),
  };
}

/** Flats that are facets of a surface that none of the kinds is: many small ones that run smoothly into each other. */
function freeform(rest: readonly Flat[], smooth: readonly (readonly number[])[]): ReadonlySet<number> {
  const facets = new Set(rest.filter((flat) => flat.vertices.length <= 4).map(({ id }) => id));
  const seen = new Set<number>();
  const unexplained = new Set<number>();
  for (const seed of facets) {
    if (seen.has(seed)) continue;
    seen.add(seed);
    const cluster = [seed];
    for (const id of cluster) {
      for (const other of at(smooth, id)) {
        if (seen.has(other) || !facets.has(other)) continue;
        seen.add(other);
        cluster.push(other);
      }
    }
    if (cluster.length > mostSmoothFlats) for (const id of cluster) unexplained.add(id);
  }
  return unexplained;
}

/** Triangles without height belong to a face beside them that all of their corners are on. */
function takeSlivers(
  mesh: ClosedMesh,
  regions: readonly Region[],
  regionOf: Int32Array,
  slivers: readonly Flat[],
  fitMm: number,
): Region[] {
  const added = new Map<number, Flat[]>();
  let left = slivers;
  for (let before = -1; left.length > 0 && left.length !== before; ) {
    before = left.length;
    left = left.filter((sliver) => {
      const points = sliver.vertices.map((v) => at(mesh.points, v));
      const home = besideOf(mesh, regionOf, sliver).find((region) => {
        const surface = regions[region]?.surface;
        return surface && points.every((p) => distanceToElementary(surface, p) <= fitMm);
      });
      if (home === undefined) return true;
      for (const t of sliver.triangles) regionOf[t] = home;
      added.set(home, [...(added.get(home) ?? []), sliver]);
      return false;
    });
  }
  return regions.map((region, i) => {
    const more = added.get(i);
    if (!more) return region;
    const extra = together(more);
    return {
      ...region,
      triangles: [...region.triangles, ...extra.triangles],
      vertices: [...new Set([...region.vertices, ...extra.vertices])],
      area: region.area + extra.area,
    };
  });
}

function besideOf(mesh: ClosedMesh, regionOf: Int32Array, { triangles }: Flat): number[] {
  const found = new Set<number>();
  for (const t of triangles) {
    for (let half = 3 * t; half < 3 * t + 3; half++) {
      const region = at(regionOf, triangleAcross(mesh, half));
      if (region >= 0) found.add(region);
    }
  }
  return [...found].sort((a, b) => a - b);
}
