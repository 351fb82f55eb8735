import path from "node:path";
import type { Config } from "../config/index.js";
import type { SourceOptions } from "../datasets/sources.js";
import { folderStore, type ObjectStore, parseS3Uri, s3Client, s3Store } from "../storage/index.js";

type Needs = Pick<
  Config,
  "data" | "storage" | "s3_endpoint" | "s3_region" | "source_endpoint" | "source_region" | "sts_endpoint"
>;

/** The store that the configuration names: a bucket, a folder, or the data folder's own. */
export function openStore({ data, storage, s3_endpoint: endpoint, s3_region: region }: Needs): ObjectStore {
  if (!storage?.startsWith("s3://")) return folderStore(path.resolve(storage ?? path.join(data, "objects")));
  return s3Store(s3Client({ region, ...(endpoint !== undefined && { endpoint }) }), parseS3Uri(storage));
}

/** How customers' buckets are reached. */
export function sourceOptions({
  source_endpoint: endpoint,
  source_region: region,
  sts_endpoint: stsEndpoint,
}: Needs): SourceOptions {
  return { region, ...(endpoint !== undefined && { endpoint }), ...(stsEndpoint !== undefined && { stsEndpoint }) };
}
