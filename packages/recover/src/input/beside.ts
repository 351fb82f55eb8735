/** Parts of a STEP assembly in files beside it. */
import { openBytes, type Part21, scanPart21, withExternalParts } from "@unbake/formats";
import { UnbakeError } from "@unbake/ground";

/** Gives the bytes of another file by the name that a file has for it; undefined when there is none. */
export type FilesBeside = (fileName: string) => Uint8Array | undefined;

/**
 * The file and the parts of it that are in other files, as one text; those that are not there stay out, and are an error later.
 * @throws what opening and scanning them throws, with their name.
 */
export function withFilesBeside(file: Part21, beside: FilesBeside): Part21 {
  return withExternalParts(file, (fileName) => {
    const bytes = beside(fileName);
    if (bytes === undefined) return undefined;
    try {
      const opened = openBytes(bytes);
      if (opened.format !== "step") {
        throw new UnbakeError(
          "unsupported_content",
          `it is ${opened.description}, and only STEP files are parts of STEP files`,
        );
      }
      return scanPart21(opened.bytes);
    } catch (error) {
      if (!(error instanceof UnbakeError)) throw error;
      throw new UnbakeError(error.code, `${fileName}, which it refers to: ${error.detail}`, { cause: error });
    }
  });
}
