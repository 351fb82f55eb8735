/** The region that a half-plane through an axis cuts out of a solid. */
import { distance3, type Frame } from "@unbake/geometry";
import type { Kernel } from "@unbake/kernel";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { profileArea } from "../../analysis/profile/measure.js";
import { rightHalf } from "../../analysis/section/halfPlane.js";
import { planeSection } from "../../analysis/section/planeSection.js";
import type { Profile } from "../../model/types.js";
import { profilesIn } from "../extrusion/planeRegion.js";

/**
 * Profiles of the solid in the half-plane x >= 0 of `frame` (y is the axis), largest first. With `constantOnly` empty where
 * the plane cuts in curves that no revolution about the axis has, so that nothing there is turned.
 */
export function meridianProfile(kernel: Kernel, graph: SolidGraph, frame: Frame, constantOnly = false): Profile[] {
  const whole = planeSection(graph, frame);
  if (whole === "curve" && constantOnly) return [];
  const halves = typeof whole === "string" ? undefined : whole.map((profile) => rightHalf(profile, graph.toleranceMm));
  if (halves?.every((h) => h !== undefined)) return halves.flat().sort((a, b) => profileArea(b) - profileArea(a));
  const reach = graph.diagonalMm + distance3(graph.box.min, frame.origin);
  return profilesIn(kernel, graph.shape, frame, [0, -reach], [reach, reach], graph.toleranceMm);
}
