import type { FastifyReply, FastifyRequest } from "fastify";
import { callerOf } from "../../access.js";
import type { App } from "../../app.js";
import type { ApiContext } from "../../context.js";
import { ApiError } from "../../errors.js";
import { summariesOf } from "../../lists/conversions.js";
import { findConversion, findDataset } from "../../lookup.js";
import type { OpenAnswers } from "../../openAnswers.js";
import { ConversionPath, DatasetPath } from "../../schemas/parameters.js";
import { viewOfSummary } from "../../views.js";
import { own } from "../answers.js";
import { statsOf } from "../datasets.js";

/** Proxies close connections that say nothing for a minute. */
const heartbeatMs = 15_000;
/** Also without a notification the rows are looked at this often: notifications can be lost, rows cannot. */
const lookAgainMs = 5_000;
/** Events of one look: their summaries are in memory until the reader has taken them. */
const batchSize = 50;

/**
 * Server-sent events (html.spec.whatwg.org, 9.2). `event: conversion` carries the conversion's summary as it is now, `event: stats` the
 * counters of the dataset; ids are those of the events table, so a client that comes back with Last-Event-ID misses nothing.
 */
export function eventRoutes(app: App, context: ApiContext, answers: OpenAnswers): void {
  const stream = streamer(context, answers);

  app.get(
    "/x/datasets/:id/events",
    {
      config: { access: "member" },
      // A stream has no end that a HEAD request could wait for.
      exposeHeadRoute: false,
      schema: {
        ...own,
        operationId: "watch_dataset",
        summary: "Changes in a dataset as they happen.",
        params: DatasetPath,
        ...events,
      },
    },
    async (request, reply) => {
      const { id } = await findDataset(context, request, request.params.id);
      await stream(request, reply, id);
    },
  );

  app.get(
    "/x/datasets/:id/conversions/:conversion_id/events",
    {
      config: { access: "member" },
      // A stream has no end that a HEAD request could wait for.
      exposeHeadRoute: false,
      schema: {
        ...own,
        operationId: "watch_conversion",
        summary: "Changes of a conversion as they happen.",
        params: ConversionPath,
        ...events,
      },
    },
    async (request, reply) => {
      callerOf(request);
      const { id, dataset_id } = await findConversion(context, request, request.params);
      await stream(request, reply, dataset_id, id);
    },
  );
}

type Stream = (request: FastifyRequest, reply: FastifyReply, dataset: string, conversion?: string) => Promise<void>;

/** Answers a request with a stream, one among as many as the setting allows. */
function streamer(context: ApiContext, answers: OpenAnswers): Stream {
  let streams = 0;

  return async (request, reply, dataset, conversion) => {
    if (streams >= context.setting.maxEventStreams)
      throw new ApiError("rate_limited", "too many event streams are open", { retryAfterS: 30 });
    answers.admit(request, reply);
    const from = lastIdOf(request) ?? (await newestEvent(context));
    streams += 1;
    reply.hijack();
    const { raw } = reply;
    // What hooks have set: the request's ids, and what lets pages of other origins in.
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    raw.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "x-accel-buffering": "no",
    });
    const closed = new Promise<void>((resolve) => raw.once("close", resolve));
    /** Resolves when there is room for the next one: what a reader does not take is not read from the database either. */
    const send: Send = async (event, data, id) => {
      const text = `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
      if (raw.destroyed || raw.write(text)) return;
      await Promise.race([new Promise<void>((resolve) => raw.once("drain", resolve)), closed]);
    };

    let last = from;
    let wake: (() => void) | undefined;
    let woken = true;
    const look = () => {
      woken = true;
      wake?.();
    };
    const unwatch = context.changes.watch(dataset, look);
    const heartbeat = setInterval(() => raw.writableNeedDrain || raw.write(": still here\n\n"), heartbeatMs);
    const again = setInterval(look, lookAgainMs);
    let open = true;
    void closed.then(() => {
      open = false;
      look();
    });

    try {
      if (conversion === undefined) await send("stats", await statsOf(context, dataset));
      else await sendConversions(context, dataset, [conversion], send);
      while (open) {
        if (!woken) await new Promise<void>((resolve) => (wake = resolve));
        woken = false;
        if (!open) break;
        last = await sendNews(context, { dataset, conversion, last, send });
      }
    } catch (error) {
      context.log.warn("an event stream ended early", { request_id: request.id, error });
    } finally {
      streams -= 1;
      unwatch();
      clearInterval(heartbeat);
      clearInterval(again);
      raw.end();
    }
  };
}

const events = {
  response: {
    200: {
      description: "Server-sent events: `conversion` with a summary, `stats` with the counters of the dataset.",
      content: { "text/event-stream": { schema: { type: "string" } } },
    },
    "4xx": { $ref: "Error#" },
    "5xx": { $ref: "Error#" },
  },
} as const;

function lastIdOf(request: FastifyRequest): number | undefined {
  const header = request.headers["last-event-id"];
  return typeof header === "string" && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

async function newestEvent({ db }: ApiContext): Promise<number> {
  const row = await db
    .selectFrom("events")
    .select((eb) => eb.fn.max("id").as("id"))
    .executeTakeFirst();
  return Number(row?.id ?? 0); // default: there is no event yet
}

type Send = (event: string, data: object, id?: number) => Promise<void>;

interface Watch {
  readonly dataset: string;
  readonly conversion: string | undefined;
  readonly last: number;
  readonly send: Send;
}

/** Sends what happened after `last`; returns the id of the last event. */
async function sendNews(context: ApiContext, { dataset, conversion, last, send }: Watch): Promise<number> {
  let seen = last;
  let changed = false;
  for (;;) {
    let query = context.db.selectFrom("events").select(["id", "conversion_id"]).where("id", ">", seen);
    query =
      conversion === undefined
        ? query.where("dataset_id", "=", dataset)
        : query.where("conversion_id", "=", conversion);
    const rows = await query.orderBy("id").limit(batchSize).execute();
    const final = rows.at(-1);
    if (!final) break;
    changed = true;
    seen = Number(final.id);
    const ids = [...new Set(rows.flatMap(({ conversion_id }) => (conversion_id === null ? [] : [conversion_id])))];
    await sendConversions(context, dataset, ids, send, seen);
    if (rows.length < batchSize) break;
  }
  if (changed && conversion === undefined) await send("stats", await statsOf(context, dataset), seen);
  return seen;
}

async function sendConversions(
  context: ApiContext,
  dataset: string,
  ids: readonly string[],
  send: Send,
  eventId?: number,
) {
  if (ids.length === 0) return;
  const rows = await summariesOf(context.db)
    .where("dataset_id", "=", dataset)
    .where("id", "in", ids)
    .orderBy("updated_at")
    .execute();
  for (const row of rows) await send("conversion", viewOfSummary(row), eventId);
}
