/**
 * Browsers of other origins (fetch.spec.whatwg.org, "CORS protocol"). Off unless origins are configured. Tokens come in a header that a page
 * must know, never in a cookie, so no credentials are allowed and any origin may be let in.
 */
import { addVary } from "./answerHeaders.js";
import type { App } from "./app.js";

const methods = "GET, POST, PUT, DELETE";
const requestHeaders =
  "Authorization, Content-Type, Idempotency-Key, If-None-Match, If-Range, Last-Event-ID, Range, Zoo-Api-Version";
const answerHeaders =
  "Accept-Ranges, Allow, Content-Disposition, Content-Range, ETag, Idempotency-Replayed, Retry-After, X-Api-Call-Id, X-Request-Id";
const remembered = 600;

/**
 * Lets pages of `origins` read answers; `*` is every origin. OPTIONS is answered for everybody, as the contract has it: without the headers
 * that name an origin a browser goes no further. Must be called before other hooks.
 */
export function allowOrigins(app: App, origins: readonly string[]): void {
  const all = origins.includes("*");
  app.addHook("onRequest", async (request, reply) => {
    if (origins.length === 0) return;
    const { origin } = request.headers;
    if (!all) addVary(reply, "Origin");
    if (origin === undefined || !(all || origins.includes(origin))) return;
    reply
      .header("access-control-allow-origin", all ? "*" : origin)
      .header("access-control-expose-headers", answerHeaders);
    if (request.method !== "OPTIONS") return;
    reply
      .header("access-control-allow-methods", methods)
      .header("access-control-allow-headers", requestHeaders)
      .header("access-control-max-age", String(remembered));
  });
  for (const url of ["/org/*", "/x/*"])
    app.options(url, { config: { access: "open" }, schema: { hide: true } }, async (_, reply) =>
      reply.code(204).header("allow", `${methods}, OPTIONS`).send(),
    );
}
