/** Tangent blends between the borders of two surfaces. */
import {
  add,
  type CurveSegment,
  cross,
  curveTangent,
  distance3,
  evaluateCurve,
  mul,
  projectToSurface,
  sub,
  surfaceNormal,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import type { Shape } from "@unbake/kernel";
import { addBody, newBody } from "../model/bodies.js";
import { edgeNamed } from "../model/find.js";
import type { Scene } from "../model/scene.js";
import type { Uuid } from "../protocol/uuid.js";
import type { CommandOf, Handlers } from "./table.js";

type EdgeReference = CommandOf<"surface_blend">["surfaces"][number];

/** A border of a surface: point and the direction that leads out of the surface across it, by a parameter in [0, 1]. */
type Border = (t: number) => { readonly point: Vec3; readonly out: Vec3 };

/** Sections through a blend between curved borders: a cubic through them follows circles to 1e-4 of their radius. */
const sectionCount = 9;

function borderOf(scene: Scene, reference: EdgeReference): { readonly at: Border; readonly straight: boolean } {
  const part = reference.edges[0];
  if (!part?.edge_id || reference.edges.length > 1) {
    throw new UnbakeError("unsupported_command", "surface_blend along several edges or edge references");
  }
  const { body, ids } = edgeNamed(scene, part.edge_id, reference.object_id);
  const topology = scene.kernel.topology(body.shape);
  const edge = at(topology.edges, at(ids, 0));
  const face = edge.faces.slice(0, 1).map((id) => at(topology.faces, id))[0];
  const coedge = face?.loops.flatMap((loop) => loop.coedges).find((c) => c.edge === edge.id);
  const { curve } = edge;
  if (!curve || !face || !coedge) throw new UnbakeError("kcl_execution", "a blend needs an edge of a surface");
  const [t0, t1] = edge.range;
  const [lower, upper] = [part.lower_bound ?? 0, part.upper_bound ?? 1]; // default: the whole edge; may be null
  const border: Border = (t) => {
    const u = t0 + (t1 - t0) * (lower + (upper - lower) * t);
    const point = evaluateCurve(curve, u);
    const { u: a, v: b } = projectToSurface(face.surface, point);
    const natural = surfaceNormal(face.surface, a, b);
    const outward = face.sameSense ? natural : mul(natural, -1);
    const along = mul(curveTangent(curve, u), coedge.reversed ? -1 : 1);
    // The face lies to the left of its border, so the way out is to the right.
    return { point, out: unit(cross(along, outward)) };
  };
  return { at: border, straight: curve.kind === "line" && face.surface.kind === "plane" };
}

/** Cubic from border to border that leaves and arrives tangentially, as fast as the straight way is long. */
function section(from: ReturnType<Border>, to: ReturnType<Border>): CurveSegment {
  const reach = distance3(from.point, to.point) / 3;
  return {
    curve: {
      kind: "bspline",
      degree: 3,
      poles: [from.point, add(from.point, mul(from.out, reach)), add(to.point, mul(to.out, reach)), to.point],
      knots: [0, 1],
      multiplicities: [4, 4],
      periodic: false,
    },
    range: [0, 1],
  };
}

function blend(scene: Scene, first: EdgeReference, second: EdgeReference): Shape {
  const [a, b] = [borderOf(scene, first), borderOf(scene, second)];
  const span = (s: number, t: number): number => Math.hypot(...sub(a.at(s).point, b.at(t).point));
  const flipped = span(0, 0) + span(1, 1) > span(0, 1) + span(1, 0);
  const straight = a.straight && b.straight;
  const count = straight ? 2 : sectionCount;
  const wires = Array.from({ length: count }, (_, i) => {
    const t = i / (count - 1);
    return scene.kernel.wire([section(a.at(t), b.at(flipped ? 1 - t : t))]);
  });
  return scene.kernel.loft(wires, { ruled: straight, solid: false }).shape;
}

export const blendHandlers: Handlers = {
  surface_blend(scene, command, id: Uuid) {
    const [first, second] = command.surfaces;
    if (!first || !second) throw new UnbakeError("kcl_execution", "a blend needs two edges");
    addBody(scene, newBody(id, blend(scene, first, second), "surface"));
    return { type: "surface_blend", data: {} };
  },
};
