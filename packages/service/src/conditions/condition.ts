/**
 * Conditions that pass: something that every conversion needs is not to be had for a while. They say nothing about a file, so no file may
 * end by one.
 */
import { isPassing } from "../pipeline/patience.js";

export type Condition = "full" | "read_only" | "storage_away" | "database_away" | "too_many_files";

/** For people: logs, readiness, answers to requests. */
export const conditionText: Readonly<Record<Condition, string>> = {
  full: "the storage is full",
  read_only: "the storage cannot be written to",
  storage_away: "the storage does not answer",
  database_away: "the database does not answer",
  too_many_files: "the system has no more open files or processes to give",
};

/** Of the file system and of starting processes (errno), and of PostgreSQL (SQLSTATE) when its disk is full. */
const byCode: ReadonlyMap<string, Condition> = new Map([
  ["ENOSPC", "full"],
  ["EDQUOT", "full"],
  ["53100", "full"],
  ["EROFS", "read_only"],
  ["EACCES", "read_only"],
  ["EPERM", "read_only"],
  ["EMFILE", "too_many_files"],
  ["ENFILE", "too_many_files"],
  ["EAGAIN", "too_many_files"],
]);

/** What buckets of several makers say when there is no room. */
const fullNames = new Set(["QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "InsufficientCapacity"]);
/** Of the S3 client, without an answer of the server. `NoSuchBucket` comes with 404, which otherwise means a missing object. */
const awayNames = new Set(["TimeoutError", "NetworkingError", "CredentialsProviderError", "NoSuchBucket"]);
/** Credentials refused, too slow, too often: all of them are of the moment. */
const passingStatuses = new Set([401, 403, 408, 429]);
const insufficientStorage = 507;

/** A condition that another process has met. */
export class ConditionMet extends Error {
  readonly condition: Condition;
  constructor(condition: Condition, message: string) {
    super(message);
    this.name = "ConditionMet";
    this.condition = condition;
  }
}

/** Errors are wrapped in others that say more; further down there is nothing of ours. */
const deepest = 6;

/** The condition that an error, or what caused it, comes of; undefined for everything else. */
export function conditionOf(error: unknown): Condition | undefined {
  let at = error;
  for (let depth = 0; depth < deepest && typeof at === "object" && at !== null; depth++) {
    const condition = ofOne(at);
    if (condition) return condition;
    at = (at as { readonly cause?: unknown }).cause;
  }
  return undefined;
}

function ofOne(error: object): Condition | undefined {
  if (error instanceof ConditionMet) return error.condition;
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  return (
    (typeof code === "string" ? byCode.get(code) : undefined) ??
    (typeof name === "string" && fullNames.has(name) ? "full" : undefined) ??
    ofBucket(error) ??
    (isPassing(error) ? "database_away" : undefined)
  );
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
