// A bucket that can be taken away: the part of S3 that the store speaks, over a folder. Signatures are not looked at.
import { createReadStream } from "node:fs";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import path from "node:path";
import { codeOf } from "../runner/sure.js";

/** How it can be away: connections cut, no answer, errors of the server, credentials refused, no room. */
export const bucketFaults = ["cut", "silent", "500", "503", "403", "507"] as const;
export type BucketFault = (typeof bucketFaults)[number];

export interface Bucket {
  readonly endpoint: string;
  /** Takes it away; undefined gives it back. What had no answer until then never gets one. */
  set(kind: BucketFault | undefined): void;
  stop(): void;
}

type Refuse = (status: number) => void;

const errors: Readonly<Record<number, string>> = {
  500: "InternalError",
  503: "SlowDown",
  403: "InvalidAccessKeyId",
  507: "InsufficientStorage",
  404: "NoSuchKey",
};
const emptyList = "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>";

/** Serves the bucket `name`, whose objects are files below `folder`. */
export async function startBucket({
  folder,
  name,
}: {
  readonly folder: string;
  readonly name: string;
}): Promise<Bucket> {
  await mkdir(folder, { recursive: true });
  const sockets = new Set<Socket>();
  let fault: BucketFault | undefined;
  let parts = 0;

  const server = createServer(async (request, response) => {
    const refuse: Refuse = (status) => {
      const body = `<?xml version="1.0"?><Error><Code>${errors[status]}</Code><Message>by the bench</Message></Error>`;
      response.writeHead(status, { "content-type": "application/xml" });
      response.end(request.method === "HEAD" ? undefined : body);
    };
    try {
      const bytes = Buffer.concat(await request.toArray());
      if (fault === "cut") return void request.socket.destroy();
      if (fault === "silent") return;
      if (fault !== undefined && (fault !== "507" || request.method === "PUT")) return refuse(Number(fault));
      await answer(request, response, bytes, refuse);
    } catch (error) {
      if (codeOf(error) === "ENOENT") refuse(404);
      else response.destroy();
    }
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  });

  async function answer(
    { method, url = "/" }: IncomingMessage,
    response: ServerResponse,
    bytes: Buffer,
    refuse: Refuse,
  ): Promise<void> {
    const { pathname, searchParams } = new URL(url, "http://bucket");
    const [, bucket, ...keys] = decodeURIComponent(pathname).split("/");
    const key = keys.join("/");
    if (bucket !== name) return refuse(404);
    if (key === "") return void response.writeHead(200).end(searchParams.has("uploads") ? emptyList : undefined);
    const file = path.join(folder, key);
    if (method === "PUT") {
      await mkdir(path.dirname(file), { recursive: true });
      const temporary = path.join(folder, `.part-${parts++}`);
      await writeFile(temporary, bytes);
      await rename(temporary, file);
      return void response.writeHead(200, { etag: '"x"' }).end();
    }
    if (method === "DELETE") {
      await rm(file, { force: true });
      return void response.writeHead(204).end();
    }
    const { size } = await stat(file);
    response.writeHead(200, { "content-length": size, etag: '"x"' });
    if (method === "HEAD") return void response.end();
    createReadStream(file).pipe(response);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set(kind) {
      if (fault === "silent" || kind === "cut") for (const socket of sockets) socket.destroy();
      fault = kind;
    },
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
