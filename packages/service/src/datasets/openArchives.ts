/** ZIP files among uploads: what is inside becomes files of the dataset, under the archive's own path. */
import type { Dataset } from "../db/index.js";
import { type BlobStore, openBlob, stage, writeStaged } from "../storage/index.js";
import { archiveLimits, readArchive } from "./archives.js";
import { roleOf } from "./formats.js";
import type { FoundFile } from "./register.js";

export interface OpenOptions {
  /** For temporary files. */
  readonly scratch: string;
  readonly maxFileBytes: number;
}

/**
 * Stores the contents of the archives among `files` and returns them as found files: `parts.zip` with `a/b.step` in it gives
 * `parts.zip/a/b.step`. An archive that gives nothing, and one in another, is returned itself, as closed. Throws `ArchiveRefused`.
 */
export async function openArchives(
  store: BlobStore,
  dataset: Pick<Dataset, "id">,
  files: readonly FoundFile[],
  { scratch: folder, maxFileBytes }: OpenOptions,
): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const file of files) {
    const { path, sha256, head } = file;
    if (sha256 === null || roleOf(path, head) !== "archive") continue;
    const archive = await stage(await openBlob(store, dataset.id, sha256), {
      folder,
      maxBytes: Number.POSITIVE_INFINITY,
    });
    const before = found.length;
    try {
      for await (const entry of readArchive(archive.path, folder, { ...archiveLimits, maxFileBytes })) {
        const { head } = entry.staged;
        const ref = await writeStaged(store, dataset.id, entry.staged);
        const inside = { path: `${path}/${entry.path}`, etag: `"${ref.sha256}"`, ...ref, head };
        found.push(roleOf(entry.path, head) === "archive" ? { ...inside, closed: true } : inside);
      }
      if (found.length === before) found.push({ ...file, closed: true });
    } finally {
      await archive.discard();
    }
  }
  return found;
}
