/** The room beside a body along a direction, from its mesh: what its shadow leaves free between two heights. */
import { type Frame, type Mesh, toLocal, type Vec2, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { toFilledManifold } from "./fillHoles.js";
import type { CrossSection, Manifold, ManifoldToplevel, Mat4 } from "./manifolds.js";
import { signedArea } from "./polygon.js";
import { middleOf } from "./similarity.js";
import { weld } from "./weld.js";

/** A connected part of what is free: its border, counter-clockwise, and those of what stands in it, clockwise. Coordinates of the frame, mm. */
export interface SpaceRegion {
  readonly outer: readonly Vec2[];
  readonly holes: readonly (readonly Vec2[])[];
  /** mm2 */
  readonly area: number;
}

/** Between two heights along the frame's z. */
export interface MeshSpace {
  readonly from: number;
  readonly to: number;
  readonly regions: readonly SpaceRegion[];
  /** The outlines of what the body covers there. */
  readonly solid: readonly (readonly Vec2[])[];
}

export interface SpaceOptions {
  /** Heights along the frame's z, ascending, mm: the room between any two of them is looked at. */
  readonly levels: readonly number[];
  /** The rectangle (lowest, highest corner) that is looked at across the frame's z; without one, the shadow of the whole body. */
  readonly window?: readonly [Vec2, Vec2];
  /** Room in the body instead of beside it; only with a window. */
  readonly inside?: boolean;
  /** Room that is nowhere wider than this is none, mm. */
  readonly leastWidth: number;
  /** How near to a level the body is not looked at, mm: faces there are ends of the room, not walls. */
  readonly skin: number;
}

/** The room between each two levels, where there is any; undefined where the mesh bounds no body, small holes in it filled. */
export function meshSpaces(
  library: ManifoldToplevel,
  mesh: Mesh,
  frame: Frame,
  { levels, window, inside = false, leastWidth, skin }: SpaceOptions,
): readonly MeshSpace[] | undefined {
  const middle = middleOf([mesh]);
  const welded = toFilledManifold(library, weld(mesh, middle));
  if (typeof welded === "string") return undefined;
  const made: { delete(): void }[] = [welded];
  const own = <T extends { delete(): void }>(native: T): T => {
    made.push(native);
    return native;
  };
  try {
    const { x, y, z } = frame;
    const columns = ([0, 1, 2] as const).map((i) => [x[i], y[i], z[i], 0]);
    // About the middle, as single precision asks for; the way to the frame is made in double precision.
    const turned = own(welded.transform([...columns.flat(), 0, 0, 0, 1] as unknown as Mat4));
    const [dx, dy, dz] = toLocal(frame, middle);
    const block = window && own(blockOf(library, window, at(levels, 0), at(levels, levels.length - 1), [dx, dy, dz]));
    const body = block ? own(inside ? block.subtract(turned) : block.intersect(turned)) : turned;
    const shadowOf = (from: number, to: number): CrossSection => {
      const above = own(body.trimByPlane([0, 0, 1], from + skin - dz));
      return own(own(above.trimByPlane([0, 0, -1], dz - to + skin)).project());
    };
    const shadows = levels.slice(1).map((to, i) => shadowOf(at(levels, i), to));
    const all = own(block ? block.project() : library.CrossSection.union(shadows));
    const back = (polygon: readonly (readonly [number, number])[]): Vec2[] =>
      polygon.map(([px, py]): Vec2 => [px + dx, py + dy]);
    const spaces: MeshSpace[] = [];
    for (const [i, first] of shadows.entries()) {
      let covered = first;
      for (let j = i + 1; j < levels.length; j++) {
        if (j > i + 1) covered = own(covered.add(at(shadows, j - 1)));
        const regions = own(all.subtract(covered))
          .decompose()
          .map(own)
          .filter((part) => own(part.offset(-leastWidth / 2)).area() > 0)
          .map((part): SpaceRegion => {
            const polygons = part.toPolygons().map(back);
            const [outer = [], ...holes] = polygons.sort((a, b) => signedArea(b) - signedArea(a));
            return { outer, holes, area: part.area() };
          });
        if (regions.length > 0)
          spaces.push({ from: at(levels, i), to: at(levels, j), regions, solid: covered.toPolygons().map(back) });
      }
    }
    return spaces;
  } finally {
    for (const native of made) native.delete();
  }
}

/** The box between two corners and two heights. */
function blockOf(
  library: ManifoldToplevel,
  [low, high]: readonly [Vec2, Vec2],
  bottom: number,
  top: number,
  [dx, dy, dz]: Vec3,
): Manifold {
  const box = library.Manifold.cube([high[0] - low[0], high[1] - low[1], top - bottom]);
  const placed = box.translate(low[0] - dx, low[1] - dy, bottom - dz);
  box.delete();
  return placed;
}
