/**
 * datasets: files of customers become conversions. In: uploads, or a bucket that is listed. Out: rows that wait.
 * Order: formats (what a file is) -> archives, openArchives (uploads) or sources, sync, syncing (buckets) -> missing, gone (what is not there any more), refused, filePath (names), closedArchives -> register (rows) -> bytes (their contents); remove, housekeeping.
 */
export { startHousekeeping } from "./housekeeping.js";

export { startSyncing } from "./syncing.js";
