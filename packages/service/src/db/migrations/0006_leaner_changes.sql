-- Every change of a conversion runs this: three queries where there were five, one of them where neither status nor phase changed.
CREATE OR REPLACE FUNCTION conversions_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed bigint;
  moved bigint;
BEGIN
  SELECT count(*), count(*) FILTER (WHERE o.status <> w.status) INTO changed, moved
    FROM old_rows o JOIN new_rows w USING (id) WHERE o.status <> w.status OR o.phase <> w.phase;
  IF changed = 0 THEN
    RETURN NULL;
  END IF;
  IF moved > 0 THEN
    INSERT INTO conversion_counts (dataset_id, status, shard, n)
      SELECT move.dataset_id, move.status, pg_backend_pid() % 64, sum(move.delta)
      FROM old_rows o JOIN new_rows w USING (id)
      CROSS JOIN LATERAL (VALUES (o.dataset_id, o.status, -1), (w.dataset_id, w.status, 1)) AS move(dataset_id, status, delta)
      WHERE o.status <> w.status
      -- In one order everywhere: two statements that change the same counters never wait for each other.
      GROUP BY 1, 2 HAVING sum(move.delta) <> 0 ORDER BY 1, 2
      ON CONFLICT (dataset_id, status, shard) DO UPDATE SET n = conversion_counts.n + excluded.n;
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
