/** Triangles as a faceted solid: one plane face a triangle. */

import type { MeshBody } from "@unbake/formats";
import { UnbakeError } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { facetVolumeShare } from "../tolerances.js";
import { type Component, facetsOf } from "./facets.js";
import { facetText } from "./facetText.js";
import type { Imported } from "./readImport.js";

/** More plane faces than this take the kernel minutes and gigabytes. */
const maxFacets = 200_000;

/** Solids where all triangles close, and a surface where they do not. `scale`: millimetres in one unit of the positions. */
export function meshShape(kernel: Kernel, bodies: readonly MeshBody[], scale: number): Imported {
  const count = bodies.reduce((sum, { triangles }) => sum + triangles.length / 3, 0);
  if (count > maxFacets) throw new UnbakeError("too_large", `${count} triangles, the limit is ${maxFacets}`);
  const { points, components } = facetsOf(bodies, scale);
  if (components.length === 0) throw new UnbakeError("no_shape", "every triangle has two corners at one place");
  const open = components.filter(({ closed }) => !closed);
  if (open.length > 0) {
    const shells = components.map((component) => [component]);
    const shape = kernel.readBrep(facetText(points, shells, "shell"));
    const parts = components.length === 1 ? "it" : `${open.length} of its ${components.length} parts`;
    return { shape, type: "surface", warnings: [`${parts} does not close: a surface, not a solid`] };
  }
  const solids = solidsOf(components);
  const shape = kernel.readBrep(facetText(points, solids, "solid"));
  const expected = solids.flat().reduce((sum, { volume }) => sum + volume, 0);
  const { volume } = kernel.massProperties(shape);
  if (!(Math.abs(volume - expected) <= facetVolumeShare * Math.abs(expected))) {
    throw new UnbakeError("kernel", `its triangles enclose ${expected} mm3, the solid made of them ${volume} mm3`);
  }
  return { shape, type: "solid", warnings: [] };
}

const boxVolume = ({ min, max }: Component): number => (max[0] - min[0]) * (max[1] - min[1]) * (max[2] - min[2]);

const holds = (outer: Component, inner: Component): boolean =>
  ([0, 1, 2] as const).every((k) => outer.min[k] <= inner.min[k] && inner.max[k] <= outer.max[k]);

/** Each solid as its outer component and those of its voids, which look inwards. A mesh that looks inwards altogether is turned over. */
function solidsOf(components: readonly Component[]): Component[][] {
  const inward = components.every(({ volume }) => volume < 0);
  const all = inward ? components.map(turnedOver) : components;
  const outer = all.filter(({ volume }) => volume > 0).map((component) => [component]);
  for (const hollow of all.filter(({ volume }) => !(volume > 0))) {
    const around = outer.filter(([first]) => first !== undefined && holds(first, hollow));
    around.sort(([a], [b]) => (a && b ? boxVolume(a) - boxVolume(b) : 0));
    const [nearest] = around;
    if (nearest === undefined) {
      throw new UnbakeError(
        "bad_geometry",
        "a part of it looks inwards and lies in no other: inside and outside contradict each other",
      );
    }
    nearest.push(hollow);
  }
  return outer;
}

function turnedOver(component: Component): Component {
  return { ...component, facets: component.facets.map(([a, b, c]) => [a, c, b] as const), volume: -component.volume };
}
