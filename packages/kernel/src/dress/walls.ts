/** OpenCASCADE's offsets, tried in several ways and held to what an offset is. */

import { UnbakeError } from "@unbake/ground";
import type { BRepOffsetAPI_MakeOffsetShape, GeomAbs_JoinType, TopoDS_Shape } from "replicad-opencascadejs";
import type { Operation, Shape } from "../api.js";
import { distanceToNative } from "../measure/distance.js";
import { sampleFace } from "../measure/sampleFace.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { describeException, withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { makeCompound } from "../ops/compound.js";
import { widestCorner } from "../ops/corners.js";
import { operation } from "../ops/operation.js";
import { adoptSound, type Expectation } from "../ops/soundness.js";
import { cornerGapMm, placeSlackMm } from "../tolerances.js";

const samplesPerFace = 4;

/** One way of making offsets: how corners are filled, and whether all faces are intersected or neighbours only. */
export interface OffsetWay {
  readonly join: GeomAbs_JoinType;
  readonly all: boolean;
}

/**
 * Sharp corners first, as CAD systems make them; round ones where sharp ones cannot be built. Intersecting all faces is
 * slower, but the only way when a wall is thicker than a rounding has radius, so that faces vanish.
 */
export const sharpWays: readonly OffsetWay[] = [
  { join: "GeomAbs_Intersection", all: false },
  { join: "GeomAbs_Intersection", all: true },
];
export const roundWays: readonly OffsetWay[] = [
  { join: "GeomAbs_Arc", all: false },
  { join: "GeomAbs_Arc", all: true },
];

/** What is asked for: `distanceMm` of the moved faces from the `kept` ones of the solid, and the volumes that are sane. */
export interface WallRequest {
  readonly what: string;
  readonly solid: Shape;
  readonly kept: readonly number[];
  readonly distanceMm: number;
  readonly volume: readonly [number, number];
}

/** The first way that gives a sound solid whose new faces keep their distance. Throws "kernel" saying how each failed. */
export function firstSoundOffset(
  context: Context,
  request: WallRequest,
  make: (way: OffsetWay) => BRepOffsetAPI_MakeOffsetShape,
  ways: readonly OffsetWay[] = [...sharpWays, ...roundWays],
): Operation {
  const { oc, store } = context;
  const failures = new Set<string>();
  for (const way of ways) {
    let maker: BRepOffsetAPI_MakeOffsetShape;
    try {
      maker = make(way);
    } catch (thrown) {
      failures.add(describeException(oc, thrown));
      continue;
    }
    if (!maker.IsDone()) {
      maker.delete();
      failures.add("not done");
      continue;
    }
    try {
      const expected: Expectation = { volume: request.volume };
      const shape = adoptSound(context, request.what, asSolid(context, maker.Shape()), [maker], expected);
      const found = operation(context, shape, maker);
      const complaint = complaintAboutWalls(context, request, found);
      if (complaint === undefined) return found;
      store.free(shape);
      failures.add(complaint);
    } catch (error) {
      if (!(error instanceof UnbakeError)) throw error;
      failures.add(error.detail);
    }
  }
  throw new UnbakeError("kernel", `the ${request.what} cannot be built (${[...failures].join("; ")})`);
}

function complaintAboutWalls(context: Context, request: WallRequest, found: Operation): string | undefined {
  const gap = widestCorner(topologyOf(context, found.shape));
  if (gap > Math.max(cornerGapMm, widestCorner(topologyOf(context, request.solid))))
    return `edges end ${gap.toPrecision(3)} mm apart`;
  return keepsDistance(context, request, found) ? undefined : "walls run through each other";
}

/**
 * No point of a moved face is closer to the faces it was moved from than the distance. An offset that has turned inside
 * out (a rounding moved by more than its radius) passes every structural check, but not this one.
 */
function keepsDistance(context: Context, { solid, kept, distanceMm }: WallRequest, result: Operation): boolean {
  const { oc, store } = context;
  const faces = subShapes(oc, store, solid, "face");
  const moved = new Set(kept.flatMap((id) => result.generated({ shape: solid, kind: "face", id }, "face")));
  return withTemporaries((temp) => {
    const from = temp(
      makeCompound(
        oc,
        kept.map((id) => faces.at(id)),
      ),
    );
    return [...moved].every((id) =>
      sampleFace(context, result.shape, id, samplesPerFace).every(
        ({ point }) => distanceToNative(context, from, point) >= distanceMm - placeSlackMm,
      ),
    );
  });
}

/** All faces of a solid. */
export const allFaces = (context: Context, solid: Shape): number[] =>
  topologyOf(context, solid).faces.map(({ id }) => id);

/** Offsets of a solid may come back as their closed shell. Takes ownership of `shape`. */
function asSolid({ oc }: Context, shape: TopoDS_Shape): TopoDS_Shape {
  if (shape.IsNull() || shape.ShapeType() !== "TopAbs_SHELL") return shape;
  return withTemporaries((temp) => {
    const maker = temp(new oc.BRepBuilderAPI_MakeSolid(temp(oc.TopoDS.Shell(temp(shape)))));
    const solid = maker.Solid();
    oc.BRepLib.OrientClosedSolid(solid);
    return solid;
  });
}
