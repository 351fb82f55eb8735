/** Says what a file is that is no STEP file, and that it is not converted. */
import { meshFormats, type OpenedFile, UnbakeError } from "@unbake/kernel";

/** Throws unless the opened file is a STEP file. @throws unsupported_format, not_cad. */
export function refuseOtherFormats(opened: OpenedFile, name: string): void {
  const { format, description } = opened;
  if (format === "step") return;
  const mismatch = /\.(stp|step|p21|stpz)$/i.test(name) ? ", although its name says STEP" : "";
  if (meshFormats.has(format)) {
    throw new UnbakeError(
      "unsupported_format",
      `the content is ${description}${mismatch}; meshes are not converted yet`,
    );
  }
  if (format === "text" || format === "html" || format === "binary" || format === "kcl") {
    throw new UnbakeError("not_cad", `it is ${description}${mismatch}`);
  }
  throw new UnbakeError(
    "unsupported_format",
    `the content is ${description}${mismatch}; only STEP files are converted`,
  );
}
