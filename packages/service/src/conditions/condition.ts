/** Conditions that pass, of the system, the database and buckets. */

import { type Condition, systemCondition } from "@unbake/jobs";
import { isPassing } from "../db/patience.js";

/** For people: logs, readiness, answers to requests. */
export const conditionText: Readonly<Record<Condition, string>> = {
  full: "the storage is full",
  read_only: "the storage cannot be written to",
  storage_away: "the storage does not answer",
  database_away: "the database does not answer",
  too_many_files: "the system has no more open files or processes to give",
};

/** SQLSTATE of PostgreSQL when its disk is full. */
const databaseFull = "53100";

/** What buckets of several makers say when there is no room. */
const fullNames = new Set(["QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "InsufficientCapacity"]);
/** Of the S3 client, without an answer of the server. `NoSuchBucket` comes with 404, which otherwise means a missing object. */
const awayNames = new Set(["TimeoutError", "NetworkingError", "CredentialsProviderError", "NoSuchBucket"]);
/** Credentials refused, too slow, too often: all of them are of the moment. */
const passingStatuses = new Set([401, 403, 408, 429]);
const insufficientStorage = 507;

/** The condition that an error, or what caused it, comes of; undefined for everything else. */
export const conditionOf = (error: unknown): Condition | undefined => systemCondition(error, ofService);

function ofService(error: object): Condition | undefined {
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  const full = code === databaseFull || (typeof name === "string" && fullNames.has(name));
  return (full ? "full" : undefined) ?? ofBucket(error) ?? (isPassing(error) ? "database_away" : undefined);
}

interface BucketError {
  readonly name?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number };
}

/** The S3 client marks its errors with `$metadata`, those of the network as well. */
function ofBucket(error: object): Condition | undefined {
  const { name, $metadata, $response } = error as BucketError;
  if (typeof name === "string" && awayNames.has(name)) return "storage_away";
  if ($metadata === undefined) return undefined;
  const status = $metadata.httpStatusCode ?? $response?.statusCode;
  if (status === insufficientStorage) return "full";
  if (status === undefined) return isPassing(error) ? "storage_away" : undefined;
  return status >= 500 || passingStatuses.has(status) ? "storage_away" : undefined;
}
