import { readFile } from "node:fs/promises";
import { UnbakeError } from "@unbake/kernel";

/** The file's bytes. Throws UnbakeError("unreadable"). */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new UnbakeError("unreadable", error instanceof Error ? error.message : String(error), { cause: error });
  }
}
