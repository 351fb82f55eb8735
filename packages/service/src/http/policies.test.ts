import { describe, expect, it } from "vitest";
import { parseRoleArn, parseS3Uri, policiesFor } from "./policies.js";

const input = {
  uri: "s3://cad-archive/released/parts/",
  roleArn: "arn:aws:iam::123456789012:role/unbake",
  principalArn: "arn:aws:iam::999999999999:root",
  externalId: "an id",
};

describe("policies for a bucket", () => {
  it("say exactly who may read what", () => {
    const listing = {
      Sid: "UnbakeList",
      Effect: "Allow",
      Action: ["s3:ListBucket"],
      Resource: ["arn:aws:s3:::cad-archive"],
      Condition: { StringLike: { "s3:prefix": ["released/parts", "released/parts/", "released/parts/*"] } },
    };
    const reading = {
      Sid: "UnbakeRead",
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: ["arn:aws:s3:::cad-archive/released/parts/*"],
    };
    const policies = policiesFor(input);
    expect(policies.trust_policy).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "UnbakeAssume",
          Effect: "Allow",
          Principal: { AWS: input.principalArn },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "sts:ExternalId": "an id" } },
        },
      ],
    });
    expect(policies.permission_policy).toMatchObject({ Statement: expect.arrayContaining([listing, reading]) });
    expect(policies.bucket_policy).toMatchObject({
      Statement: expect.arrayContaining([{ ...reading, Principal: { AWS: input.roleArn } }]),
    });
  });

  it("of a whole bucket have no condition on a prefix", () => {
    const { permission_policy } = policiesFor({ ...input, uri: "s3://cad-archive" });
    expect(JSON.stringify(permission_policy)).toContain("arn:aws:s3:::cad-archive/*");
    expect(JSON.stringify(permission_policy)).not.toContain("s3:prefix");
  });

  it("follow the role's partition", () => {
    const roleArn = "arn:aws-cn:iam::123456789012:role/unbake";
    expect(JSON.stringify(policiesFor({ ...input, roleArn }))).not.toContain("arn:aws:s3");
  });

  it.each([
    "",
    "bucket/prefix",
    "https://a/b",
    "s3://",
    "s3://A",
    "s3://a",
    "s3://1.2.3.4/x",
    "s3://good/a*",
    "s3://good/$x",
  ])("refuse the address %j", (uri) => {
    expect(() => parseS3Uri(uri)).toThrow(expect.objectContaining({ httpStatus: 400 }));
  });

  it.each([
    "",
    "role/x",
    "arn:aws:iam::12:role/x",
    "arn:aws:iam::123456789012:user/x",
    "arn:aws:iam::123456789012:role/",
  ])("refuse the role %j", (arn) => {
    expect(() => parseRoleArn(arn)).toThrow(expect.objectContaining({ httpStatus: 400 }));
  });

  it("know the roles of S3-compatible servers", () => {
    expect(parseRoleArn("arn:aws:iam:::role/reader").account).toBe("");
  });
});
