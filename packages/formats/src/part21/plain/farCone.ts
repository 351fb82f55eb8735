/**
 * Faces on the far side of their cone's apex. A conical surface has two nappes (its radius goes through zero); OpenCASCADE's stops at the
 * apex. The far nappe is the near one of the cone that looks the other way.
 */

import type { Vec3 } from "@unbake/geometry";
import { addScaled, dot, sub } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { apexShare } from "../../tolerances.js";
import { frameOf, vectorOf } from "../affine.js";
import { real } from "../kernelText.js";
import { isOf } from "../query.js";
import { eachEdgeUse, edgeEnds, faceSurface } from "../shells.js";
import { argumentsOf, asNumber, asRef } from "../values.js";
import type { PlainFace } from "./types.js";
import { placementText, replaceSurface } from "./write.js";

export function farCone(plain: PlainFace): boolean {
  const { file, face, role, angleRad, changes } = plain;
  const surface = faceSurface(file, face, role);
  if (surface < 0 || !isOf(file, surface, "CONICAL_SURFACE")) return false;
  const args = argumentsOf(file, surface, "CONICAL_SURFACE") ?? [];
  const [radius, angle] = args.slice(-2).map(asNumber);
  if (radius === undefined || angle === undefined) return false;
  const slope = Math.tan(angle * angleRad);
  const frame = frameOf(file, asRef(file, args.at(-3)));
  if (frame === undefined) return false;
  const origin: Vec3 = [frame[3], frame[7], frame[11]];
  const axis: Vec3 = [frame[2], frame[6], frame[10]];
  const heights = verticesOf(plain).map((point) => dot(sub(point, origin), axis));
  const radii = heights.map((height) => radius + height * slope);
  const largest = Math.max(...radii.map(Math.abs));
  const far = radii.indexOf(-largest);
  if (far < 0 || radii.some((r) => r > apexShare * largest)) return false;
  const opposite: Vec3 = [-axis[0], -axis[1], -axis[2]];
  const position = placementText(changes, addScaled(origin, axis, at(heights, far)), opposite, [
    frame[0],
    frame[4],
    frame[8],
  ]);
  replaceSurface(plain, changes.add(`CONICAL_SURFACE('',${position},${real(largest)},${real(angle)})`));
  return true;
}

function verticesOf({ file, face, role }: PlainFace): readonly Vec3[] {
  const points: Vec3[] = [];
  const addEdge = (edge: number): void => {
    for (const end of edgeEnds(file, edge, role)) points.push(...[vectorOf(file, end)].filter((p) => p !== undefined));
  };
  eachEdgeUse(file, face, role, addEdge, () => undefined);
  return points;
}
