import { type Static, Type } from "typebox";
import { callerOf } from "../../access.js";
import type { App } from "../../app.js";
import type { ApiContext } from "../../context.js";
import { isUuid } from "../../lists/matching.js";
import { countsOf, histogramsOf, phasesOf, phaseTimesOf, progressOf } from "../../lists/statistics.js";
import { findConversion, findDataset } from "../../lookup.js";
import { dateTime, nullable, uuid } from "../../schemas/make.js";
import { ConversionPath, DatasetPath } from "../../schemas/parameters.js";
import { json, own } from "../answers.js";

const count = (description: string) => Type.Integer({ minimum: 0, description });

const Counts = Type.Array(Type.Object({ name: Type.String(), count: count("Conversions.") }));

const Histogram = Type.Array(
  Type.Object({
    from: nullable(Type.Number({ description: "Included; null: from the smallest." })),
    to: nullable(Type.Number({ description: "Not included; null: to the largest." })),
    count: count("Conversions."),
  }),
);

const Statistics = Type.Object({
  statuses: Counts,
  failures: Counts,
  scores: Histogram,
  seconds: Histogram,
  phases: Type.Array(
    Type.Object({
      phase: Type.String(),
      conversions: count("Conversions that have done it."),
      median_ms: count("Half of them were faster."),
      p95_ms: count("95 of 100 were faster."),
    }),
  ),
});

const Phases = Type.Array(Type.Object({ phase: Type.String(), ms: count("Milliseconds.") }));

/** Datasets whose progress is told at once. */
const mostIds = 100;

const ProgressQuery = Type.Object({
  ids: Type.String({
    pattern: `^[0-9a-fA-F-]{36}(,[0-9a-fA-F-]{36}){0,${mostIds - 1}}$`,
    description: `Ids of datasets with commas between, at most ${mostIds}; unknown ones are left out.`,
  }),
});

const Progress = Type.Array(
  Type.Object({
    dataset_id: uuid("The dataset."),
    last_synced_at: nullable(dateTime("When its bucket was last listed; null for uploads.")),
    by_status: Type.Record(Type.String(), count("Conversions."), { description: "Conversions by status." }),
  }),
);
type Progress = Static<typeof Progress>;

/** Figures of datasets and conversions that Zoo's answers have no keys for. */
export function statisticsRoutes(app: App, context: ApiContext): void {
  const { db } = context;

  app.get(
    "/x/progress",
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "get_progress",
        summary: "Progress and last sync of datasets.",
        querystring: ProgressQuery,
        response: json(Progress),
      },
    },
    async (request): Promise<Progress> => {
      const ids = request.query.ids.split(",").filter(isUuid);
      return ids.length === 0 ? [] : progressOf(db, callerOf(request).orgId, ids);
    },
  );

  app.get(
    "/x/datasets/:id/statistics",
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "get_dataset_statistics",
        summary: "Statuses, failures, scores and times of a dataset's conversions.",
        params: DatasetPath,
        response: json(Statistics),
      },
    },
    async (request) => {
      const { id } = await findDataset(context, request, request.params.id);
      const [counts, histograms, phases] = await Promise.all([
        countsOf(db, id),
        histogramsOf(db, id),
        phaseTimesOf(db, id),
      ]);
      return { ...counts, ...histograms, phases };
    },
  );

  app.get(
    "/x/datasets/:id/conversions/:conversion_id/phases",
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "get_conversion_phases",
        summary: "The phases that a conversion has done, and how long each took.",
        params: ConversionPath,
        response: json(Phases),
      },
    },
    async (request) => phasesOf((await findConversion(context, request, request.params)).checkpoint),
  );
}
