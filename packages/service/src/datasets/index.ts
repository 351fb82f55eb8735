/**
 * datasets: files of customers become conversions. In: uploads, or a bucket that is listed. Out: rows that wait.
 * Order: formats (what a file is) -> archives, openArchives (uploads) or sources, sync, syncing (buckets) -> missing, gone (what is not there any more), refused, filePath (names), closedArchives -> register (rows) -> bytes (their contents); remove, housekeeping.
 */
export { ArchiveRefused, archiveLimits, readArchive } from "./archives.js";
export { type OriginalOf, openOriginal, type SourceTools, sourceOf } from "./bytes.js";
export { type FileRole, proprietaryAdvice, roleOf, sidePathsOf } from "./formats.js";
export { startHousekeeping, tidy } from "./housekeeping.js";
export { openArchives } from "./openArchives.js";
export { type FoundFile, registerFiles } from "./register.js";
export { removeDataset } from "./remove.js";
export {
  openSource,
  type Source,
  SourceChanged,
  type SourceFile,
  SourceMissing,
  type SourceOptions,
} from "./sources.js";
export { type Synced, type SyncOptions, syncNext } from "./sync.js";
export { startSyncing } from "./syncing.js";
