/** Says what a file is that is no format that is read, and that it is not converted. */
import type { OpenedFile } from "@unbake/formats";
import { UnbakeError } from "@unbake/ground";

/** Throws unless the opened file is a STEP file; the other formats that are read have been taken before. @throws unsupported_format, not_cad. */
export function refuseOtherFormats(opened: OpenedFile, name: string): void {
  const { format, description } = opened;
  if (format === "step") return;
  const mismatch = /\.(stp|step|p21|stpz)$/i.test(name) ? ", although its name says STEP" : "";
  if (format === "text" || format === "html" || format === "binary" || format === "kcl") {
    throw new UnbakeError("not_cad", `it is ${description}${mismatch}`);
  }
  throw new UnbakeError(
    "unsupported_format",
    `the content is ${description}${mismatch}; only STEP, IGES and BRep files and meshes (STL, OBJ, PLY, OFF, glTF, 3MF) are converted`,
  );
}
