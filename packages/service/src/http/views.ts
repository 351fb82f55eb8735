/** Rows of the database as bodies of the API: every key by name, none by accident. */

import { phases } from "@unbake/jobs";
import type { Dataset as DatasetRow } from "../db/index.js";
import type { SummaryRow } from "./lists/conversions.js";
import { type ConversionSummary, keysAfter202602 } from "./schemas/conversion.js";
import type { Dataset } from "./schemas/dataset.js";

const timeOf = (time: Date | null) => time?.toISOString() ?? null;

export function viewOfDataset(row: DatasetRow): Dataset {
  return {
    id: row.id,
    org_id: row.org_id,
    name: row.name,
    description: row.description,
    status: row.status,
    storage_provider: row.storage_provider,
    source_uri: row.source_uri,
    access_role_arn: row.access_role_arn,
    lookup_enabled: row.lookup_enabled,
    require_raw_kcl_similarity_score_for_success: row.require_raw_kcl_similarity_score_for_success,
    last_sync_error: row.last_sync_error,
    last_sync_error_at: timeOf(row.last_sync_error_at),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

export function viewOfSummary(row: SummaryRow): ConversionSummary {
  return {
    id: row.id,
    dataset_id: row.dataset_id,
    file_path: row.file_path,
    file_etag: row.file_etag,
    file_size: row.file_size,
    phase: phases[row.phase] ?? "queued",
    status: row.status,
    status_message: row.status_message,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    started_at: timeOf(row.started_at),
    completed_at: timeOf(row.completed_at),
    importer_version: row.importer_version,
    metadata: row.metadata === null ? null : { ...row.metadata },
    manual_kcl_override_active: row.override_active,
    manual_kcl_override_updated_at: timeOf(row.manual_kcl_override_updated_at),
    raw_kcl_similarity_score: row.raw_kcl_similarity_score,
    salon_kcl_similarity_score: row.salon_kcl_similarity_score,
  };
}

/** The body without the keys that clients of February 2026 do not know. */
export function in202602<T extends object>(body: T): Partial<T> {
  const later: readonly string[] = keysAfter202602;
  return Object.fromEntries(Object.entries(body).filter(([key]) => !later.includes(key))) as Partial<T>;
}
