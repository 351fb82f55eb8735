/** Bodies that stop coming are given up: one byte a minute would hold a connection, and what is made of it, without end. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { App } from "./app.js";
import { answerByHand } from "./byHand.js";

/** A JSON document of at most a megabyte. */
const wholeBodyMs = 60_000;

/** Gives a request up when nothing of its body comes for `silenceMs`, and a small one when all of it takes too long. */
export function limitBodies(app: App, silenceMs: number): void {
  app.addHook("onRequest", async (request, reply) => {
    const { raw } = request;
    const { "content-length": length, "transfer-encoding": encoding } = raw.headers;
    if (
      !(raw.socket instanceof Socket) ||
      raw.complete ||
      (encoding === undefined && (length === undefined || length === "0"))
    )
      return;
    const whole = request.routeOptions.config.multipart
      ? undefined
      : setTimeout(() => giveUp(raw, reply.raw), wholeBodyMs);
    const onSilence = () => {
      // It is we who do not read: storage is slow.
      if (!raw.isPaused()) giveUp(raw, reply.raw);
    };
    raw.setTimeout(silenceMs);
    raw.on("timeout", onSilence);
    raw.once("close", () => clearTimeout(whole));
    raw.once("end", () => {
      clearTimeout(whole);
      raw.off("timeout", onSilence);
      // After the answer the connection waits for the next request, with a limit of its own.
      if (!reply.raw.writableFinished) raw.socket.setTimeout(0);
    });
  });
}

function giveUp(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) request.destroy();
  else answerByHand(request.socket, "request_timeout", "the body stopped coming");
}

/** The request broke off, by its client or by us: nothing more of it comes, and nobody hears the answer. */
export function isBrokenOff(request: IncomingMessage): boolean {
  return request.destroyed && request.complete === false;
}
