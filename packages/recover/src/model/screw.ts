/** What can be told of a screw from its numbers. */
import { cross, dot, norm } from "@unbake/geometry";
import { madeParallelSine } from "../tolerances.js";
import type { ScrewNode } from "./types.js";

/** The profile lies across the axis and looks along it: a twisted extrusion. */
export const isTwist = ({ frame, axis }: ScrewNode): boolean =>
  norm(cross(frame.z, axis.direction)) < madeParallelSine && dot(frame.z, axis.direction) > 0;

/** How far it rises in a whole turn, mm; negative: left-handed. */
export const leadOf = ({ angleRad, riseMm }: ScrewNode): number => (2 * Math.PI * riseMm) / angleRad;
