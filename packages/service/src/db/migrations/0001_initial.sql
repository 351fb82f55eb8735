-- The words (see also tables.ts):
--   organization  a customer; every other row belongs to one.
--   dataset       a place with files: a bucket of the customer (s3) or uploads (zoo_managed).
--   conversion    one CAD file of a dataset and everything that is known and made of it. This row is the only truth about it.
--   attempt       one run of a conversion by a worker; its token fences every write.
--   lease         a worker's promise that it is alive and working on an attempt; narrow, so that heartbeats cost nothing.
--   blob          bytes in storage, addressed by their content within one dataset.
--   artefact      a named reference of a conversion to a blob.
-- Times have milliseconds, not microseconds: they are keys of pages and pass through JavaScript.

CREATE TABLE organizations (
  id              uuid PRIMARY KEY,
  name            text NOT NULL UNIQUE,
  -- Given to the customer for the trust policy of the role that we assume (the confused deputy).
  aws_external_id text NOT NULL UNIQUE,
  -- At most this many conversions of the organisation at a time; null: the server's default.
  max_running     integer CHECK (max_running > 0),
  created_at      timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE users (
  id         uuid PRIMARY KEY,
  org_id     uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  email      text NOT NULL,
  name       text NOT NULL DEFAULT '',
  role       text NOT NULL CHECK (role IN ('member', 'admin')),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (org_id, email)
);

CREATE TABLE service_accounts (
  id         uuid PRIMARY KEY,
  org_id     uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  name       text NOT NULL,
  role       text NOT NULL CHECK (role IN ('member', 'admin')),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (org_id, name)
);

-- Shown once, stored as a hash. Belongs to a user or a service account.
CREATE TABLE tokens (
  id                 uuid PRIMARY KEY,
  org_id             uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  user_id            uuid REFERENCES users ON DELETE CASCADE,
  service_account_id uuid REFERENCES service_accounts ON DELETE CASCADE,
  name               text NOT NULL DEFAULT '',
  role               text NOT NULL CHECK (role IN ('member', 'admin')),
  -- The first characters, to recognise it in a list.
  prefix             text NOT NULL,
  sha256             bytea NOT NULL UNIQUE,
  created_at         timestamptz(3) NOT NULL DEFAULT now(),
  last_used_at       timestamptz(3),
  expires_at         timestamptz(3),
  revoked_at         timestamptz(3),
  CHECK (num_nonnulls(user_id, service_account_id) = 1)
);
CREATE INDEX tokens_of_org ON tokens (org_id, created_at, id);

CREATE TABLE datasets (
  id                    uuid PRIMARY KEY,
  org_id                uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  name                  text NOT NULL,
  description           text,
  storage_provider      text NOT NULL CHECK (storage_provider IN ('s3', 'zoo_managed')),
  source_uri            text NOT NULL,
  access_role_arn       text NOT NULL DEFAULT '',
  status                text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'deleting', 'errored')),
  require_raw_kcl_similarity_score_for_success boolean NOT NULL DEFAULT false,
  lookup_enabled        boolean NOT NULL DEFAULT true,
  last_sync_error       text,
  last_sync_error_at    timestamptz(3),
  last_synced_at        timestamptz(3),
  -- When the next sync is due; now() asks for one at once, null means never (zoo_managed).
  next_sync_at          timestamptz(3),
  -- Who is syncing, and until when it is believed.
  sync_token            uuid,
  sync_lease_expires_at timestamptz(3),
  created_at            timestamptz(3) NOT NULL DEFAULT now(),
  updated_at            timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX datasets_by_creation ON datasets (org_id, created_at, id);
CREATE INDEX datasets_due ON datasets (next_sync_at) WHERE next_sync_at IS NOT NULL;
CREATE INDEX datasets_deleting ON datasets (id) WHERE status = 'deleting';

-- Bytes in storage under datasets/<dataset_id>/<sha256>. A row is there before its bytes and until after them.
CREATE TABLE blobs (
  dataset_id uuid NOT NULL REFERENCES datasets,
  sha256     text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size       bigint NOT NULL,
  -- Last time that somebody wrote or reused it: what nothing refers to is removed a day later.
  touched_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (dataset_id, sha256)
);

-- What is in the source beside conversions' own rows: uploads (CAD and side files) and, of buckets, side files.
CREATE TABLE dataset_files (
  dataset_id  uuid NOT NULL REFERENCES datasets,
  path        text COLLATE "C" NOT NULL,
  etag        text NOT NULL,
  size        bigint NOT NULL,
  -- Null for files that stay in the customer's bucket.
  sha256      text,
  uploaded_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (dataset_id, path),
  FOREIGN KEY (dataset_id, sha256) REFERENCES blobs
);
CREATE INDEX dataset_files_of_blob ON dataset_files (dataset_id, sha256) WHERE sha256 IS NOT NULL;

CREATE TABLE conversions (
  id                  uuid PRIMARY KEY,
  dataset_id          uuid NOT NULL REFERENCES datasets,
  org_id              uuid NOT NULL REFERENCES organizations,
  file_path           text COLLATE "C" NOT NULL,
  file_etag           text NOT NULL,
  file_size           bigint NOT NULL,
  -- Of the original in our storage; null for a file in the customer's bucket.
  file_sha256         text,
  status              text COLLATE "C" NOT NULL DEFAULT 'queued' CHECK (status IN
                        ('queued', 'canceled', 'in_progress', 'success', 'error_user', 'error_unsupported', 'error_internal')),
  -- Index into the eleven phases.
  phase               smallint NOT NULL DEFAULT 0 CHECK (phase BETWEEN 0 AND 10),
  status_message      text,
  failure_code        text,
  created_at          timestamptz(3) NOT NULL DEFAULT now(),
  updated_at          timestamptz(3) NOT NULL DEFAULT now(),
  started_at          timestamptz(3),
  -- When it got its final status; null before.
  completed_at        timestamptz(3),
  importer_version    text,
  -- Flat, all values strings; null before the first phase has ended.
  metadata            jsonb,
  raw_kcl_similarity_score   double precision,
  salon_kcl_similarity_score double precision,
  -- Null: none is active.
  manual_kcl_override            text,
  manual_kcl_override_updated_at timestamptz(3),
  -- Fencing: a worker's write says WHERE id = $1 AND attempt_token = $2.
  attempt_token       uuid NOT NULL,
  attempts            smallint NOT NULL DEFAULT 0,
  -- The last phase whose outputs are stored; the next attempt goes on after it.
  checkpoint_phase    smallint NOT NULL DEFAULT 0 CHECK (checkpoint_phase BETWEEN 0 AND 10),
  -- Facts of finished phases that later ones need, and the milliseconds of each.
  checkpoint          jsonb NOT NULL DEFAULT '{}',
  -- When the feeder put it into the job queue; null while it waits for that.
  enqueued_at         timestamptz(3),
  -- A retry waits until then.
  not_before          timestamptz(3),
  FOREIGN KEY (dataset_id, file_sha256) REFERENCES blobs
);
CREATE UNIQUE INDEX conversions_by_path ON conversions (dataset_id, file_path);
CREATE INDEX conversions_by_creation ON conversions (dataset_id, created_at, id);
CREATE INDEX conversions_by_update ON conversions (dataset_id, updated_at, id);
CREATE INDEX conversions_by_status ON conversions (dataset_id, status, created_at, id);
CREATE INDEX conversions_by_status_update ON conversions (dataset_id, status, updated_at, id);
CREATE INDEX conversions_by_phase ON conversions (dataset_id, phase, created_at, id);
CREATE INDEX conversions_of_blob ON conversions (dataset_id, file_sha256) WHERE file_sha256 IS NOT NULL;
CREATE INDEX conversions_waiting ON conversions (org_id, created_at, id) WHERE status = 'queued' AND enqueued_at IS NULL;
CREATE INDEX conversions_enqueued ON conversions (enqueued_at) WHERE status = 'queued' AND enqueued_at IS NOT NULL;
CREATE INDEX conversions_running ON conversions (org_id, id) WHERE status = 'in_progress';
CREATE INDEX conversions_to_retry ON conversions (importer_version, id)
  WHERE status IN ('error_unsupported', 'error_internal');

-- Kinds: original_snapshot/0..3, raw_kcl, raw_kcl_report, raw_kcl_snapshot/0..3, salon_kcl, salon_kcl_report, salon_kcl_snapshot/0..3,
-- certificate, and for the viewer original_glb, raw_kcl_glb, salon_kcl_glb.
CREATE TABLE artefacts (
  conversion_id uuid NOT NULL REFERENCES conversions,
  kind          text COLLATE "C" NOT NULL,
  dataset_id    uuid NOT NULL,
  sha256        text NOT NULL,
  mime_type     text NOT NULL,
  size          bigint NOT NULL,
  created_at    timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (conversion_id, kind),
  FOREIGN KEY (dataset_id, sha256) REFERENCES blobs
);
CREATE INDEX artefacts_of_blob ON artefacts (dataset_id, sha256);

CREATE TABLE leases (
  conversion_id uuid PRIMARY KEY REFERENCES conversions,
  attempt_token uuid NOT NULL,
  worker_id     text NOT NULL,
  renewed_at    timestamptz(3) NOT NULL DEFAULT now(),
  expires_at    timestamptz(3) NOT NULL
);

-- The fleet: the feeder keeps about twice its slots in the job queue.
CREATE TABLE workers (
  id               text PRIMARY KEY,
  hostname         text NOT NULL,
  importer_version text NOT NULL,
  slots            integer NOT NULL,
  busy             integer NOT NULL DEFAULT 0,
  started_at       timestamptz(3) NOT NULL DEFAULT now(),
  seen_at          timestamptz(3) NOT NULL DEFAULT now()
);

-- What the whole installation agrees on (keys that sign page tokens, for example).
CREATE TABLE settings (
  key   text PRIMARY KEY,
  value jsonb NOT NULL
);

-- A dataset's rows are gone; its folder in storage is swept once more then, for bytes that a dying worker wrote meanwhile.
CREATE TABLE dataset_tombstones (
  dataset_id  uuid PRIMARY KEY,
  sweep_after timestamptz(3) NOT NULL
);

-- Counters instead of count(*). Sharded, so that workers of one dataset do not wait for one another: sum over the shards.
CREATE TABLE conversion_counts (
  dataset_id uuid NOT NULL,
  status     text COLLATE "C" NOT NULL,
  shard      smallint NOT NULL,
  n          bigint NOT NULL,
  PRIMARY KEY (dataset_id, status, shard)
);

-- For server-sent events. NOTIFY unbake_events carries the dataset's id; a listener then reads the rows that it has not seen.
CREATE TABLE events (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id        uuid NOT NULL,
  dataset_id    uuid NOT NULL,
  -- Null: so many conversions of the dataset changed at once that a reader does better to look again.
  conversion_id uuid,
  status        text,
  phase         smallint,
  created_at    timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX events_of_dataset ON events (dataset_id, id);
CREATE INDEX events_of_conversion ON events (conversion_id, id) WHERE conversion_id IS NOT NULL;
CREATE INDEX events_by_age ON events (created_at);

CREATE TABLE search_chunks (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id        uuid NOT NULL,
  dataset_id    uuid NOT NULL,
  conversion_id uuid NOT NULL REFERENCES conversions ON DELETE CASCADE,
  chunk_index   integer NOT NULL,
  content       text NOT NULL,
  words         tsvector GENERATED ALWAYS AS (to_tsvector('english', content)) STORED,
  embedding     real[],
  UNIQUE (conversion_id, chunk_index)
);
CREATE INDEX search_chunks_of_dataset ON search_chunks (dataset_id);
CREATE INDEX search_chunks_words ON search_chunks USING gin (words);

-- Extensions that not every server has: search works without them, and better with them.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
    BEGIN
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE INDEX conversions_path_trigrams ON conversions USING gin (file_path gin_trgm_ops);
      CREATE INDEX search_chunks_trigrams ON search_chunks USING gin (content gin_trgm_ops);
    EXCEPTION WHEN insufficient_privilege THEN
      RAISE NOTICE 'pg_trgm is available but this role may not create it';
    END;
  END IF;
  IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector') THEN
    BEGIN
      CREATE EXTENSION IF NOT EXISTS vector;
    EXCEPTION WHEN insufficient_privilege THEN
      RAISE NOTICE 'pgvector is available but this role may not create it';
    END;
  END IF;
END
$$;

-- Adds `delta` to a counter of this connection's shard.
CREATE FUNCTION count_conversions(dataset uuid, of_status text, delta bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO conversion_counts (dataset_id, status, shard, n)
  VALUES (dataset, of_status, pg_backend_pid() % 16, delta)
  ON CONFLICT (dataset_id, status, shard) DO UPDATE SET n = conversion_counts.n + excluded.n
$$;

-- The three triggers run once a statement, not once a row: a retrigger of a million rows changes each counter once.
CREATE FUNCTION conversions_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM count_conversions(dataset_id, status, n)
    FROM (SELECT dataset_id, status, count(*) AS n FROM new_rows GROUP BY dataset_id, status ORDER BY dataset_id, status) AS added;
  INSERT INTO events (org_id, dataset_id) SELECT DISTINCT org_id, dataset_id FROM new_rows;
  PERFORM pg_notify('unbake_events', dataset_id::text) FROM (SELECT DISTINCT dataset_id FROM new_rows) AS changed;
  RETURN NULL;
END
$$;
CREATE TRIGGER conversions_inserted AFTER INSERT ON conversions
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION conversions_inserted();

CREATE FUNCTION conversions_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed bigint;
BEGIN
  PERFORM count_conversions(dataset_id, status, n)
    FROM (
      SELECT dataset_id, status, sum(delta) AS n
      FROM (
        SELECT o.dataset_id, o.status, -1 AS delta FROM old_rows o JOIN new_rows w USING (id) WHERE o.status <> w.status
        UNION ALL
        SELECT w.dataset_id, w.status, 1 FROM old_rows o JOIN new_rows w USING (id) WHERE o.status <> w.status
      ) AS moves
      GROUP BY dataset_id, status HAVING sum(delta) <> 0 ORDER BY dataset_id, status
    ) AS moved;
  SELECT count(*) INTO changed FROM old_rows o JOIN new_rows w USING (id)
    WHERE o.status <> w.status OR o.phase <> w.phase;
  IF changed = 0 THEN
    RETURN NULL;
  END IF;
  IF changed <= 100 THEN
    INSERT INTO events (org_id, dataset_id, conversion_id, status, phase)
      SELECT w.org_id, w.dataset_id, w.id, w.status, w.phase FROM old_rows o JOIN new_rows w USING (id)
      WHERE o.status <> w.status OR o.phase <> w.phase;
  ELSE
    INSERT INTO events (org_id, dataset_id) SELECT DISTINCT org_id, dataset_id FROM new_rows;
  END IF;
  PERFORM pg_notify('unbake_events', dataset_id::text) FROM (SELECT DISTINCT dataset_id FROM new_rows) AS changed_datasets;
  RETURN NULL;
END
$$;
CREATE TRIGGER conversions_updated AFTER UPDATE ON conversions
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION conversions_updated();

CREATE FUNCTION conversions_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM count_conversions(dataset_id, status, -n)
    FROM (SELECT dataset_id, status, count(*) AS n FROM old_rows GROUP BY dataset_id, status ORDER BY dataset_id, status) AS gone;
  RETURN NULL;
END
$$;
CREATE TRIGGER conversions_deleted AFTER DELETE ON conversions
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION conversions_deleted();
