import { add, evaluateCurve, mul, norm, projectToSurface, surfaceNormal, unit, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { parallelSine } from "../tolerances.js";
import type { Body, Scene } from "./scene.js";

/** Halfway between the outward normals of the faces at an edge: the way an edge is extruded when nothing else is said. */
export function edgeNormal(scene: Scene, body: Body, edge: number): Vec3 {
  const topology = scene.kernel.topology(body.shape);
  const info = topology.edges[edge];
  if (!info?.curve) throw new UnbakeError("kcl_execution", "the edge to extrude has no length");
  const middle = evaluateCurve(info.curve, (info.range[0] + info.range[1]) / 2);
  const sum = info.faces.reduce<Vec3>(
    (total, id) => {
      const face = topology.faces[id];
      if (!face) return total;
      const { u, v } = projectToSurface(face.surface, middle);
      const n = surfaceNormal(face.surface, u, v);
      return add(total, face.sameSense ? n : mul(n, -1));
    },
    [0, 0, 0],
  );
  if (norm(sum) < parallelSine)
    throw new UnbakeError("kcl_execution", "the faces at the edge give no direction: say one");
  // The faces of a surface that was swept from a counterclockwise profile look inwards here and outwards in KCL.
  return body.type === "surface" ? mul(unit(sum), -1) : unit(sum);
}
