/**
 * storage: bytes in a folder or a bucket. In: streams and bytes. Out: content addresses.
 * Order: stage (a stream to a measured file) -> blobs (rows and addresses) -> folder or s3 (the store itself).
 */
export * from "./blobs.js";
export { folderStore } from "./folder.js";
export { isMissing, parseS3Uri, type S3Options, s3Client, s3Store } from "./s3.js";
export { type StageOptions, stage } from "./stage.js";
export * from "./types.js";
