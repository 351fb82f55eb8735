/**
 * Where a dataset's files are. A bucket of the customer is entered with the role that the customer gave us, and never written to.
 */
import type { Readable } from "node:stream";
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { Dataset } from "../db/index.js";
import { isMissing, parseS3Uri, type S3Options, s3Client } from "../storage/index.js";

interface SourceFile {
  /** Relative to the dataset. */
  readonly path: string;
  /** As the source says it: opaque. */
  readonly etag: string;
  readonly size: number;
}

export interface Source {
  list(): AsyncGenerator<SourceFile[]>;
  /** The file's bytes when it still has this ETag. Throws `SourceChanged` or `SourceMissing`. */
  open(path: string, etag: string): Promise<Readable>;
}

export class SourceChanged extends Error {
  override name = "SourceChanged";
}
export class SourceMissing extends Error {
  override name = "SourceMissing";
}

export interface SourceOptions extends S3Options {
  /** Of the service that gives out roles, when it is not AWS's. */
  readonly stsEndpoint?: string;
}

const sessionSeconds = 3600;
/** Credentials are asked for anew this long before they end. */
const marginMs = 5 * 60_000;

/** The bucket of an `s3` dataset, entered with its role and the organisation's external id. */
export function openSource(
  dataset: Pick<Dataset, "id" | "source_uri" | "access_role_arn">,
  externalId: string,
  options: SourceOptions,
): Source {
  const { bucket, prefix } = parseS3Uri(dataset.source_uri);
  const client = s3Client(options, { credentials: roleCredentials(dataset, externalId, options) });
  return {
    async *list() {
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(token && { ContinuationToken: token }) }),
        );
        yield (page.Contents ?? []).flatMap(({ Key = "", ETag = "", Size = 0 }) => {
          const path = Key.slice(prefix.length);
          // Consoles make empty objects that end with a slash and look like folders.
          return path === "" || path.endsWith("/") ? [] : [{ path, etag: ETag, size: Size }];
        });
        token = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (token);
    },
    open: (path, etag) => openObject(client, bucket, prefix + path, etag),
  };
}

async function openObject(client: S3Client, Bucket: string, Key: string, etag: string): Promise<Readable> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, IfMatch: etag }));
    return Body as Readable;
  } catch (error) {
    if (isMissing(error)) throw new SourceMissing(`${Key} is no longer in the bucket`, { cause: error });
    const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
    if ($metadata?.httpStatusCode === 412) {
      throw new SourceChanged(`${Key} has changed in the bucket`, { cause: error });
    }
    throw error;
  }
}

/** A provider for the S3 client: asks for the role once and again shortly before its credentials end. */
function roleCredentials(
  dataset: Pick<Dataset, "id" | "access_role_arn">,
  externalId: string,
  { region = "us-east-1", stsEndpoint }: SourceOptions,
) {
  const sts = new STSClient({ region, ...(stsEndpoint !== undefined && { endpoint: stsEndpoint }) });
  return async () => {
    const asked = new AssumeRoleCommand({
      RoleArn: dataset.access_role_arn,
      ExternalId: externalId,
      RoleSessionName: `unbake-${dataset.id}`,
      DurationSeconds: sessionSeconds,
    });
    const { Credentials: given } = await sts.send(asked).catch((error: unknown) => {
      throw refusalOf(error);
    });
    if (!given?.AccessKeyId || !given.SecretAccessKey) throw new Error("the role was given without credentials");
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      ...(given.SessionToken && { sessionToken: given.SessionToken }),
      ...(given.Expiration && { expiration: new Date(given.Expiration.getTime() - marginMs) }),
    };
  };
}

/** Ceph says why in a form that the client does not read: what is left is the status, and a 403 is a refusal of the role. */
function refusalOf(error: unknown): unknown {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  if (name !== "Unknown" || $metadata?.httpStatusCode !== 403) return error;
  const refusal = new Error("the role was refused (status 403)", { cause: error });
  refusal.name = "AccessDenied";
  return refusal;
}
