/** Sweeps along paths, lofts through sections, helices to sweep along. */
import { dot, type Frame, sub, toGlobalDirection, unit, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Shape, SweepResult } from "@unbake/kernel";
import { addBody, axesOfSketch, bodyOfSweeps, sweepNames } from "../model/bodies.js";
import { axisOfEdge } from "../model/directions.js";
import { bodyOf } from "../model/find.js";
import { isSmoothChain, rigidSweep } from "../model/rigidSweep.js";
import type { Scene } from "../model/scene.js";
import { placed, profilePlacement } from "../model/sweepPlacement.js";
import { isClosed, targetOf } from "../model/targets.js";
import { radians, vec3 } from "../protocol/fields.js";
import { empty, id as idValue, type Reply } from "../protocol/reply.js";
import type { Uuid } from "../protocol/uuid.js";
import { type Curve2, derivativeAt, startOf } from "../sketch/curve2.js";
import { headToTail } from "../sketch/headToTail.js";
import { type HelixSize, helixCurve, helixFrame } from "../sketch/helix.js";
import { inSpace, wireOf } from "../sketch/profile.js";
import { weldMm } from "../tolerances.js";
import { sweepTarget } from "./extrude.js";
import type { Handlers } from "./table.js";

/** The wire that a sweep follows: a sketch path, one of its segments, or a helix. */
function spineOf(scene: Scene, id: Uuid): Shape {
  const trajectory = scene.trajectories.get(id);
  if (trajectory) return trajectory.wire;
  const path = scene.paths.get(id);
  if (path) {
    const chain = headToTail(path.segments);
    return wireOf(scene.kernel, path.frame, chain, isClosed(chain));
  }
  const curve = scene.curves.get(id);
  if (curve) return wireOf(scene.kernel, curve.frame, [{ id, curve: curve.curve }], false);
  throw new UnbakeError("kcl_execution", `no path to sweep along has the id ${id}`);
}

interface SmoothPath {
  readonly frame: Frame;
  readonly curves: readonly Curve2[];
}

/** A path of lines and arcs in a plane that follow each other smoothly. */
function smoothPath(scene: Scene, id: Uuid): SmoothPath | undefined {
  const path = scene.paths.get(id);
  const curves = path ? headToTail(path.segments).map((piece) => piece.curve) : [];
  return path && curves.length > 0 && isSmoothChain(curves) ? { frame: path.frame, curves } : undefined;
}

/** Whether a profile stands outside the plane across the start of the path. */
function standsAside(scene: Scene, { frame, curves }: SmoothPath, profile: Shape): boolean {
  const [first] = curves;
  if (!first) return false;
  const d = derivativeAt(first, 0);
  const tangent = unit(toGlobalDirection(frame, [d[0], d[1], 0]));
  const start = inSpace(frame, startOf(first));
  const { vertices } = scene.kernel.topology(profile);
  return vertices.some((vertex) => Math.abs(dot(sub(vertex.point, start), tangent)) > weldMm);
}

/** Carried rigidly where the profile stands aside, and along smooth paths that the kernel's own sweep fails on. */
function sweptAlong(scene: Scene, trajectory: Uuid, profile: Shape, solid: boolean): SweepResult {
  const { kernel } = scene;
  const smooth = smoothPath(scene, trajectory);
  const rigid = ({ frame, curves }: SmoothPath): SweepResult => rigidSweep(kernel, frame, curves, profile, solid);
  if (smooth && standsAside(scene, smooth, profile)) return rigid(smooth);
  try {
    return kernel.sweep(profile, spineOf(scene, trajectory), { transition: "right" });
  } catch (error) {
    if (!smooth || !(error instanceof UnbakeError) || error.code !== "kernel") throw error;
    return rigid(smooth);
  }
}

function addHelix(scene: Scene, id: Uuid, frame: Frame, size: HelixSize): void {
  scene.trajectories.set(id, { id, wire: scene.kernel.wire([helixCurve(frame, size)]) });
}

export const sweepLoftHandlers: Handlers = {
  sweep(scene, command, id) {
    const placement = command.translate_profile_to_path ?? command.orient_profile_perpendicular ?? undefined;
    // Sectional sweeps are taken without a version, though Zoo's newest engine refuses them: published examples have them, and the body is the same.
    if (placement !== undefined && command.version !== 2) {
      throw new UnbakeError(
        "kcl_execution",
        "translateProfileToPath and orientProfilePerpendicular are only supported for sweep version 2",
      );
    }
    const type = command.body_type ?? "solid";
    const target = placed(scene, targetOf(scene, command.target, type), profilePlacement(scene, command));
    const bodyId = scene.paths.has(command.target) ? command.target : id;
    addBody(
      scene,
      sweepTarget(scene, bodyId, type, target, "sweep", (part) =>
        sweptAlong(scene, command.trajectory, part.shape, type === "solid"),
      ),
    );
    return empty;
  },
  loft(scene, command, id): Reply {
    const type = command.body_type ?? "solid";
    const targets = command.section_ids.map((section) => targetOf(scene, section, type));
    const sections = targets.map(({ parts }) => {
      const part = parts[0];
      if (!part || parts.length > 1)
        throw new UnbakeError("kcl_execution", "a loft section must be one closed or open chain");
      return part;
    });
    const first = sections[0];
    const plane = targets[0];
    if (!first || !plane) throw new UnbakeError("kcl_execution", "a loft needs sections");
    const result = scene.kernel.loft(
      sections.map((section) => section.shape),
      { solid: type === "solid", degree: command.v_degree },
    );
    addBody(
      scene,
      bodyOfSweeps(scene, id, type, [
        {
          shape: result.shape,
          ...sweepNames(scene, id, first.shape, first.edgeOf, result, "loft", axesOfSketch(plane)),
        },
      ]),
    );
    return { type: "loft", data: { solid_id: idValue(id) } };
  },
  entity_make_helix_from_params(scene, command, id) {
    addHelix(scene, id, helixFrame(vec3(command.center), vec3(command.axis)), {
      radius: command.radius,
      length: command.length,
      revolutions: command.revolutions,
      startRad: radians(command.start_angle ?? { unit: "radians", value: 0 }),
      clockwise: command.is_clockwise,
    });
    return empty;
  },
  entity_make_helix_from_edge(scene, command, id) {
    if (!command.edge_id) throw new UnbakeError("unsupported_command", "entity_make_helix_from_edge by edge reference");
    const axis = axisOfEdge(scene, command.edge_id);
    const length = command.length ?? axis.length;
    addHelix(scene, id, helixFrame(axis.origin, axis.direction), {
      radius: command.radius,
      length,
      revolutions: command.revolutions,
      startRad: radians(command.start_angle ?? { unit: "radians", value: 0 }),
      clockwise: command.is_clockwise,
    });
    return empty;
  },
  entity_make_helix(scene, command, id) {
    const body = bodyOf(scene, command.cylinder_id);
    const topology = scene.kernel.topology(body.shape);
    const wall = topology.faces.find((face) => face.surface.kind === "cylinder")?.surface;
    if (wall?.kind !== "cylinder") throw new UnbakeError("kcl_execution", "a helix on a body needs a cylinder");
    const { min, max } = scene.kernel.boundingBox(body.shape);
    const { frame } = wall;
    const along = (p: Vec3): number =>
      (p[0] - frame.origin[0]) * frame.z[0] +
      (p[1] - frame.origin[1]) * frame.z[1] +
      (p[2] - frame.origin[2]) * frame.z[2];
    const ends = topology.vertices.map((vertex) => along(vertex.point));
    const low = ends.length > 0 ? Math.min(...ends) : along(min);
    const high = ends.length > 0 ? Math.max(...ends) : along(max);
    const base: Vec3 = [
      frame.origin[0] + frame.z[0] * low,
      frame.origin[1] + frame.z[1] * low,
      frame.origin[2] + frame.z[2] * low,
    ];
    addHelix(
      scene,
      id,
      { ...frame, origin: base },
      {
        radius: wall.radius,
        length: command.length ?? high - low,
        revolutions: command.revolutions,
        startRad: radians(command.start_angle ?? { unit: "radians", value: 0 }),
        clockwise: command.is_clockwise,
      },
    );
    return empty;
  },
};
