-- Lists of 200,000 conversions and more: each filter with each order has an index that begins with the dataset.
CREATE INDEX conversions_by_status_phase ON conversions (dataset_id, status, phase, created_at, id);
CREATE INDEX conversions_by_phase_update ON conversions (dataset_id, phase, updated_at, id);

-- Nobody asks for parts of words in chunks; the index was a third of the table.
DROP INDEX IF EXISTS search_chunks_trigrams;

-- Paths, for search, in rows that are written once: a conversion's own row changes twenty times, and each change would write some thirty
-- trigrams again.
DROP INDEX IF EXISTS conversions_path_trigrams;
CREATE TABLE conversion_paths (
  conversion_id uuid PRIMARY KEY REFERENCES conversions ON DELETE CASCADE,
  dataset_id    uuid NOT NULL,
  path          text COLLATE "C" NOT NULL
);
CREATE INDEX conversion_paths_of_dataset ON conversion_paths (dataset_id);

-- The words of a dataset's paths: a misspelt word is looked for among them, not in every path.
CREATE TABLE path_words (
  dataset_id uuid NOT NULL REFERENCES datasets ON DELETE CASCADE,
  word       text COLLATE "C" NOT NULL,
  PRIMARY KEY (dataset_id, word)
);

-- Words of at least three letters, in small letters: "pump_2/BearingHousing-07.step" has pump, bearing, housing and step.
CREATE FUNCTION words_of_path(path text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT DISTINCT word
  FROM regexp_split_to_table(lower(regexp_replace(path, '([[:lower:]])([[:upper:]])', '\1 \2', 'g')), '[^[:alpha:]]+') AS word
  WHERE length(word) BETWEEN 3 AND 40
$$;

CREATE FUNCTION remember_paths() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO conversion_paths (conversion_id, dataset_id, path) SELECT id, dataset_id, file_path FROM new_rows;
  INSERT INTO path_words (dataset_id, word)
    SELECT DISTINCT dataset_id, word FROM new_rows, words_of_path(file_path) AS word ORDER BY 1, 2
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
CREATE TRIGGER remember_paths AFTER INSERT ON conversions
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION remember_paths();

INSERT INTO conversion_paths (conversion_id, dataset_id, path) SELECT id, dataset_id, file_path FROM conversions;
INSERT INTO path_words (dataset_id, word)
  SELECT DISTINCT dataset_id, word FROM conversions, words_of_path(file_path) AS word;

-- Trigrams of one dataset are looked up together where btree_gin is there; without pg_trgm paths are walked.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'btree_gin') THEN
      BEGIN
        CREATE EXTENSION IF NOT EXISTS btree_gin;
        CREATE INDEX conversion_paths_trigrams ON conversion_paths USING gin (dataset_id, path gin_trgm_ops);
      EXCEPTION WHEN insufficient_privilege THEN
        RAISE NOTICE 'btree_gin is available but this role may not create it';
      END;
    END IF;
    IF to_regclass('conversion_paths_trigrams') IS NULL THEN
      CREATE INDEX conversion_paths_trigrams ON conversion_paths USING gin (path gin_trgm_ops);
    END IF;
  END IF;
END
$$;
