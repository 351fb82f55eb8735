import type { OutputFormat } from "@unbake/jobs";

/** The registered types (IANA); OBJ has none of a CAD kind of its own. */
export const mimeTypeOfFormat: Readonly<Record<OutputFormat, string>> = {
  step: "model/step",
  stl: "model/stl",
  obj: "model/obj",
  glb: "model/gltf-binary",
  "3mf": "model/3mf",
};
