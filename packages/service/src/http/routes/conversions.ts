import type { FastifyReply, FastifyRequest } from "fastify";
import { addVary } from "../answerHeaders.js";
import type { App } from "../app.js";
import type { ApiContext } from "../context.js";
import { detailsOf, storedOf, tagOfDetails } from "../details.js";
import { ApiError } from "../errors.js";
import { isUnchanged } from "../etag.js";
import { checkedStatus, listConversions, phaseIndex, statusOfFilter } from "../lists/conversions.js";
import { searchConversions } from "../lists/search.js";
import { findConversion, findDataset, findMutableDataset } from "../lookup.js";
import { questionOfPage } from "../pageToken.js";
import { ConversionDetails, ConversionPage, type ConversionSummary } from "../schemas/conversion.js";
import { named } from "../schemas/make.js";
import {
  ConversionListQuery,
  ConversionPath,
  DatasetPath,
  defaultLimit,
  maxLimit,
  RetriggerQuery,
} from "../schemas/parameters.js";
import { in202602, viewOfSummary } from "../views.js";
import { json, nothing, orgs, unchanged } from "./answers.js";

/** Conversions: list, search, read, start again. */
export function conversionRoutes(app: App, context: ApiContext): void {
  listRoute(app, context, "conversions");
  listRoute(app, context, "search");
  readRoute(app, context);
  retriggerRoutes(app, context);
}

function listRoute(app: App, context: ApiContext, list: "conversions" | "search"): void {
  const { db } = context;
  const searching = list === "search";
  app.get(
    searching ? "/org/datasets/:id/search/conversions" : "/org/datasets/:id/conversions",
    {
      config: { access: "member" },
      schema: {
        ...orgs,
        operationId: searching ? "search_org_dataset_conversions" : "list_org_dataset_conversions",
        summary: searching
          ? "Conversions by exact id or by a path that is like `q`, best first unless sorted otherwise."
          : "The conversions of a dataset, without their texts and pictures.",
        params: DatasetPath,
        querystring: ConversionListQuery,
        response: json(named(ConversionPage)),
      },
    },
    async (request, reply) => {
      const { limit = defaultLimit, page_token, sort_by, filter, phase } = request.query;
      const q = searched(request.query.q);
      const dataset = await findDataset(context, request, request.params.id);
      const fixed = { list, dataset: dataset.id };
      const { question, position } = questionOfPage(context.pageTokens, page_token, fixed, {
        sort_by,
        filter,
        q,
        phase,
      });
      if (searching && question.q === undefined) throw new ApiError("bad_parameter", "q is needed for a search");
      if (question.filter !== undefined) statusOfFilter(question.filter);
      if (question.phase !== undefined) phaseIndex(question.phase);
      const size = Math.min(limit, maxLimit);
      const page = searching
        ? await searchConversions(db, dataset.id, question, position, size, context.hasTrigrams)
        : await listConversions(db, dataset.id, question, position, size);
      const items = page.rows.map(viewOfSummary);
      const next_page = page.next ? context.pageTokens.sign(question, page.next) : null;
      if (!isOldProfile(context, request)) return { items, next_page };
      return asWritten(reply, { items: items.map((item: ConversionSummary) => in202602(item)), next_page });
    },
  );
}

function readRoute(app: App, context: ApiContext): void {
  app.get(
    "/org/datasets/:id/conversions/:conversion_id",
    {
      config: { access: "member" },
      schema: {
        ...orgs,
        operationId: "get_org_dataset_conversion",
        summary: "One conversion with its texts and pictures.",
        params: ConversionPath,
        response: { ...json(named(ConversionDetails)), ...unchanged },
      },
    },
    async (request, reply) => {
      const row = await findConversion(context, request, request.params);
      const stored = await storedOf(context, row.id);
      const isOld = isOldProfile(context, request);
      addVary(reply, "Zoo-Api-Version");
      if (isUnchanged(request, reply, tagOfDetails(row, stored, isOld))) return reply;
      const details = await detailsOf(context, row, stored);
      return isOld ? asWritten(reply, in202602(details)) : details;
    },
  );
}

function retriggerRoutes(app: App, context: ApiContext): void {
  const { actions } = context;

  app.post(
    "/org/datasets/:id/retrigger",
    {
      config: { access: "admin" },
      schema: {
        ...orgs,
        operationId: "retrigger_org_dataset",
        summary: "Start conversions of a dataset again.",
        params: DatasetPath,
        querystring: RetriggerQuery,
        response: nothing("They are queued."),
      },
    },
    async (request, reply) => {
      const dataset = await findMutableDataset(context, request, request.params.id);
      await actions.retriggerDataset(dataset, statusesOf(request.query.statuses));
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/org/datasets/:id/conversions/:conversion_id/retrigger",
    {
      config: { access: "admin" },
      schema: {
        ...orgs,
        operationId: "retrigger_org_dataset_conversion",
        summary: "Start a conversion again.",
        params: ConversionPath,
        response: nothing("It is queued."),
      },
    },
    async (request, reply) => {
      await findMutableDataset(context, request, request.params.id);
      await actions.retriggerConversion(await findConversion(context, request, request.params));
      return reply.code(204).send(null);
    },
  );
}

/** Which keys the caller knows: by header, else by the server's setting. Throws ApiError for a version that never was. */
function isOldProfile({ setting }: ApiContext, request: FastifyRequest): boolean {
  const asked = request.headers["zoo-api-version"];
  if (asked === undefined) return setting.apiVersion === "2026-02";
  if (typeof asked !== "string" || !/^\d{4}-\d{2}(-\d{2})?$/.test(asked))
    throw new ApiError("bad_parameter", "Zoo-Api-Version must look like 2026-02");
  return asked.slice(0, 7) <= "2026-02";
}

/** Past the schema of the newer answer, which has keys that this one must not have. */
function asWritten(reply: FastifyReply, body: object): never {
  reply.header("content-type", "application/json; charset=utf-8").serializer((value) => JSON.stringify(value));
  return body as never;
}

/** An empty `q` searches for nothing, so it is as good as none. */
function searched(q: string | undefined): string | undefined {
  const text = q?.normalize("NFC").trim();
  return text === "" ? undefined : text;
}

function statusesOf(list: string | undefined): readonly string[] | undefined {
  if (list === undefined || list.trim() === "") return undefined;
  return [...new Set(list.split(",").map((status) => checkedStatus(status.trim(), "bad_parameter")))];
}
