/** The whole HTTP edge, put together. */
import multipart from "@fastify/multipart";
import { conditionOf } from "../conditions/index.js";
import { guardRoutes } from "./access.js";
import { type App, createApp } from "./app.js";
import { limitBodies } from "./bodies.js";
import type { ApiContext } from "./context.js";
import { allowOrigins } from "./cors.js";
import { createRequestMetrics } from "./metrics.js";
import { watchAnswers } from "./openAnswers.js";
import { serveOpenapi } from "./openapi.js";
import { pageRoutes } from "./page.js";
import { bulkRoutes } from "./routes/bulk.js";
import { conversionRoutes } from "./routes/conversions.js";
import { datasetRoutes } from "./routes/datasets.js";
import { fileRoutes } from "./routes/files.js";
import { searchRoutes } from "./routes/search.js";
import { ownRoutes } from "./routes/x/conversions.js";
import { eventRoutes } from "./routes/x/events.js";
import { exploreRoutes } from "./routes/x/explore.js";
import { healthRoutes } from "./routes/x/health.js";
import { kclRoutes } from "./routes/x/kcl.js";
import { madeRoutes } from "./routes/x/made.js";
import { pictureRoutes } from "./routes/x/pictures.js";
import { sessionRoutes } from "./routes/x/session.js";
import { statisticsRoutes } from "./routes/x/statistics.js";

/** A server with every route, ready to listen. */
export async function createServer(context: ApiContext): Promise<App> {
  const { setting, log } = context;
  const app = createApp({
    onServerError: (error, request) => {
      // Connections break on both sides: a client that goes away must not look like a database that is away.
      if (conditionOf(error) !== "database_away") context.report(error);
      log.error("a request failed", {
        request_id: request.id,
        method: request.method,
        url: request.url.slice(0, 500),
        error,
      });
    },
  });
  allowOrigins(app, setting.corsOrigins ?? []);
  const metrics = createRequestMetrics();
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    log.info("request", {
      request_id: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...(request.caller && { org_id: request.caller.orgId }),
      ...idsOf(request.params),
    });
  });
  await app.register(multipart, { preservePath: true, limits: { parts: 100_000, headerPairs: 100 } });
  await serveOpenapi(app, setting.version);
  guardRoutes(app, context);
  limitBodies(app, setting.bodySilenceMs);
  const answers = watchAnswers(app, context);
  datasetRoutes(app, context);
  conversionRoutes(app, context);
  fileRoutes(app, context, answers);
  bulkRoutes(app, context, answers);
  searchRoutes(app, context);
  ownRoutes(app, context);
  pictureRoutes(app, context);
  madeRoutes(app, context);
  exploreRoutes(app, context, answers);
  kclRoutes(app, context);
  statisticsRoutes(app, context);
  sessionRoutes(app);
  eventRoutes(app, context, answers);
  healthRoutes(app, context, metrics);
  pageRoutes(app);
  await app.ready();
  return app;
}

function idsOf(params: unknown): Readonly<Record<string, unknown>> {
  const { id, conversion_id } = (params ?? {}) as { readonly id?: unknown; readonly conversion_id?: unknown };
  return { ...(id !== undefined && { dataset_id: id }), ...(conversion_id !== undefined && { conversion_id }) };
}
