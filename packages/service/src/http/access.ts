/** Who may do what: every route says which role it needs; the caller is known before anything of the request is read. */
import type { FastifyRequest } from "fastify";
import { authenticate, bearerOf, type Caller } from "../auth/index.js";
import type { App } from "./app.js";
import type { ApiContext } from "./context.js";
import { ApiError } from "./errors.js";
import { createRateLimiter } from "./rateLimit.js";
import { tokenOfCookie } from "./session.js";

/** `open`: anybody. `member`: any valid token. `admin`: a token of an administrator. */
type Access = "open" | "member" | "admin";

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
    /** The route reads multipart/form-data; the OpenAPI document says so. */
    multipart?: boolean;
    /** The route only reads what an `<img>` shows: the cookie of a session is as good as the header. */
    cookie?: boolean;
  }
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/** Checks the token and the role before anything else happens to a request. */
export function guardRoutes(app: App, { db, setting }: Pick<ApiContext, "db" | "setting">): void {
  const limit = setting.rateLimit && createRateLimiter(setting.rateLimit);
  app.decorateRequest("caller", null);
  app.addHook("onRequest", async (request) => {
    // An address that nobody serves has no role: it is 404 for everybody.
    if (request.is404) return;
    const { access = "admin", cookie = false } = request.routeOptions.config;
    if (access === "open") return;
    const token = bearerOf(request.headers.authorization) ?? (cookie ? tokenOfCookie(request) : undefined);
    if (token === undefined) throw new ApiError("unauthorized", "send `Authorization: Bearer <token>`");
    const caller = await authenticate(db, token);
    if (!caller) throw new ApiError("unauthorized", "the token is unknown, revoked or expired");
    request.caller = caller;
    limit?.(caller.tokenId);
    if (access === "admin" && caller.role !== "admin") throw new ApiError("forbidden", "this needs the role admin");
  });
}

/** The caller of a request that passed the guard. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new ApiError("unauthorized", "send `Authorization: Bearer <token>`");
  return request.caller;
}
