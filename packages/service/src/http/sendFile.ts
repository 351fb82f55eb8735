/** Files with their version and length, whole or in part. */
import type { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "./errors.js";
import { isUnchanged } from "./etag.js";
import { cut, partOf } from "./range.js";

export interface SentFile {
  readonly type: string;
  /** As `Content-Disposition` has it. */
  readonly disposition: string;
  readonly size: number;
  /** A strong entity tag: without one a part could be of another version. */
  readonly tag: string;
  /** Called only when bytes are wanted. */
  readonly open: () => Promise<Readable>;
  /** Hears when it breaks off: the answer has begun by then. */
  readonly onError: (error: unknown) => void;
}

/** Answers GET and HEAD, `If-None-Match`, `Range` and `If-Range`. */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, file: SentFile): Promise<FastifyReply> {
  const { size, tag } = file;
  reply.header("accept-ranges", "bytes");
  if (isUnchanged(request, reply, tag)) return reply;
  const { range, "if-range": ifRange } = request.headers;
  // RFC 9110, section 13.1.5: the part is of use only beside other parts of the same version. Dates are none of ours.
  const part = request.method === "GET" && (ifRange ?? tag) === tag ? partOf(range, size) : undefined;
  if (part === "none") {
    const detail = `Range: the file has ${size} bytes, numbered from 0`;
    throw new ApiError("range_not_satisfiable", detail, { headers: { "content-range": `bytes */${size}` } });
  }
  const { first, last } = part ?? { first: 0, last: size - 1 };
  reply
    .header("content-type", file.type)
    .header("content-disposition", file.disposition)
    .header("content-length", String(last - first + 1));
  if (request.method === "HEAD") return reply.send();
  if (part) reply.code(206).header("content-range", `bytes ${first}-${last}/${size}`);
  const stream = cut(await file.open(), size, { first, last });
  stream.once("error", file.onError);
  return reply.send(stream);
}
