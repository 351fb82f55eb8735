/**
 * A customer's S3 server with roles, for tests of buckets: by default fauxqs and an STS of our own making; where UNBAKE_TEST_RADOSGW names
 * the address of a Ceph radosgw (scripts/test-radosgw.sh), that one.
 */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { S3Client } from "@aws-sdk/client-s3";
import { startFauxqs } from "fauxqs";
import type { SourceOptions } from "../datasets/sources.js";
import { s3Client } from "../storage/index.js";

export const radosgw = process.env.UNBAKE_TEST_RADOSGW;

export interface BucketServer {
  /** How the service reaches it. Requests for roles are heard on their way. */
  readonly source: SourceOptions;
  /** The customer, who may do anything. */
  readonly customer: S3Client;
  /** May read the bucket `cad`; lets us in. */
  readonly roleArn: string;
  /** Lets somebody else in. */
  readonly closedRoleArn: string;
  /** What was said in requests for roles, in order. */
  readonly asked: URLSearchParams[];
  /** Changes what is said in requests for roles, after they were signed. */
  change(body: (said: string) => string): void;
  stop(): Promise<void>;
}

type Answer = (request: IncomingMessage, body: string, response: ServerResponse) => void;

export async function startBucketServer(): Promise<BucketServer> {
  const { AWS_ACCESS_KEY_ID: before, AWS_SECRET_ACCESS_KEY: secretBefore } = process.env;
  const server = radosgw === undefined ? await fauxServer() : realServer(radosgw);
  const asked: URLSearchParams[] = [];
  let change = (said: string) => said;
  const sts = await listen(async (asking, response) => {
    const said = Buffer.concat(await asking.toArray()).toString();
    asked.push(new URLSearchParams(said));
    server.answer(asking, change(said), response);
  });
  process.env.AWS_ACCESS_KEY_ID = "unbake";
  process.env.AWS_SECRET_ACCESS_KEY = "unbake-secret";
  const { endpoint, credentials, roleArn, closedRoleArn } = server;
  return {
    source: { endpoint, stsEndpoint: `http://127.0.0.1:${(sts.address() as AddressInfo).port}` },
    customer: s3Client({ endpoint }, { credentials }),
    roleArn,
    closedRoleArn,
    asked,
    change(body) {
      change = body;
    },
    async stop() {
      sts.close();
      await server.stop();
      restore("AWS_ACCESS_KEY_ID", before);
      restore("AWS_SECRET_ACCESS_KEY", secretBefore);
    },
  };
}

/** Hands out the credentials that the bucket takes, for every role but the closed one. */
async function fauxServer() {
  const s3 = await startFauxqs({ port: 0, logger: false });
  const answer: Answer = (_, body, response) => {
    const refuse = body.includes("closed");
    response.writeHead(refuse ? 403 : 200, { "content-type": "text/xml" });
    response.end(
      refuse
        ? "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized to assume it</Message></Error></ErrorResponse>"
        : `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
           <AccessKeyId>test</AccessKeyId><SecretAccessKey>test</SecretAccessKey><SessionToken>session</SessionToken>
           <Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration>
           </Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    );
  };
  return {
    endpoint: `http://127.0.0.1:${s3.port}`,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    roleArn: "arn:aws:iam::123456789012:role/reader",
    closedRoleArn: "arn:aws:iam::123456789012:role/closed",
    answer,
    stop: () => s3.stop(),
  };
}

/** Its accounts and roles are made by the script that started it. The address that was signed is passed on: it is part of the signature. */
function realServer(endpoint: string) {
  const answer: Answer = ({ method, url, headers }, body, response) => {
    const { "content-length": _, ...rest } = headers;
    const asking = request(endpoint, {
      ...(method !== undefined && { method }),
      ...(url !== undefined && { path: url }),
      headers: { ...rest, "content-length": Buffer.byteLength(body) },
    });
    asking.once("response", (given) => {
      response.writeHead(given.statusCode ?? 500, given.headers);
      given.pipe(response);
    });
    asking.once("error", () => response.destroy());
    asking.end(body);
  };
  return {
    endpoint,
    credentials: { accessKeyId: "customer", secretAccessKey: "customer-secret" },
    roleArn: "arn:aws:iam:::role/reader",
    closedRoleArn: "arn:aws:iam:::role/closed",
    answer,
    stop: async () => {},
  };
}

function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer(answer);
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
