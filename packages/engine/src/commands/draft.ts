/** Drafted extrusions: each loop ruled to its scaled copy at the other end, holes cut out. */
import { addScaled, type Frame } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Shape, SweepResult } from "@unbake/kernel";
import { axesOfSketch, bodyOfSweeps, changed, sweepNames } from "../model/bodies.js";
import { pathOf } from "../model/find.js";
import { scaledCurve } from "../model/motion.js";
import { merged } from "../model/names.js";
import type { Body, Scene } from "../model/scene.js";
import type { Uuid } from "../protocol/uuid.js";
import { areaOf } from "../sketch/arrangement.js";
import { boxOfCurves } from "../sketch/box2.js";
import { reversed } from "../sketch/curve2.js";
import { edgesOfPieces, inSpace, type Piece, wireOf } from "../sketch/profile.js";

const counterclockwise = (pieces: readonly Piece[]): Piece[] =>
  areaOf(pieces) > 0 ? [...pieces] : [...pieces].reverse().map(({ id, curve }) => ({ id, curve: reversed(curve) }));

interface Prism {
  readonly profile: Shape;
  readonly edgeOf: ReadonlyMap<Uuid, number>;
  readonly result: SweepResult;
}

/** The far end of a drafted extrusion: the profile scaled about the middle of its box, as the official engine does it. */
interface FarEnd {
  readonly frame: Frame;
  readonly factor: number;
}

function farEnd(scene: Scene, target: Uuid, distance: number, angleRad: number): FarEnd {
  const { frame, segments } = pathOf(scene, target);
  const { min, max } = boxOfCurves(segments.map(({ curve }) => curve));
  const diagonal = Math.hypot(max[0] - min[0], max[1] - min[1]);
  const factor = 1 - (Math.abs(distance) * Math.tan(angleRad)) / diagonal;
  if (!(factor > 0)) throw new UnbakeError("kcl_execution", "the draft angle shrinks the profile to nothing");
  const middle = inSpace(frame, [((min[0] + max[0]) / 2) * (1 - factor), ((min[1] + max[1]) / 2) * (1 - factor)]);
  return { frame: { ...frame, origin: addScaled(middle, frame.z, distance) }, factor };
}

/** A loop and the same at the far end, as a solid between them. */
function prism(scene: Scene, target: Uuid, loop: readonly Piece[], { frame: far, factor }: FarEnd): Prism {
  const { frame } = pathOf(scene, target);
  const pieces = counterclockwise(loop);
  const profile = wireOf(scene.kernel, frame, pieces, true);
  const scaled = pieces.map(({ id, curve }) => ({ id, curve: scaledCurve(curve, factor) }));
  const top = wireOf(scene.kernel, far, scaled, true);
  const edgeOf = edgesOfPieces(scene.kernel.topology(profile), { frame, outer: pieces, holes: [] });
  return { profile, edgeOf, result: scene.kernel.loft([profile, top], { ruled: true, solid: true }) };
}

/** The body of a sketch extruded by `distance` with walls that lean inwards by about `angleRad` (outwards when negative). */
export function draftedBody(scene: Scene, id: Uuid, target: Uuid, distance: number, angleRad: number): Body {
  const path = pathOf(scene, target);
  const far = farEnd(scene, target, distance, angleRad);
  const outer = prism(scene, target, path.segments, far);
  const named = sweepNames(scene, id, outer.profile, outer.edgeOf, outer.result, "extrude", axesOfSketch(path));
  let body = bodyOfSweeps(scene, id, "solid", [{ shape: outer.result.shape, ...named }]);
  for (const hole of path.holes) {
    const tool = prism(scene, target, hole, far);
    const walls = sweepNames(scene, id, tool.profile, tool.edgeOf, tool.result, "extrude", axesOfSketch(path));
    const cut = scene.kernel.cut([body.shape], [tool.result.shape]);
    const toolBody = { ...body, shape: tool.result.shape, names: { ...walls.names } };
    const names = merged([changed(scene, body, cut).names, changed(scene, toolBody, cut).names]);
    body = { ...body, shape: cut.shape, names, sweeps: [...body.sweeps, walls.sweep], revision: body.revision + 1 };
  }
  return body;
}
