/** Bodies as gzip for clients that read it. Streams go as they are: files are packed already, and events must not wait for more. */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { addVary } from "./answerHeaders.js";
import type { App } from "./app.js";

const pack = promisify(gzip);
/** What fits in one packet of a network is not sent sooner for being shorter. */
const smallBytes = 1400;
/** Half the time of zlib's usual level for a few percent more bytes: somebody waits. */
const level = 3;
const packable = /^(application\/json|text\/(html|css|javascript|plain)|model\/gltf-binary)\b/;

/** Packs what a route has sent, when that helps and the client asks for it. */
export function compressAnswers(app: App): void {
  app.addHook("onSend", async (request, reply, payload) => {
    if (!(typeof payload === "string" || payload instanceof Uint8Array) || !mayPack(reply)) return payload;
    addVary(reply, "Accept-Encoding");
    const body = typeof payload === "string" ? Buffer.from(payload) : payload;
    if (body.length < smallBytes || !readsGzip(request)) return payload;
    const packed = await pack(body, { level });
    const tag = reply.getHeader("etag");
    // Other bytes than those that the tag was given to.
    if (typeof tag === "string" && !tag.startsWith("W/")) reply.header("etag", `W/${tag}`);
    reply.header("content-encoding", "gzip").removeHeader("content-length");
    return packed;
  });
}

/** Parts of a file are parts of its own bytes, and what can be asked for in parts has the same bytes every time. */
function mayPack(reply: FastifyReply): boolean {
  const type = reply.getHeader("content-type");
  if (reply.getHeader("accept-ranges") === "bytes" || reply.hasHeader("content-encoding")) return false;
  return typeof type === "string" && packable.test(type);
}

/** RFC 9110, section 12.5.3: a weight of 0 is a no, and a coding that is named counts before the star. */
export function readsGzip({ headers }: Pick<FastifyRequest, "headers">): boolean {
  const weights = new Map<string, number>();
  for (const one of String(headers["accept-encoding"] ?? "").split(",")) {
    const [coding = "", ...parameters] = one.split(";").map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1";
    weights.set(coding === "x-gzip" ? "gzip" : coding, Number(weight));
  }
  const weight = weights.get("gzip") ?? weights.get("*");
  return weight !== undefined && weight > 0;
}
