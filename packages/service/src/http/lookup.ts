/** Rows by the ids of a request: always together with the caller's organisation, so that a foreign id is as good as none. */
import type { FastifyRequest } from "fastify";
import type { ConversionRow, Dataset } from "../db/index.js";
import { callerOf } from "./access.js";
import type { ApiContext } from "./context.js";
import { ApiError } from "./errors.js";

/** The caller's dataset. Throws ApiError("not_found"). */
export async function findDataset(
  { db }: Pick<ApiContext, "db">,
  request: FastifyRequest,
  id: string,
): Promise<Dataset> {
  const row = await db
    .selectFrom("datasets")
    .selectAll()
    .where("id", "=", id)
    .where("org_id", "=", callerOf(request).orgId)
    .executeTakeFirst();
  if (!row) throw new ApiError("not_found", `no dataset ${id}`);
  return row;
}

/** The caller's dataset, to change it. Throws ApiError("conflict") when it is being deleted. */
export async function findMutableDataset(
  context: Pick<ApiContext, "db">,
  request: FastifyRequest,
  id: string,
): Promise<Dataset> {
  const dataset = await findDataset(context, request, id);
  if (dataset.status === "deleting") throw new ApiError("conflict", `dataset ${id} is being deleted`);
  return dataset;
}

/** The caller's conversion in this dataset. Throws ApiError("not_found"). */
export async function findConversion(
  { db }: Pick<ApiContext, "db">,
  request: FastifyRequest,
  ids: { readonly id: string; readonly conversion_id: string },
): Promise<ConversionRow> {
  const row = await db
    .selectFrom("conversions")
    .selectAll()
    .where("id", "=", ids.conversion_id)
    .where("dataset_id", "=", ids.id)
    .where("org_id", "=", callerOf(request).orgId)
    .executeTakeFirst();
  if (!row) throw new ApiError("not_found", `no conversion ${ids.conversion_id} in dataset ${ids.id}`);
  return row;
}
