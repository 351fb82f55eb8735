/** Whether two faces run into each other without a corner. */
import { cross, dot, norm, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { smoothSine } from "../../tolerances.js";
import { outwardAt } from "./elementary.js";
import type { SolidGraph } from "./solidGraph.js";

/** Both faces have the same outward normal at the point; undefined where one of them is freeform, or has no normal there. */
export function meetSmoothly(graph: SolidGraph, a: number, b: number, point: Vec3): boolean | undefined {
  const [p, q] = [a, b].map((id) => outwardAt(at(graph.faces, id), point));
  return p && q && norm(cross(p, q)) < smoothSine && dot(p, q) > 0;
}
