import { Readable } from "node:stream";
import { Type } from "typebox";
import type { App } from "../../app.js";
import type { ApiContext } from "../../context.js";
import { ApiError } from "../../errors.js";
import { filesAside } from "../../explore/aside.js";
import { bulkActions, doWithAll } from "../../explore/bulk.js";
import { downloadKinds, entriesOf } from "../../explore/download.js";
import { type Facets, facetsOf } from "../../explore/facets.js";
import { Filter, filterKeys } from "../../explore/filter.js";
import { type ExploreSort, explorePage, exploreSorts } from "../../explore/pages.js";
import { attachment } from "../../filePath.js";
import { findDataset, findMutableDataset } from "../../lookup.js";
import type { OpenAnswers } from "../../openAnswers.js";
import { questionOfPage } from "../../pageToken.js";
import { ConversionPage } from "../../schemas/conversion.js";
import { named, nullable, oneOf, uuid } from "../../schemas/make.js";
import { DatasetPath } from "../../schemas/parameters.js";
import { viewOfSummary } from "../../views.js";
import { zipStream } from "../../zipStream.js";
import { bytes, json, own } from "../answers.js";

const defaultLimit = 200;
const maxLimit = 1000;

const ExploreQuery = Type.Object({
  ...filterKeys,
  sort: Type.Optional(oneOf(exploreSorts)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: maxLimit })),
  page_token: Type.Optional(Type.String({ maxLength: 8000, description: "`next_page` of the page before." })),
});

const Counts = Type.Array(Type.Object({ name: Type.String(), count: Type.Integer() }));
const Buckets = Type.Array(
  Type.Object({
    from: Type.Number({ description: "Included." }),
    to: nullable(Type.Number({ description: "Not included; null: there is no end." })),
    count: Type.Integer(),
  }),
);
const FacetsAnswer = Type.Object({
  total: Type.Integer(),
  statuses: Counts,
  failures: Counts,
  units: Counts,
  features: Counts,
  score: Buckets,
  faces: Buckets,
  solids: Buckets,
});

const Aside = Type.Array(Type.Object({ path: Type.String(), size: Type.Number(), reason: Type.String() }));

/** A dataset for people: every filter together, what it leaves in numbers, and everything that is done with all of it. */
export function exploreRoutes(app: App, context: ApiContext, answers: OpenAnswers): void {
  listRoutes(app, context);
  bulkRoute(app, context);
  downloadRoute(app, context, answers);
}

function listRoutes(app: App, context: ApiContext): void {
  const { db, pageTokens } = context;
  app.get(
    "/x/datasets/:id/explore",
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "explore_dataset",
        summary: "The conversions that pass all filters.",
        params: DatasetPath,
        querystring: ExploreQuery,
        response: json(named(ConversionPage)),
      },
    },
    async (request) => {
      const { sort = "updated_at_descending", limit = defaultLimit, page_token, ...filter } = request.query;
      const { id } = await findDataset(context, request, request.params.id);
      const fixed = { list: "explore", dataset: id };
      const asked = { filter: JSON.stringify(filter), sort };
      const { question, position } = questionOfPage(pageTokens, page_token, fixed, page_token ? {} : asked);
      const page = await explorePage(
        db,
        id,
        JSON.parse(question.filter ?? "{}"),
        question.sort as ExploreSort,
        position,
        limit,
      );
      const next_page = page.next ? pageTokens.sign(question, page.next) : null;
      return { items: page.rows.map(viewOfSummary), next_page };
    },
  );

  app.get(
    "/x/datasets/:id/facets",
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "count_dataset",
        summary: "The conversions that pass all filters, counted by what one can filter by.",
        params: DatasetPath,
        querystring: Filter,
        response: json(FacetsAnswer),
      },
    },
    async (request) => {
      const { id } = await findDataset(context, request, request.params.id);
      return (await facetsOf(db, id, request.query)) as Facets as never;
    },
  );

  app.get(
    "/x/datasets/:id/files-aside",
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "list_files_aside",
        summary: "Files that have no conversion of their own, and why; the first thousand.",
        params: DatasetPath,
        response: json(Aside),
      },
    },
    async (request) => filesAside(db, (await findDataset(context, request, request.params.id)).id),
  );
}

function bulkRoute(app: App, context: ApiContext): void {
  app.post(
    "/x/datasets/:id/bulk/:action",
    {
      config: { access: "admin" },
      schema: {
        ...own,
        operationId: "do_with_conversions",
        summary: "Start again, cancel or delete every conversion that passes all filters.",
        params: Type.Object({ id: uuid("The dataset."), action: oneOf(bulkActions) }),
        querystring: Filter,
        response: json(Type.Object({ conversions: Type.Integer({ description: "With how many it was done." }) })),
      },
    },
    async (request) => {
      const { id, action } = request.params;
      const dataset = await findMutableDataset(context, request, id);
      if (action === "delete" && dataset.storage_provider !== "zoo_managed")
        throw new ApiError(
          "conflict",
          "the files of this dataset are in a bucket: what is deleted there is marked here",
        );
      return { conversions: await doWithAll(context.db, dataset.id, request.query, action) };
    },
  );
}

function downloadRoute(app: App, context: ApiContext, answers: OpenAnswers): void {
  app.get(
    "/x/datasets/:id/download/:kind",
    {
      config: { access: "member" },
      exposeHeadRoute: false,
      schema: {
        ...own,
        operationId: "download_conversions",
        summary: "Files of every conversion that passes all filters, as a ZIP file with a list of them.",
        params: Type.Object({ id: uuid("The dataset."), kind: oneOf(downloadKinds) }),
        querystring: Filter,
        response: bytes("A ZIP file; its last entry, `unbake-manifest.json`, lists every file.", ["application/zip"]),
      },
    },
    async (request, reply) => {
      const dataset = await findDataset(context, request, request.params.id);
      answers.admit(request, reply);
      const entries = entriesOf(context, dataset, request.query, request.params.kind);
      const stream = Readable.from(zipStream(entries));
      stream.once("error", (error) => context.log.error("a download broke off", { request_id: request.id, error }));
      return reply
        .header("content-type", "application/zip")
        .header("content-disposition", attachment(`${dataset.name}.${request.params.kind}.zip`))
        .header("accept-ranges", "none")
        .send(stream);
    },
  );
}
