/** Drafted extrusions: each loop ruled to its offset at the other end, holes cut out. */
import { mul, type Shape, type SweepResult, type Vec3 } from "@unbake/kernel";
import { bodyOfSweeps, changed, sweepNames } from "../model/bodies.js";
import { pathOf } from "../model/find.js";
import { merged } from "../model/names.js";
import type { Body, Scene } from "../model/scene.js";
import type { Uuid } from "../protocol/uuid.js";
import { areaOf } from "../sketch/arrangement.js";
import { reversed } from "../sketch/curve2.js";
import { offsetLoop } from "../sketch/offset.js";
import { edgesOfPieces, type Piece, wireOf } from "../sketch/profile.js";

const counterclockwise = (pieces: readonly Piece[]): Piece[] =>
  areaOf(pieces) > 0 ? [...pieces] : [...pieces].reverse().map(({ id, curve }) => ({ id, curve: reversed(curve) }));

interface Prism {
  readonly profile: Shape;
  readonly edgeOf: ReadonlyMap<Uuid, number>;
  readonly result: SweepResult;
}

/** A loop, and the same moved sideways at `distance` along the normal, as a solid between them. */
function prism(scene: Scene, target: Uuid, loop: readonly Piece[], distance: number, sideways: number): Prism {
  const { frame } = pathOf(scene, target);
  const up: Vec3 = mul(frame.z, distance);
  const far = { ...frame, origin: [frame.origin[0] + up[0], frame.origin[1] + up[1], frame.origin[2] + up[2]] as Vec3 };
  const pieces = counterclockwise(loop);
  const profile = wireOf(scene.kernel, frame, pieces, true);
  const top = wireOf(scene.kernel, far, offsetLoop(pieces, sideways), true);
  const edgeOf = edgesOfPieces(scene.kernel.topology(profile), { frame, outer: pieces, holes: [] });
  return { profile, edgeOf, result: scene.kernel.loft([profile, top], { ruled: true, solid: true }) };
}

/** The body of a sketch extruded by `distance` with walls that lean inwards by `angleRad` (outwards when negative). */
export function draftedBody(scene: Scene, id: Uuid, target: Uuid, distance: number, angleRad: number): Body {
  const path = pathOf(scene, target);
  const inwards = Math.abs(distance) * Math.tan(angleRad);
  const outer = prism(scene, target, path.segments, distance, inwards);
  const named = sweepNames(scene, id, outer.profile, outer.edgeOf, outer.result, "extrude", path.frame.x);
  let body = bodyOfSweeps(scene, id, "solid", [{ shape: outer.result.shape, ...named }]);
  for (const hole of path.holes) {
    // The material shrinks, so holes grow.
    const tool = prism(scene, target, hole, distance, -inwards);
    const walls = sweepNames(scene, id, tool.profile, tool.edgeOf, tool.result, "extrude", path.frame.x);
    const cut = scene.kernel.cut([body.shape], [tool.result.shape]);
    const toolBody = { ...body, shape: tool.result.shape, names: { ...walls.names } };
    const names = merged([changed(scene, body, cut).names, changed(scene, toolBody, cut).names]);
    body = { ...body, shape: cut.shape, names, sweeps: [...body.sweeps, walls.sweep], revision: body.revision + 1 };
  }
  return body;
}
