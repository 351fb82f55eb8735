-- idempotency key: a word that a client sends with a request that makes something, so that sending it again makes nothing more.
-- It is claimed in the transaction that does the work; the answer is what the request got, for those that come again.
CREATE TABLE idempotency_keys (
  org_id      uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  key         text NOT NULL,
  -- SHA-256 of what the request said: another request with the same key is refused.
  fingerprint bytea NOT NULL,
  answer      jsonb,
  created_at  timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
