/**
 * The bare server: validation, serialisation, error answers, ids of requests. It knows no route.
 */
import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import type { RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from "fastify";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { always, bodyHeaders, setAnswerHeaders } from "./answerHeaders.js";
import { isBrokenOff } from "./bodies.js";
import { answerByHand } from "./byHand.js";
import { compressAnswers } from "./compress.js";
import { ApiError, answerOf } from "./errors.js";
import { learnMethods } from "./methods.js";
import { namedSchemas } from "./schemas/index.js";

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Bodies are small JSON documents; files come as multipart, which has limits of its own. */
const bodyLimitBytes = 2 ** 20;
const keepAliveMs = 75_000;
/** All of a request, the longest upload as well. */
const requestMs = 3_600_000;

export interface AppHooks {
  /** Hears of every error that is the service's own fault. */
  readonly onServerError: (error: unknown, request: FastifyRequest) => void;
}

/** A server that answers every error in one shape and names every request. */
export function createApp({ onServerError }: AppHooks): App {
  const answer = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    // Whatever broke of a request that broke off, broke by that.
    const seen = isBrokenOff(request.raw) ? brokenOff(error) : error;
    const { httpStatus, code, message, retryAfterS, headers = {} } = answerOf(seen);
    if (httpStatus >= 500) onServerError(error, request);
    name(request, reply);
    // A route may have said things of a file before it failed.
    for (const header of bodyHeaders) reply.removeHeader(header);
    reply.headers(always).headers(headers);
    if (retryAfterS !== undefined) reply.header("retry-after", String(retryAfterS));
    if (httpStatus === 401) reply.header("www-authenticate", 'Bearer realm="unbake"');
    return reply
      .code(httpStatus)
      .header("content-type", "application/json; charset=utf-8")
      .serializer((body) => JSON.stringify(body))
      .send({ message, request_id: request.id, error_code: code });
  };

  const app = Fastify({
    bodyLimit: bodyLimitBytes,
    keepAliveTimeout: keepAliveMs,
    requestTimeout: requestMs,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    forceCloseConnections: "idle",
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1000 },
    frameworkErrors: (error, request, reply) => void answer(error, request as FastifyRequest, reply as FastifyReply),
    clientErrorHandler: answerUnreadable,
    logger: false,
  }).withTypeProvider<TypeBoxTypeProvider>();

  for (const schema of namedSchemas) app.addSchema(schema);
  app.setValidatorCompiler(validators());
  readBodies(app);
  setAnswerHeaders(app);
  app.addHook("onRequest", async (request, reply) => name(request, reply));
  compressAnswers(app);
  app.setErrorHandler(answer);
  const methodsOf = learnMethods(app);
  app.setNotFoundHandler((request, reply) => {
    const where = `${request.method} ${request.url.slice(0, 200)}`;
    const allow = methodsOf(request.url).join(", ");
    if (allow !== "")
      return answer(
        new ApiError("method_not_allowed", `${where}: use ${allow}`, { headers: { allow } }),
        request,
        reply,
      );
    return answer(new ApiError("not_found", `there is nothing at ${where}`), request, reply);
  });
  return app;
}

function brokenOff(error: unknown): ApiError {
  return new ApiError("bad_request", "it broke off before it was whole", { cause: error });
}

/** Every answer says which request it is for: Zoo's header and the common one. */
function name(request: FastifyRequest, reply: FastifyReply): void {
  reply.header("x-api-call-id", request.id).header("x-request-id", request.id);
}

/**
 * Text of addresses is read as what it should be; bodies have types of their own and keep them. Unknown keys of bodies are dropped: newer
 * clients may send them.
 */
function validators() {
  const make = (coerceTypes: boolean) => {
    const ajv = new Ajv({ coerceTypes, useDefaults: true, removeAdditional: true, strict: false, allErrors: false });
    formats.default(ajv);
    for (const format of ["uint", "uint32"]) ajv.addFormat(format, true);
    for (const schema of namedSchemas) ajv.addSchema(schema);
    return ajv;
  };
  const body = make(false);
  const address = make(true);
  return ({ schema, httpPart }: { readonly schema: object; readonly httpPart?: string }) =>
    (httpPart === "body" ? body : address).compile(schema);
}

/** JSON where a route has a body; routes without one let anything pass unread. */
function readBodies(app: App): void {
  const parseJson = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(["application/json"], { parseAs: "string" }, (request, text, done) => {
    if (text === "") return done(null, undefined);
    parseJson(request, text as string, done);
  });
  app.addContentTypeParser("*", (request, payload, done) => {
    payload.resume();
    const wantsJson = request.routeOptions.schema?.body !== undefined;
    if (wantsJson) return done(new ApiError("unsupported_media_type", "send application/json"));
    done(null, undefined);
  });
}

/** What is no HTTP, or too slow, gets an answer all the same, by hand: there is no request yet. */
function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  if (error.code === "ERR_HTTP_REQUEST_TIMEOUT") {
    answerByHand(socket, "request_timeout", "the request took too long to come");
    return;
  }
  const headersTooLarge = error.code === "HPE_HEADER_OVERFLOW" ? 431 : undefined;
  answerByHand(socket, "bad_request", "this is not readable HTTP", headersTooLarge);
}
