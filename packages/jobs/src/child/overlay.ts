import { writeGlb } from "@unbake/engine";
import { UnbakeError } from "@unbake/ground";
import { meshParts } from "@unbake/kernel";
import { overlayChordShare, overlayThinChords } from "../tolerances.js";
import { loadShape } from "./files.js";
import type { Tools } from "./tools.js";

/** Angle between neighbouring facets, at most. */
const facetAngleRad = 0.2;

/** What two files have in common, what the second adds and what it leaves out, as the bodies `common`, `added`, `removed` of a GLB. Throws UnbakeError. */
export function overlayOfFiles(tools: Tools, original: string, result: string): Promise<Uint8Array> {
  const { kernel } = tools;
  return kernel.scope(async () => {
    const a = await loadShape(tools, original);
    const b = await loadShape(tools, result);
    const { min, max } = kernel.boundingBox(a);
    const linear = overlayChordShare * Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
    const meshesOf = (shape: typeof a) =>
      kernel.solids(shape).map((solid) => kernel.mesh(solid, { linear, angularRad: facetAngleRad }));
    const parts = await meshParts(meshesOf(a), meshesOf(b), overlayThinChords * linear);
    if ("reason" in parts) throw new UnbakeError("no_solid", `there is nothing to compare: ${parts.reason}`);
    const bodies = (["common", "added", "removed"] as const).map((name) => ({ name, mesh: parts[name] }));
    return writeGlb(bodies.filter(({ mesh }) => mesh.triangles.length > 0));
  });
}
