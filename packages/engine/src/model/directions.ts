/** Axes and directions that commands give by vector, by edge or by sketch segment. */
import { distance3, dot, evaluateCurve, mul, unit, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Uuid } from "../protocol/uuid.js";
import { endOf, startOf } from "../sketch/curve2.js";
import { inSpace } from "../sketch/profile.js";
import { findPart } from "./find.js";
import type { Scene } from "./scene.js";

export interface Axis {
  readonly origin: Vec3;
  readonly direction: Vec3;
  /** Of the edge that gives the axis. */
  readonly length: number;
}

const straightOnly = (): UnbakeError => new UnbakeError("kcl_execution", "an axis must be a straight edge");

/** The straight line of an edge or sketch segment, from its start to its end as it was drawn. */
export function axisOfEdge(scene: Scene, id: Uuid, preferred?: Uuid): Axis {
  const drawn = scene.curves.get(id);
  const found = findPart(scene, "edges", id, preferred);
  const first = found?.ids[0];
  if (found && first !== undefined) {
    const edge = scene.kernel.topology(found.body.shape).edges[first];
    if (edge?.curve?.kind !== "line") throw straightOnly();
    const [t0, t1] = edge.range;
    const own = edge.curve.direction;
    const turned = runsBackwards(scene, id, own, preferred);
    return {
      origin: evaluateCurve(edge.curve, turned ? t1 : t0),
      direction: turned ? mul(own, -1) : own,
      length: t1 - t0,
    };
  }
  if (!drawn) throw new UnbakeError("kcl_execution", `no straight edge has the id ${id}`);
  if (drawn.curve.kind !== "line") throw straightOnly();
  const [a, b] = [inSpace(drawn.frame, startOf(drawn.curve)), inSpace(drawn.frame, endOf(drawn.curve))];
  return { origin: a, direction: unit([b[0] - a[0], b[1] - a[1], b[2] - a[2]]), length: distance3(a, b) };
}

/** Whether the edge of a body runs against the way in which it is to be read. */
function runsBackwards(scene: Scene, id: Uuid, own: Vec3, preferred: Uuid | undefined): boolean {
  // A side face's outline runs along one edge and back along the opposite one.
  const across = scene.opposites.get(id);
  if (across !== undefined) return dot(own, axisOfEdge(scene, across, preferred).direction) > 0;
  return scene.curves.get(id)?.forward === false;
}
