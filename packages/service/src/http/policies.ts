/**
 * The three AWS documents that let this service read a customer's bucket: who may assume the role (trust), what the role may do
 * (permission), and the same from the bucket's side, for a bucket in another account than the role (bucket). They are scoped to one prefix
 * and to the organisation's external id (docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html).
 */
import { ApiError } from "./errors.js";

export interface PolicyInput {
  readonly uri: string;
  readonly roleArn: string;
  /** The identity that this service runs as: an account's root, a user or a role. */
  readonly principalArn: string;
  /** The organisation's own secret of every AssumeRole. */
  readonly externalId: string;
}

export interface S3Policies {
  readonly trust_policy: object;
  readonly permission_policy: object;
  readonly bucket_policy: object;
}

export interface S3Location {
  readonly bucket: string;
  /** Without slashes at its ends; empty: the whole bucket. */
  readonly prefix: string;
}

/** Names of general purpose buckets (docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html). */
const bucketName = /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:[a-z0-9]|[.-](?=[a-z0-9])){2,62}$/;
/** S3-compatible servers have roles of no account (Ceph's `arn:aws:iam:::role/name`). */
const roleArn = /^arn:(aws|aws-cn|aws-us-gov):iam::(\d{12}|):role\/[\w+=,.@/-]{1,512}$/;

/** Bucket and prefix of `s3://bucket/prefix`. Throws ApiError("bad_parameter"). */
export function parseS3Uri(uri: string): S3Location {
  const match = /^s3:\/\/([^/]+)(?:\/(.*))?$/su.exec(uri);
  const bucket = match?.[1] ?? "";
  if (!bucketName.test(bucket)) throw new ApiError("bad_parameter", "uri must look like s3://bucket/prefix");
  const prefix = (match?.[2] ?? "").replace(/^\/+|\/+$/g, "");
  if (/[*?${}\p{Cc}\p{Surrogate}]/u.test(prefix))
    throw new ApiError("bad_parameter", "the prefix of uri has a character that means something else in a policy");
  return { bucket, prefix };
}

/** The partition and account of a role's ARN. Throws ApiError("bad_parameter"). */
export function parseRoleArn(arn: string): { readonly partition: string; readonly account: string } {
  const match = roleArn.exec(arn);
  if (match?.[1] === undefined || match[2] === undefined)
    throw new ApiError("bad_parameter", "role_arn must look like arn:aws:iam::123456789012:role/name");
  return { partition: match[1], account: match[2] };
}

/** The three documents. Throws ApiError("bad_parameter") when uri or role_arn are not what they should be. */
export function policiesFor({ uri, roleArn: arn, principalArn, externalId }: PolicyInput): S3Policies {
  const { bucket, prefix } = parseS3Uri(uri);
  const { partition } = parseRoleArn(arn);
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  const objects = prefix === "" ? `${bucketArn}/*` : `${bucketArn}/${prefix}/*`;
  const onlyPrefix =
    prefix === "" ? {} : { Condition: { StringLike: { "s3:prefix": [prefix, `${prefix}/`, `${prefix}/*`] } } };
  const list = { Sid: "UnbakeList", Effect: "Allow", Action: ["s3:ListBucket"], Resource: [bucketArn], ...onlyPrefix };
  const locate = { Sid: "UnbakeLocate", Effect: "Allow", Action: ["s3:GetBucketLocation"], Resource: [bucketArn] };
  const read = { Sid: "UnbakeRead", Effect: "Allow", Action: ["s3:GetObject"], Resource: [objects] };
  const byRole = <T extends { readonly Effect: string }>(statement: T) => ({ ...statement, Principal: { AWS: arn } });
  return {
    trust_policy: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "UnbakeAssume",
          Effect: "Allow",
          Principal: { AWS: principalArn },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "sts:ExternalId": externalId } },
        },
      ],
    },
    permission_policy: { Version: "2012-10-17", Statement: [list, locate, read] },
    bucket_policy: { Version: "2012-10-17", Statement: [byRole(list), byRole(locate), byRole(read)] },
  };
}
