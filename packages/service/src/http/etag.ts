/** Entity tags and conditional requests (RFC 9110, sections 8.8.3 and 13.1). */
import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Of bytes whose SHA-256 is known: the same tag is the same bytes. */
export const strongTag = (sha256: string) => `"${sha256}"`;

/** Of a body that is made anew from `parts`: the same tag is the same meaning, whatever the bytes are packed in. */
export function weakTag(...parts: readonly unknown[]): string {
  return `W/"${createHash("sha256").update(JSON.stringify(parts)).digest("base64url")}"`;
}

/**
 * Says which version the answer is, and that it may be kept but must be asked for again. True when the client has this version: the answer
 * is then 304, without a body, and the route has nothing more to do than to return the reply.
 */
export function isUnchanged(request: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  reply.header("etag", tag).header("cache-control", "private, no-cache");
  if (!isListed(request.headers["if-none-match"], tag)) return false;
  // Without undefined a HEAD request would have a body to measure.
  reply.code(304).send(undefined);
  return true;
}

/** Weak comparison: what the bytes are packed in makes no difference. */
function isListed(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  const listed = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return listed.some((other) => opaque(other) === opaque(tag));
}

const opaque = (tag: string) => tag.replace(/^W\//, "");
