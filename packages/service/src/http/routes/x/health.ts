import { sql } from "kysely";
import { Type } from "typebox";
import type { App } from "../../app.js";
import type { ApiContext } from "../../context.js";
import { ApiError } from "../../errors.js";
import type { RequestMetrics } from "../../metrics.js";
import { oneOf } from "../../schemas/make.js";
import { json, open } from "../answers.js";

/** What operators ask: is it up, is it ready, what does it do. No token is needed, and no name or path of a customer is told. */
export function healthRoutes(app: App, context: ApiContext, metrics: RequestMetrics): void {
  const Health = Type.Object({ status: oneOf(["ready"]), version: Type.String() });

  for (const [url, operationId, summary] of [
    ["/x/health", "get_health", "200 when the service is ready to work."],
    ["/x/ready", "get_readiness", "The same, under the name that orchestrators look for."],
  ] as const) {
    app.get(
      url,
      { config: { access: "open" }, schema: { ...open, operationId, summary, response: json(Health) } },
      async () => {
        const why = await context.unready();
        if (why !== undefined) throw new ApiError("unavailable", why, { retryAfterS: 5 });
        return { status: "ready" as const, version: context.setting.version };
      },
    );
  }

  app.get(
    "/x/metrics",
    {
      config: { access: "open" },
      schema: {
        ...open,
        operationId: "get_metrics",
        summary: "Measurements in the text format of Prometheus.",
        response: {
          200: { description: "Measurements.", content: { "text/plain": { schema: { type: "string" } } } },
          "4xx": { $ref: "Error#" },
          "5xx": { $ref: "Error#" },
        },
      },
    },
    async (_, reply) => {
      reply.header("content-type", "text/plain; version=0.0.4; charset=utf-8");
      return reply.send(`${metrics.text()}${await serviceMetrics(context)}`);
    },
  );
}

/** What the database knows about all organisations together. */
async function serviceMetrics({ db }: ApiContext): Promise<string> {
  const [counts, fleet] = await Promise.all([
    db
      .selectFrom("conversion_counts")
      .select(["status", (eb) => eb.fn.sum<string>("n").as("n")])
      .groupBy("status")
      .execute(),
    db
      .selectFrom("workers")
      .select((eb) => [
        eb.fn.countAll<string>().as("workers"),
        eb.fn.coalesce(eb.fn.sum<string>("slots"), sql<string>`0`).as("slots"),
        eb.fn.coalesce(eb.fn.sum<string>("busy"), sql<string>`0`).as("busy"),
      ])
      .where("seen_at", ">", sql<Date>`now() - interval '1 minute'`)
      .executeTakeFirstOrThrow(),
  ]);
  const lines = [
    "# HELP unbake_conversions Conversions by status.",
    "# TYPE unbake_conversions gauge",
    ...counts.map(({ status, n }) => `unbake_conversions{status="${status}"} ${n}`),
    "# HELP unbake_workers Workers that were seen in the last minute.",
    "# TYPE unbake_workers gauge",
    `unbake_workers ${fleet.workers}`,
    "# HELP unbake_worker_slots Conversions that they can do at a time.",
    "# TYPE unbake_worker_slots gauge",
    `unbake_worker_slots ${fleet.slots}`,
    "# HELP unbake_worker_slots_busy Slots that are taken.",
    "# TYPE unbake_worker_slots_busy gauge",
    `unbake_worker_slots_busy ${fleet.busy}`,
  ];
  return `${lines.join("\n")}\n`;
}
