/**
 * Answers that are on their way. A token that is revoked while its answer is sent (an event stream, a download) ends it; a reader that
 * reads nothing for a while is dropped, so that what waits for it in memory goes; an organisation has so many streams at a time.
 */
import type { ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../auth/index.js";
import { liveTokens } from "../auth/index.js";
import { callerOf } from "./access.js";
import type { App } from "./app.js";
import type { ApiContext } from "./context.js";
import { ApiError } from "./errors.js";

export interface OpenAnswers {
  /** Counts the answer to this request as a stream of its organisation. Throws ApiError("rate_limited"). */
  admit(request: FastifyRequest, reply: FastifyReply): void;
}

interface Open {
  readonly caller: Caller | null;
  readonly isStream: boolean;
  /** Bytes that the system has taken, and when that last grew. */
  taken: number;
  at: number;
}

/** Watches every answer of a server from its first byte on. */
export function watchAnswers(app: App, { db, setting, log }: ApiContext): OpenAnswers {
  const open = new Map<ServerResponse, Open>();
  let timer: NodeJS.Timeout | undefined;

  const watch = (raw: ServerResponse, caller: Caller | null, isStream: boolean) => {
    if (open.has(raw)) return;
    open.set(raw, { caller, isStream, taken: 0, at: performance.now() });
    raw.once("close", () => open.delete(raw));
    timer ??= setTimeout(look, setting.lookAtAnswersMs);
  };
  const cut = (raw: ServerResponse, why: string) => {
    log.info("an answer was cut off", { why, ...(open.get(raw)?.caller && { org_id: open.get(raw)?.caller?.orgId }) });
    open.delete(raw);
    raw.destroy();
  };
  const look = async () => {
    for (const [raw, answer] of open) if (isStalled(raw, answer, setting.stalledAfterMs)) cut(raw, "nobody reads it");
    try {
      await cutRevoked();
    } catch (error) {
      // A database that is away says nothing about tokens; the next look is soon.
      log.warn("tokens of open answers could not be looked at", { error });
    }
    timer = open.size > 0 ? setTimeout(look, setting.lookAtAnswersMs) : undefined;
  };
  const cutRevoked = async () => {
    const known = [...open].flatMap(([raw, { caller }]) => (caller ? [[raw, caller.tokenId] as const] : []));
    if (known.length === 0) return;
    const live = await liveTokens(db, [...new Set(known.map(([, token]) => token))]);
    for (const [raw, token] of known) if (!live.has(token) && open.has(raw)) cut(raw, "its token is no longer valid");
  };

  app.addHook("onSend", async (request, reply, payload) => {
    watch(reply.raw, request.caller, false);
    return payload;
  });
  app.addHook("onClose", async () => clearTimeout(timer));
  return {
    admit(request, reply) {
      const caller = callerOf(request);
      const streams = [...open.values()].filter((one) => one.isStream && one.caller?.orgId === caller.orgId);
      if (streams.length >= setting.maxStreamsPerOrg)
        throw new ApiError("rate_limited", "too many event streams and downloads are open", { retryAfterS: 30 });
      watch(reply.raw, caller, true);
    },
  };
}

function isStalled({ socket }: ServerResponse, answer: Open, afterMs: number): boolean {
  if (!(socket instanceof Socket)) return false;
  // What was written, without what waits here or in the system for a reader.
  const taken = socket.bytesWritten - socket.writableLength;
  if (socket.writableLength === 0 || taken !== answer.taken) {
    answer.taken = taken;
    answer.at = performance.now();
    return false;
  }
  return performance.now() - answer.at > afterMs;
}
