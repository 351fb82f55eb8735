/** Headers that every answer has, and those that a body which is kept by its reader needs (RFC 9110, RFC 9111). */
import type { FastifyReply } from "fastify";
import type { App } from "./app.js";

/** Answers are of one caller and one moment: nobody on the way keeps them, and no browser guesses what they are. */
export const always = { "x-content-type-options": "nosniff", "cache-control": "no-store" } as const;

/** Sets them before anything else, so that errors and event streams have them, too; a route may set another `Cache-Control`. */
export function setAnswerHeaders(app: App): void {
  app.addHook("onRequest", async (_, reply) => void reply.headers(always));
}

/** One more request header that the answer depends on. */
export function addVary(reply: FastifyReply, name: string): void {
  const before = reply.getHeader("vary");
  const names = typeof before === "string" ? before.split(", ") : [];
  if (!names.includes(name)) reply.header("vary", [...names, name].join(", "));
}

/** What an answer says of its body; an error that comes instead must not say it. */
export const bodyHeaders = [
  "accept-ranges",
  "content-disposition",
  "content-encoding",
  "content-length",
  "content-range",
  "etag",
] as const;
