import { UnbakeError } from "@unbake/ground";
import type { JobFiles } from "../isolation/index.js";

/** The file's bytes. Throws UnbakeError("unreadable"). */
export function readBytes(files: JobFiles, file: string): Uint8Array {
  try {
    return files.read(file);
  } catch (error) {
    throw new UnbakeError("unreadable", error instanceof Error ? error.message : String(error), { cause: error });
  }
}
