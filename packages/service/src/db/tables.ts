/**
 * The database's tables as types. The words are defined at the head of migrations/0001_initial.sql; columns have their SQL names.
 * Times are `Date` with milliseconds, bigints are numbers (sizes and counts stay below 2^53).
 */
import type { ColumnType, Generated, Selectable } from "kysely";

export type Role = "member" | "admin";
export type StorageProvider = "s3" | "zoo_managed";
type DatasetStatus = "active" | "paused" | "deleting" | "errored";

export const conversionStatuses = [
  "queued",
  "canceled",
  "in_progress",
  "success",
  "error_user",
  "error_unsupported",
  "error_internal",
] as const;
export type ConversionState = (typeof conversionStatuses)[number];

/** A time that the database fills in by itself. */
type Stamp = ColumnType<Date, Date | undefined, Date>;
type NullableTime = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** jsonb: written as text, read as a value. */
type Json<T> = ColumnType<T, string, string>;

interface OrganizationsTable {
  readonly id: string;
  name: string;
  aws_external_id: string;
  max_running: number | null;
  created_at: Stamp;
}

interface UsersTable {
  readonly id: string;
  org_id: string;
  email: string;
  name: Generated<string>;
  role: Role;
  created_at: Stamp;
}

interface ServiceAccountsTable {
  readonly id: string;
  org_id: string;
  name: string;
  role: Role;
  created_at: Stamp;
}

interface TokensTable {
  readonly id: string;
  org_id: string;
  user_id: string | null;
  service_account_id: string | null;
  name: Generated<string>;
  role: Role;
  prefix: string;
  sha256: Buffer;
  created_at: Stamp;
  last_used_at: NullableTime;
  expires_at: NullableTime;
  revoked_at: NullableTime;
}

interface DatasetsTable {
  readonly id: string;
  org_id: string;
  name: string;
  description: string | null;
  storage_provider: StorageProvider;
  source_uri: string;
  access_role_arn: Generated<string>;
  status: Generated<DatasetStatus>;
  require_raw_kcl_similarity_score_for_success: Generated<boolean>;
  lookup_enabled: Generated<boolean>;
  last_sync_error: string | null;
  last_sync_error_at: NullableTime;
  last_synced_at: NullableTime;
  /** When the next sync is due: now asks for one at once, null means never. */
  next_sync_at: NullableTime;
  sync_token: string | null;
  sync_lease_expires_at: NullableTime;
  created_at: Stamp;
  updated_at: Stamp;
}

interface BlobsTable {
  readonly dataset_id: string;
  readonly sha256: string;
  size: number;
  touched_at: Stamp;
}

interface DatasetFilesTable {
  readonly dataset_id: string;
  readonly path: string;
  etag: string;
  size: number;
  sha256: string | null;
  uploaded_at: Stamp;
}

interface ConversionsTable {
  readonly id: string;
  dataset_id: string;
  org_id: string;
  file_path: string;
  file_etag: string;
  file_size: number;
  file_sha256: string | null;
  status: Generated<ConversionState>;
  /** Index into `phases` (pipeline/phases.ts). */
  phase: Generated<number>;
  status_message: string | null;
  failure_code: string | null;
  created_at: Stamp;
  updated_at: Stamp;
  started_at: NullableTime;
  completed_at: NullableTime;
  importer_version: string | null;
  metadata: Json<Readonly<Record<string, string>>> | null;
  raw_kcl_similarity_score: number | null;
  salon_kcl_similarity_score: number | null;
  /** Active when not null. */
  manual_kcl_override: string | null;
  manual_kcl_override_updated_at: NullableTime;
  attempt_token: string;
  /** Attempts at the phase that is next, since the last one was finished. */
  attempts: Generated<number>;
  checkpoint_phase: Generated<number>;
  checkpoint: ColumnType<Readonly<Record<string, unknown>>, string | undefined, string>;
  enqueued_at: NullableTime;
  not_before: NullableTime;
  /** The four below are read off the metadata by the database itself. */
  readonly faces: ColumnType<number | null, never, never>;
  readonly solids: ColumnType<number | null, never, never>;
  readonly unit: ColumnType<string | null, never, never>;
  readonly features: ColumnType<readonly string[], never, never>;
}

interface ArtefactsTable {
  readonly conversion_id: string;
  readonly kind: string;
  dataset_id: string;
  sha256: string;
  mime_type: string;
  size: number;
  created_at: Stamp;
}

interface LeasesTable {
  readonly conversion_id: string;
  attempt_token: string;
  worker_id: string;
  renewed_at: Stamp;
  expires_at: ColumnType<Date, Date, Date>;
}

interface WorkersTable {
  readonly id: string;
  hostname: string;
  importer_version: string;
  slots: number;
  busy: Generated<number>;
  started_at: Stamp;
  seen_at: Stamp;
}

interface SettingsTable {
  readonly key: string;
  value: Json<unknown>;
}

interface DatasetTombstonesTable {
  readonly dataset_id: string;
  sweep_after: ColumnType<Date, Date, Date>;
}

interface ConversionCountsTable {
  readonly dataset_id: string;
  readonly status: ConversionState;
  readonly shard: number;
  readonly n: number;
}

interface EventsTable {
  readonly id: Generated<number>;
  readonly org_id: string;
  readonly dataset_id: string;
  readonly conversion_id: string | null;
  readonly status: ConversionState | null;
  readonly phase: number | null;
  readonly created_at: Stamp;
}

interface SearchChunksTable {
  readonly id: Generated<number>;
  org_id: string;
  dataset_id: string;
  conversion_id: string;
  chunk_index: number;
  content: string;
  words: ColumnType<string, never, never>;
  embedding: number[] | null;
  /** See search/vector.ts; null until the model was there. */
  vector8: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
}

/** How long the answer of a key is repeated. */
export const idempotencyKeysKeptFor = "24 hours";

interface IdempotencyKeysTable {
  readonly org_id: string;
  readonly key: string;
  fingerprint: Buffer;
  /** Null until the work is done, in the same transaction. */
  answer: ColumnType<unknown, string | null, string | null>;
  created_at: Stamp;
}

export interface Tables {
  organizations: OrganizationsTable;
  users: UsersTable;
  service_accounts: ServiceAccountsTable;
  tokens: TokensTable;
  datasets: DatasetsTable;
  blobs: BlobsTable;
  dataset_files: DatasetFilesTable;
  conversions: ConversionsTable;
  artefacts: ArtefactsTable;
  leases: LeasesTable;
  workers: WorkersTable;
  settings: SettingsTable;
  dataset_tombstones: DatasetTombstonesTable;
  conversion_counts: ConversionCountsTable;
  events: EventsTable;
  search_chunks: SearchChunksTable;
  idempotency_keys: IdempotencyKeysTable;
}

export type Organization = Selectable<OrganizationsTable>;
export type Dataset = Selectable<DatasetsTable>;
export type ConversionRow = Selectable<ConversionsTable>;
