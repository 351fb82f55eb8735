-- What waits in one dataset, oldest first: the feeder asks each dataset that is open, and never walks past the millions that wait in a
-- paused one.
CREATE INDEX conversions_waiting_in_dataset ON conversions (dataset_id, created_at, id) WHERE status = 'queued' AND enqueued_at IS NULL;

-- Sixteen shards were too few for thirty connections: those that share one wait for each other.
CREATE OR REPLACE FUNCTION count_conversions(dataset uuid, of_status text, delta bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO conversion_counts (dataset_id, status, shard, n)
  VALUES (dataset, of_status, pg_backend_pid() % 64, delta)
  ON CONFLICT (dataset_id, status, shard) DO UPDATE SET n = conversion_counts.n + excluded.n
$$;
