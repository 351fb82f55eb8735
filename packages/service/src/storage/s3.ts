import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { MissingObject, type ObjectStore, probeKey } from "./types.js";

export interface S3Place {
  readonly bucket: string;
  /** Before every key; empty, or ends with a slash. */
  readonly prefix: string;
}

export interface S3Options {
  readonly region?: string;
  /** Of a server that speaks S3 but is not AWS; its buckets are then in the path. */
  readonly endpoint?: string;
}

// The SDK tells every process of its plans for later versions; this one is pinned. Its line for Node 20 is the one that is installed.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const connectMs = 5000;
/** The longest silence of a server that is at work: S3 says to try again sooner. */
const silenceMs = 20_000;

/** A client on AWS, or on `endpoint`. Credentials come from the environment as every AWS program takes them, unless given. */
export function s3Client(options: S3Options, more: S3ClientConfig = {}): S3Client {
  return new S3Client({
    region: options.region ?? "us-east-1",
    ...(options.endpoint !== undefined && { endpoint: options.endpoint, forcePathStyle: true }),
    // Other servers know the older checksums only.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    // Without these a server that takes a request and never answers holds a conversion for ever.
    requestHandler: { connectionTimeout: connectMs, socketTimeout: silenceMs },
    ...more,
  });
}

/** "s3://bucket/some/prefix" as bucket and prefix. Throws on anything else. */
export function parseS3Uri(uri: string): S3Place {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(uri);
  if (!match?.[1]) throw new Error(`${uri} is not an S3 URI like s3://bucket/prefix`);
  const prefix = (match[2] ?? "").replace(/\/*$/, "");
  return { bucket: match[1], prefix: prefix === "" ? "" : `${prefix}/` };
}

/** Past this an object is sent in parts. */
const singlePutBytes = 8 * 2 ** 20;
const deleteBatch = 1000;

/** Objects in a bucket. S3 makes an object visible only when all of it has arrived. */
export function s3Store(client: S3Client, { bucket, prefix }: S3Place): ObjectStore {
  const at = (key: string) => ({ Bucket: bucket, Key: prefix + key });
  return {
    async put(key, bytes) {
      await client.send(new PutObjectCommand({ ...at(key), Body: bytes, ContentLength: bytes.length }));
    },
    async putFile(key, file) {
      const { size } = await stat(file);
      const body = createReadStream(file);
      if (size <= singlePutBytes) {
        await client.send(new PutObjectCommand({ ...at(key), Body: body, ContentLength: size }));
      } else {
        await new Upload({ client, params: { ...at(key), Body: body }, queueSize: 2 }).done();
      }
    },
    async exists(key) {
      try {
        await client.send(new HeadObjectCommand(at(key)));
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    async open(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(key)));
        return Body as Readable;
      } catch (error) {
        if (isMissing(error)) throw new MissingObject(key, { cause: error });
        throw error;
      }
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },
    async removeAll(below) {
      if (!below.endsWith("/")) throw new Error("a prefix ends with a slash");
      for (;;) {
        const { Contents = [] } = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix + below, MaxKeys: deleteBatch }),
        );
        if (Contents.length === 0) return;
        const Objects = Contents.map(({ Key }) => ({ Key }));
        const { Errors = [] } = await client.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
        );
        if (Errors[0]) throw new Error(`${Errors[0].Key} cannot be deleted: ${Errors[0].Message}`);
      }
    },
    async dropUnfinished(olderThanMs) {
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix }));
      for (const { Key, UploadId, Initiated } of Uploads) {
        if (!Initiated || Date.now() - Initiated.getTime() < olderThanMs) continue;
        await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
      }
    },
    async check() {
      await client.send(new HeadBucketCommand({ Bucket: bucket }));
    },
    async probe() {
      await client.send(new PutObjectCommand({ ...at(probeKey), Body: probeKey }));
      await client.send(new DeleteObjectCommand(at(probeKey)));
    },
  };
}

/** No such key, by the name or by the status: HEAD answers have no body to say it in. A bucket that is gone is another thing. */
export function isMissing(error: unknown): boolean {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  if (name === "NoSuchBucket") return false;
  return error instanceof NoSuchKey || name === "NotFound" || $metadata?.httpStatusCode === 404;
}
