import { add, dot, mul, norm, type Surface, sub, UnbakeError, unit, type Vec3 } from "@unbake/kernel";
import { pointOnCurve } from "./curves.js";
import type { Body, Scene } from "./scene.js";

/** Natural normal of a surface at a point on it; only of surfaces for which it is plain. */
function naturalNormal(surface: Surface, at: Vec3): Vec3 {
  const radial = (origin: Vec3, axis: Vec3): Vec3 => {
    const d = sub(at, origin);
    return unit(sub(d, mul(axis, dot(d, axis))));
  };
  switch (surface.kind) {
    case "plane":
      return surface.frame.z;
    case "cylinder":
      return radial(surface.frame.origin, surface.frame.z);
    case "sphere":
      return unit(sub(at, surface.frame.origin));
    case "cone": {
      const out = radial(surface.frame.origin, surface.frame.z);
      const slant = Math.sin(surface.semiAngle);
      return unit(sub(mul(out, Math.cos(surface.semiAngle)), mul(surface.frame.z, slant)));
    }
    default:
      throw new UnbakeError(
        "unsupported_command",
        `extrude of an edge beside a ${surface.kind} face without a direction`,
      );
  }
}

/** Halfway between the outward normals of the faces at an edge: the way an edge is extruded when nothing else is said. */
export function edgeNormal(scene: Scene, body: Body, edge: number): Vec3 {
  const topology = scene.kernel.topology(body.shape);
  const info = topology.edges[edge];
  if (!info?.curve) throw new UnbakeError("kcl_execution", "the edge to extrude has no length");
  const middle = pointOnCurve(info.curve, (info.range[0] + info.range[1]) / 2);
  const sum = info.faces.reduce<Vec3>(
    (total, id) => {
      const face = topology.faces[id];
      if (!face) return total;
      const n = naturalNormal(face.surface, middle);
      return add(total, face.sameSense ? n : mul(n, -1));
    },
    [0, 0, 0],
  );
  if (norm(sum) < 1e-9) throw new UnbakeError("kcl_execution", "the faces at the edge give no direction: say one");
  // The faces of a surface that was swept from a counterclockwise profile look inwards here and outwards in KCL.
  return body.type === "surface" ? mul(unit(sum), -1) : unit(sum);
}
