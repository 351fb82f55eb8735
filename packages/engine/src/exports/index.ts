/**
 * export: solids of the kernel to the bytes of an exchange format. STEP is exact; STL, OBJ, GLB and 3MF are meshes within a chord error.
 */
import { at, UnbakeError } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import type { Body } from "../api.js";
import { chordShare } from "../tolerances.js";
import { writeGlb } from "./glb.js";
import type { BodyMesh } from "./mesh.js";
import { writeObj } from "./obj.js";
import { nameBodies } from "./stepBodies.js";
import { writeStl } from "./stl.js";
import { write3mf } from "./threeMf.js";

/** Unit that a STEP file is written in. */
type StepUnit = NonNullable<NonNullable<Parameters<Kernel["writeStep"]>[1]>["unit"]>;

export type OutputFormat = "step" | "stl" | "obj" | "glb" | "3mf";
export const outputFormats: readonly OutputFormat[] = ["step", "stl", "obj", "glb", "3mf"];

/** Angle between neighbouring facets of meshes, at most. */
const facetAngleRad = 0.2;

export interface ExportOptions {
  readonly format: OutputFormat;
  readonly name: string;
  /** Unit that a STEP file is written in; the meshes' units are those of their formats. */
  readonly unit: StepUnit;
}

/** The bytes of `bodies` in a format, in the order of the bodies; those with a name keep it. Throws UnbakeError("kernel") when the kernel cannot mesh or write them. */
export function exportBodies(
  kernel: Kernel,
  bodies: readonly (Body & { readonly name?: string })[],
  options: ExportOptions,
): Uint8Array {
  const { format, name, unit } = options;
  if (bodies.length === 0) throw new UnbakeError("no_solid", "the program leaves no body to export");
  return kernel.scope(() => {
    const [only, ...others] = bodies;
    // A compound of one is written as an assembly of one.
    const all = only && others.length === 0 ? only.shape : kernel.compound(bodies.map((body) => body.shape));
    const names = bodies.map((body, i) => body.name ?? (bodies.length === 1 ? name : `${name} ${i + 1}`));
    if (format === "step") {
      const text = Buffer.from(kernel.writeStep(all, { name: "part", unit })).toString("latin1");
      const known = bodies.map(({ color }, i) => ({ name: at(names, i), ...(color && { color }) }));
      return Buffer.from(nameBodies(text, name, bodies.length === 1 ? [{ ...at(known, 0), name }] : known), "latin1");
    }
    const { min, max } = kernel.boundingBox(all);
    const linear = chordShare * Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
    const meshes = bodies.map(({ shape, color, faceLines }, i): BodyMesh => {
      const mesh = kernel.mesh(shape, { linear, angularRad: facetAngleRad });
      return {
        mesh,
        name: at(names, i),
        ...(color && { color }),
        ...(faceLines && { faceLines }),
      };
    });
    switch (format) {
      case "stl":
        return writeStl(meshes);
      case "obj":
        return writeObj(meshes);
      case "glb":
        return writeGlb(meshes);
      case "3mf":
        return write3mf(meshes);
    }
  });
}
