import { rm, rmdir, unlink } from "node:fs/promises";

/**
 * Removes a folder of temporary files, whatever is in it. Most are empty, or hold just the `files` (paths) that their maker knows of: looking
 * through them, as a recursive removal does, took longer than all the rest.
 */
export async function removeFolder(folder: string, files: readonly string[] = []): Promise<void> {
  try {
    for (const file of files) await unlink(file);
    await rmdir(folder);
  } catch {
    await rm(folder, { recursive: true, force: true });
  }
}
