/** What changes datasets and conversions, by the functions of datasets/, queue/ and storage/. */
import type { Readable } from "node:stream";
import { type SqlBool, sql, type Transaction, type UpdateObject } from "kysely";
import { cancel, requeue } from "../../conversions/transitions.js";
import { ArchiveRefused } from "../../datasets/archives.js";
import { openArchives } from "../../datasets/openArchives.js";
import { type FoundFile, registerFiles } from "../../datasets/register.js";
import { removeDataset } from "../../datasets/remove.js";
import { type ConversionState, type Dataset, newId, type Tables } from "../../db/index.js";
import { type BlobStore, stage, TooLarge, writeStaged } from "../../storage/index.js";
import type { Actions, ConversionKey, StoredFile } from "../context.js";
import { ApiError } from "../errors.js";

export interface ActionTools extends BlobStore {
  /** Where uploads are written while they arrive. */
  readonly scratch: string;
  readonly maxFileBytes: number;
}

const stuckAfter = "5 minutes";
const now = sql<Date>`now()`;

/** The actions of a service on this database and storage. */
export function createActions(tools: ActionTools): Actions {
  const { db } = tools;

  const change = async (dataset: Dataset, set: UpdateObject<Tables, "datasets">): Promise<Dataset> => {
    const row = await db
      .updateTable("datasets")
      .set({ ...set, updated_at: now })
      .where("id", "=", dataset.id)
      .where("status", "<>", "deleting")
      .returningAll()
      .executeTakeFirst();
    if (!row) throw gone(dataset.id);
    return row;
  };

  const override = async ({ id }: ConversionKey, kcl: string | null) => {
    await db.transaction().execute(async (tx) => {
      await tx
        .updateTable("conversions")
        .set({ manual_kcl_override: kcl, manual_kcl_override_updated_at: now })
        .where("id", "=", id)
        .execute();
      await requeue(tx, oneRow(id), "user_metadata");
    });
  };

  return {
    async createDataset(orgId, { name, description, requireScore, provider, uri, roleArn }, tx) {
      const id = newId();
      return tx
        .insertInto("datasets")
        .values({
          id,
          org_id: orgId,
          name,
          description,
          storage_provider: provider,
          source_uri: provider === "s3" ? uri : `zoo-managed://${id}`,
          access_role_arn: roleArn,
          require_raw_kcl_similarity_score_for_success: requireScore,
          ...(provider === "s3" && { next_sync_at: now }),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
    },
    updateDataset(dataset, { name, description, requireScore, uri, roleArn }) {
      return change(dataset, {
        ...(name !== undefined && { name }),
        ...(description !== undefined && { description }),
        ...(requireScore !== undefined && { require_raw_kcl_similarity_score_for_success: requireScore }),
        ...(uri !== undefined && { source_uri: uri }),
        ...(roleArn !== undefined && { access_role_arn: roleArn }),
        ...((uri !== undefined || roleArn !== undefined) && { next_sync_at: now }),
      });
    },
    setLookup: (dataset, enabled) => change(dataset, { lookup_enabled: enabled }),
    async rescan(dataset) {
      if (dataset.storage_provider === "s3") await change(dataset, { next_sync_at: now });
    },
    async deleteDataset(dataset) {
      await removeDataset(tools, dataset.id);
    },
    storeFile: (dataset, path, bytes) => storeFile(tools, dataset, path, bytes),
    async registerFiles(dataset, files, inTransaction) {
      const found = files.map(foundFile);
      const inside = await orGone(dataset.id, orRefused(openArchives(tools, dataset, found, tools)));
      const register = async (tx: Transaction<Tables>) => ({
        uploadedFiles: files.length,
        queuedConversions: await registerFiles(tx, dataset, [...found, ...inside]),
      });
      return orGone(dataset.id, inTransaction(register));
    },
    async retriggerDataset(dataset, statuses) {
      const stuck = sql<SqlBool>`(status <> 'in_progress' OR started_at < now() - ${stuckAfter}::interval)`;
      const which =
        statuses === undefined
          ? sql<SqlBool>`status NOT IN ('success', 'queued') AND ${stuck}`
          : sql<SqlBool>`status = ANY(${statuses as ConversionState[]})`;
      await requeue(db, sql<SqlBool>`dataset_id = ${dataset.id} AND ${which}`, "nothing");
    },
    async retriggerConversion({ id }) {
      await requeue(db, oneRow(id), "nothing");
    },
    cancelConversion: ({ id }) => cancel(db, id),
    overrideKcl: (conversion, kcl) => override(conversion, kcl ?? null),
    async verifyOverride({ id }) {
      await requeue(db, oneRow(id), "user_metadata");
    },
  };
}

const oneRow = (id: string) => sql<SqlBool>`id = ${id}`;

const gone = (id: string) => new ApiError("conflict", `dataset ${id} is being deleted`);

/** A dataset that goes away meanwhile takes the rows with it that new ones would refer to. */
async function orGone<T>(datasetId: string, work: Promise<T>): Promise<T> {
  const foreignKeyViolation = "23503";
  try {
    return await work;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === foreignKeyViolation) throw gone(datasetId);
    throw error;
  }
}

/** An archive that passes the limits or is damaged is the sender's. */
async function orRefused<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ArchiveRefused) throw new ApiError("bad_upload", `an archive is not opened: ${error.message}`);
    throw error;
  }
}

async function storeFile(tools: ActionTools, dataset: Dataset, path: string, bytes: Readable): Promise<StoredFile> {
  const { scratch: folder, maxFileBytes: maxBytes } = tools;
  const staged = await stage(bytes, { folder, maxBytes }).catch((error: unknown) => {
    // The rest of the request has to go somewhere before the answer can be read.
    bytes.resume();
    if (error instanceof TooLarge) throw new ApiError("payload_too_large", `${path} has more than ${maxBytes} bytes`);
    throw error;
  });
  const { head } = staged;
  const { sha256, size } = await orGone(dataset.id, writeStaged(tools, dataset.id, staged));
  return { path, sha256, size, etag: `"${sha256}"`, head };
}

function foundFile({ path, etag, size, sha256, head }: StoredFile): FoundFile {
  return { path, etag, size, sha256, head };
}
