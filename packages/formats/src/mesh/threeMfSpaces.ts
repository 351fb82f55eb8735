/** Namespaces of 3MF: what is read, what may be passed over, and what changes the shape. */
import { UnbakeError } from "@unbake/ground";
import type { XmlTag } from "./xml.js";

export const coreSpace = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02";
export const productionSpace = "http://schemas.microsoft.com/3dmanufacturing/production/2015/06";
export const sliceSpace = "http://schemas.microsoft.com/3dmanufacturing/slice/2015/07";

/** Extensions that a file may require: read (production), or looks and selections only. */
const harmless: ReadonlySet<string> = new Set([
  coreSpace,
  productionSpace,
  "http://schemas.microsoft.com/3dmanufacturing/material/2015/02",
  "http://schemas.microsoft.com/3dmanufacturing/trianglesets/2021/07",
]);

/** Elements of these make, change or hide shapes, required or not. */
const shaping =
  /\/(beamlattice|booleanoperations|volumetric|implicit|displacement|securecontent|productionalternatives)\//i;

/** @throws unsupported_content for a required extension that is not known. */
export function refuseRequired(model: XmlTag): void {
  const required = model.attribute("requiredextensions") ?? "";
  for (const prefix of required.split(/\s+/).filter((word) => word !== "")) {
    const space = model.namespaceOf(prefix) ?? prefix;
    if (harmless.has(space)) continue;
    throw new UnbakeError("unsupported_content", `the 3MF extension ${space.slice(0, 100)}, which the file requires`);
  }
}

/** @throws unsupported_content for an element that makes a shape in another way than triangles. */
export function refuseShaping({ name, space }: XmlTag, place: string): void {
  if (!shaping.test(space)) return;
  throw new UnbakeError("unsupported_content", `<${name.slice(0, 40)}> of ${space.slice(0, 100)} in ${place}`);
}
