import { callerOf } from "../access.js";
import type { App } from "../app.js";
import type { ApiContext } from "../context.js";
import { ApiError } from "../errors.js";
import { once } from "../idempotency.js";
import { listDatasets } from "../lists/datasets.js";
import { findDataset, findMutableDataset } from "../lookup.js";
import { questionOfPage } from "../pageToken.js";
import { parseRoleArn, parseS3Uri, policiesFor } from "../policies.js";
import { CreateDataset, Dataset, DatasetPage, DatasetStats, S3Policies, UpdateDataset } from "../schemas/dataset.js";
import { named } from "../schemas/make.js";
import { DatasetListQuery, DatasetPath, defaultLimit, maxLimit, PoliciesQuery } from "../schemas/parameters.js";
import { viewOfDataset } from "../views.js";
import { json, jsonWith, nothing, orgs, repeatable } from "./answers.js";

/** Datasets: list, create, read, change, delete, count; and the policies that a bucket needs. */
export function datasetRoutes(app: App, context: ApiContext): void {
  policiesRoute(app, context);
  collectionRoutes(app, context);
  readRoute(app, context);
  changeRoutes(app, context);
  statsRoute(app, context);
}

function policiesRoute(app: App, { db, setting }: ApiContext): void {
  app.get(
    "/org/dataset/s3/policies",
    {
      config: { access: "admin" },
      schema: {
        ...orgs,
        operationId: "org_dataset_s3_policies",
        summary: "The AWS policies that let this service read a bucket.",
        querystring: PoliciesQuery,
        response: json(named(S3Policies)),
      },
    },
    async (request) => {
      const { uri, role_arn } = request.query;
      const org = await db
        .selectFrom("organizations")
        .select("aws_external_id")
        .where("id", "=", callerOf(request).orgId)
        .executeTakeFirstOrThrow();
      return policiesFor({
        uri,
        roleArn: role_arn,
        principalArn: setting.awsPrincipalArn,
        externalId: org.aws_external_id,
      });
    },
  );
}

function collectionRoutes(app: App, context: ApiContext): void {
  const { db, actions } = context;

  app.get(
    "/org/datasets",
    {
      config: { access: "member" },
      schema: {
        ...orgs,
        operationId: "list_org_datasets",
        summary: "The organisation's datasets.",
        querystring: DatasetListQuery,
        response: json(named(DatasetPage)),
      },
    },
    async (request) => {
      const { limit = defaultLimit, page_token, sort_by, lookup_enabled } = request.query;
      const { orgId } = callerOf(request);
      const fixed = { list: "datasets", org: orgId };
      const asked = { sort_by, lookup_enabled: lookup_enabled?.toString() };
      const { question, position } = questionOfPage(context.pageTokens, page_token, fixed, asked);
      const page = await listDatasets(db, orgId, question, position, Math.min(limit, maxLimit));
      return {
        items: page.rows.map(viewOfDataset),
        next_page: page.next ? context.pageTokens.sign(question, page.next) : null,
      };
    },
  );

  app.post(
    "/org/datasets",
    {
      config: { access: "admin" },
      schema: {
        ...orgs,
        operationId: "create_org_dataset",
        summary: "Register a bucket, or a dataset for uploads.",
        description: repeatable,
        body: named(CreateDataset),
        response: jsonWith(201, named(Dataset)),
      },
    },
    async (request, reply) => {
      const { name, description, source, require_raw_kcl_similarity_score_for_success } = request.body;
      const s3 = source.provider === "s3";
      if (s3) checkSource(source.uri, source.access_role_arn);
      const wanted = {
        name: checkedName(name),
        description: description ?? null,
        requireScore: require_raw_kcl_similarity_score_for_success ?? false,
        provider: source.provider,
        uri: s3 ? (source.uri ?? "") : "",
        roleArn: s3 ? (source.access_role_arn ?? "") : "",
      };
      const created = await once(db, request, reply, wanted, async (tx) =>
        viewOfDataset(await actions.createDataset(callerOf(request).orgId, wanted, tx)),
      );
      return reply.code(201).send(created);
    },
  );
}

function readRoute(app: App, context: ApiContext): void {
  app.get(
    "/org/datasets/:id",
    {
      config: { access: "member" },
      schema: {
        ...orgs,
        operationId: "get_org_dataset",
        summary: "One dataset.",
        params: DatasetPath,
        response: json(named(Dataset)),
      },
    },
    async (request) => viewOfDataset(await findDataset(context, request, request.params.id)),
  );
}

function changeRoutes(app: App, context: ApiContext): void {
  const { actions } = context;

  app.put(
    "/org/datasets/:id",
    {
      config: { access: "admin" },
      schema: {
        ...orgs,
        operationId: "update_org_dataset",
        summary: "Change a dataset: what is absent stays, `description: null` clears it.",
        params: DatasetPath,
        body: named(UpdateDataset),
        response: json(named(Dataset)),
      },
    },
    async (request) => {
      const dataset = await findMutableDataset(context, request, request.params.id);
      const { name, description, source, require_raw_kcl_similarity_score_for_success: requireScore } = request.body;
      const provider = source?.provider ?? dataset.storage_provider;
      if (provider !== dataset.storage_provider)
        throw new ApiError("conflict", "a dataset keeps its storage provider: create another one");
      const place = provider === "s3" ? source : undefined;
      const uri = place?.uri ?? dataset.source_uri;
      const roleArn = place?.access_role_arn ?? dataset.access_role_arn;
      if (place) checkSource(uri, roleArn);
      const updated = await actions.updateDataset(dataset, {
        ...(typeof name === "string" && { name: checkedName(name) }),
        ...(description !== undefined && { description }),
        ...(typeof requireScore === "boolean" && { requireScore }),
        ...(place && { uri, roleArn }),
      });
      return viewOfDataset(updated);
    },
  );

  app.delete(
    "/org/datasets/:id",
    {
      config: { access: "admin" },
      schema: {
        ...orgs,
        operationId: "delete_org_dataset",
        summary: "Delete a dataset and everything made of it. A customer's bucket is never touched.",
        params: DatasetPath,
        response: nothing("It is gone."),
      },
    },
    async (request, reply) => {
      await actions.deleteDataset(await findDataset(context, request, request.params.id));
      return reply.code(204).send(null);
    },
  );
}

function statsRoute(app: App, context: ApiContext): void {
  app.get(
    "/org/datasets/:id/stats",
    {
      config: { access: "member" },
      schema: {
        ...orgs,
        operationId: "get_org_dataset_conversion_stats",
        summary: "How many conversions are where.",
        params: DatasetPath,
        response: json(named(DatasetStats)),
      },
    },
    async (request) => {
      const { id } = await findDataset(context, request, request.params.id);
      return statsOf(context, id);
    },
  );
}

/** The counters of a dataset; statuses that none of its conversions has are absent. */
export async function statsOf({ db }: Pick<ApiContext, "db">, datasetId: string) {
  const rows = await db
    .selectFrom("conversion_counts")
    .select(["status", (eb) => eb.fn.sum<string>("n").as("n")])
    .where("dataset_id", "=", datasetId)
    .groupBy("status")
    .execute();
  const counts = rows.map(({ status, n }) => [status, Number(n)] as const).filter(([, n]) => n > 0);
  const sum = (of: (status: string) => boolean) =>
    counts.filter(([status]) => of(status)).reduce((total, [, n]) => total + n, 0);
  return {
    dataset_id: datasetId,
    total: sum(() => true),
    successes: sum((status) => status === "success"),
    failures: sum((status) => status.startsWith("error_")),
    by_status: Object.fromEntries(counts),
  };
}

function checkSource(uri: string | null | undefined, roleArn: string | null | undefined): void {
  if (!uri) throw new ApiError("bad_body", "source.uri is needed for s3");
  if (!roleArn) throw new ApiError("bad_body", "source.access_role_arn is needed for s3");
  parseS3Uri(uri);
  parseRoleArn(roleArn);
}

function checkedName(name: string): string {
  if (name.trim() === "") throw new ApiError("bad_body", "name is blank");
  return name;
}
